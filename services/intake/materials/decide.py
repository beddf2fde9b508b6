"""Every rule of a case's materials. Pure; a refusal names its basis."""

from __future__ import annotations

from collections.abc import Sequence

from services.intake.materials.commands import (
    Attach,
    MaterialCommand,
    Remove,
    ReturnOriginal,
    Reuse,
    SeeOriginal,
    Standing,
    TakeOver,
)
from services.intake.materials.state import Material
from shared.contracts import Event, Rejected
from shared.contracts.materials import MaterialRemoved, MaterialReused, OriginalReturned, OriginalSeen

OPEN = frozenset({"received", "supplement_requested", "supplemented"})
"""The window has yet to say whether it accepts: papers come and go."""

WITH_PAPERS = OPEN | {"accepted"}
"""After acceptance papers that were to follow may come; nothing is taken out any more."""

OVER = frozenset({"refused", "redirected", "withdrawn", "delivered", "not_needed"})
"""Nothing more happens to the case, except that originals go home."""


def decide(material: Material, command: MaterialCommand) -> Sequence[Event]:
    """Which facts follow?

    Raises:
        Rejected: with a stable code, and the basis of the rule that refuses.
    """
    _own(command.standing)
    match command:
        case Attach():
            return _attached(material, command)
        case Remove():
            return _removed(material, command)
        case Reuse():
            return _reused(material, command)
        case TakeOver():
            return [] if material.reused else [command.told]
        case SeeOriginal():
            return _seen(material, command)
        case ReturnOriginal():
            return _returned(material, command)
    raise Rejected("wrong_state", f"nothing is known of {command.name}")


def _own(standing: Standing) -> None:
    """A desk handles its own hall's cases, an applicant their own."""
    if standing.account and standing.account != standing.owner:
        raise Rejected("unknown_case", "there is no such case", status=404)
    if not standing.account and standing.desk != standing.hall:
        raise Rejected("wrong_hall_for_clerk", "this is not a case of your hall", "S2.1d", status=403)


def _asked(standing: Standing, code: str) -> None:
    """Nothing outside the guide's list is asked for or taken (S1.3b; 优化营商环境条例44)."""
    if code not in standing.asked:
        told = {"material": f"not in the guide: {code}"}
        raise Rejected("unknown_material", "a material is not in the item's guide", "S1.3b", status=422, errors=told)


def _attached(material: Material, command: Attach) -> list[Event]:
    if material.uploaded is not None:
        return []
    _asked(command.standing, command.file.material)
    _takes_papers(command.standing)
    if command.there >= command.most:
        raise Rejected("too_many_files", f"a case takes {command.most} files", "S1.5a", errors={"file": "too many"})
    return [command.file]


def _takes_papers(standing: Standing) -> None:
    """Applicants add until a decision is near; a desk scans whatever belongs to a case that goes on."""
    if standing.status in OVER or (standing.account and standing.status not in WITH_PAPERS):
        raise Rejected("wrong_state", f"a case that is {standing.status} takes no more files", "S2.5e")


def _removed(material: Material, command: Remove) -> list[Event]:
    """What was sent by mistake is taken out while the case is not accepted; afterwards it is part of the file."""
    _there(material)
    if command.standing.status not in OPEN:
        raise Rejected("wrong_state", "the case was answered, its files stay as they are", "S1.5c")
    if material.reused:
        raise Rejected("in_use", "another case rests on this file", "S1.5c")
    return [MaterialRemoved(case_no=command.case_no, reason=command.reason.strip())]


def _there(material: Material) -> None:
    if material.uploaded is None or material.removed:
        raise Rejected("unknown_file", "there is no such file", status=404)


def _reused(material: Material, command: Reuse) -> list[Event]:
    """The same person's paper of the same name serves again while it is valid (在线政务服务规定7)."""
    _there(material)
    told = material.uploaded
    assert told is not None, "what is there was uploaded"
    if told.person != command.standing.person:
        raise Rejected("unknown_file", "there is no such file", status=404)
    _asked(command.standing, command.material)
    if command.standing.asked[command.material] != told.name:
        wrong = {"material": "another paper"}
        raise Rejected("other_paper", "this is another paper than the guide asks for", "S1.3b", errors=wrong)
    if not material.holds(command.day):
        over = {"material": f"valid until {told.valid_until}"}
        raise Rejected("paper_expired", "the paper is no longer valid", "716号令7", errors=over)
    _takes_papers(command.standing)
    if command.case_no == told.case_no or any(each.case_no == command.case_no for each in material.reused):
        return []
    return [
        MaterialReused(
            case_no=command.case_no,
            from_case=told.case_no,
            item=command.item,
            material=command.material,
            reused_at=command.meta.occurred_at,
            sha256=told.sha256,
        )
    ]


def _seen(material: Material, command: SeeOriginal) -> list[Event]:
    _at_desk(command.standing)
    _asked(command.standing, command.material)
    if command.standing.status in OVER:
        raise Rejected("wrong_state", f"a case that is {command.standing.status} needs no originals", "S2.5e")
    if material.held:
        raise Rejected("original_held", "the window holds this original already", "S1.5c")
    return [
        OriginalSeen(
            case_no=command.case_no,
            material=command.material,
            seen_at=command.meta.occurred_at,
            kept=command.kept,
            copies=command.copies,
        )
    ]


def _returned(material: Material, command: ReturnOriginal) -> list[Event]:
    _at_desk(command.standing)
    if not material.held:
        raise Rejected("original_not_held", "the window holds no such original", "S1.5c")
    at = command.meta.occurred_at
    return [OriginalReturned(case_no=command.case_no, material=command.material, returned_at=at)]


def _at_desk(standing: Standing) -> None:
    if standing.account:
        raise Rejected("forbidden", "originals are looked at by the window", "S2.1d", status=403)
