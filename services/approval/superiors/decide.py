"""Every rule of a case at a superior unit. Pure; raises `Rejected`."""

from __future__ import annotations

from services.approval.reasons import hollow
from services.approval.superiors.commands import Answer, AskMaterials, CloseReferral, Receive
from services.approval.superiors.state import AtSuperior, Status
from shared.contracts import Command, Event, Rejected
from shared.contracts.superiors import MaterialAsked, ReferralClosed, ReferralDecided, ReferralReceived
from shared.timekeeping import due_on

BASIS = "S2.7d; 许可法35"


def decide(state: AtSuperior, command: Command) -> list[Event]:
    """Tell which facts follow from a command; see each rule for its basis.

    Raises:
        Rejected: with a stable code, and the basis of the rule that refuses.
    """
    match command:
        case Receive():
            return _receive(state, command)
        case CloseReferral():
            return [ReferralClosed()] if state.status is Status.OPEN else []
        case AskMaterials():
            return _ask(state, command)
        case Answer():
            return _answer(state, command)
    raise Rejected("unknown_command", f"a superior unit takes no {command.name}")


def _receive(state: AtSuperior, command: Receive) -> list[Event]:
    """A forwarding that arrives again changes nothing; only a returned file comes a second time (S1.2d)."""
    known = state.received.round if state.received else 0
    if command.round <= known:
        return []
    limit = command.limit
    return [
        ReferralReceived(
            superior=command.superior,
            department=command.department,
            division=command.division,
            item=command.item,
            item_version=command.item_version,
            opinion=command.opinion,
            passed=command.passed,
            materials=command.materials,
            guide=command.guide,
            points=command.points,
            received_on=command.received_on,
            limit=limit,
            due=due_on(limit, command.received_on, command.calendar).due if limit else None,
            round=command.round,
        )
    ]


def _ask(state: AtSuperior, command: AskMaterials) -> list[Event]:
    """What the applicant has handed in is not asked for again, and nothing beyond the guide (art. 35, 31)."""
    _ours(state, command)
    if not command.materials:
        raise _wrong("no_materials", "materials", "name the materials", BASIS)
    known = [code for code in command.materials if code in state.facts.materials]
    if known:
        told = f"in the file already: {', '.join(known)}"
        raise _wrong("material_asked_twice", "materials", told, BASIS)
    outside = [code for code in command.materials if code not in state.facts.guide]
    if outside:
        raise _wrong("outside_guide", "materials", f"not in the guide: {', '.join(outside)}", "S1.3b; 许可法31")
    asked = {code for each in state.asked for code in each.materials}
    if asked & set(command.materials):
        raise _wrong("material_asked_twice", "materials", "asked for before", BASIS)
    return [MaterialAsked(materials=tuple(dict.fromkeys(command.materials)), reason=command.reason)]


def _answer(state: AtSuperior, command: Answer) -> list[Event]:
    """The superior unit decides once; whatever is not an approval tells why (S2.5f; art. 38)."""
    _ours(state, command)
    if command.outcome != "approved" and hollow(command.reasons):
        raise _wrong("reasons_hollow", "reasons", "tell the facts", "S2.5f; 许可法38")
    if command.outcome == "refused" and not command.basis.strip():
        raise _wrong("reasons_hollow", "basis", "name the articles", "S2.5f; 许可法38")
    return [
        ReferralDecided(
            outcome=command.outcome,
            document_no=command.document_no,
            reasons=command.reasons,
            basis=command.basis,
            decided_at=command.meta.now,
        )
    ]


def _ours(state: AtSuperior, command: Command) -> None:
    if command.meta.actor.unit != state.facts.superior:
        raise Rejected("other_unit", "this file went to another unit", status=403)
    if state.status is not Status.OPEN:
        raise Rejected("referral_closed", f"this file is {state.status}", BASIS)


def _wrong(code: str, field: str, message: str, basis: str) -> Rejected:
    return Rejected(code, message, basis, status=422, errors={field: message})
