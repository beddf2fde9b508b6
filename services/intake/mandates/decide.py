"""Every rule of a mandate. Pure; raises `Rejected`."""

from __future__ import annotations

from collections.abc import Sequence

from services.intake.mandates.commands import Give, MandateCommand, Revoke, Use
from services.intake.mandates.state import NATURAL_PERSON, Mandate
from shared.contracts import Event, Rejected
from shared.contracts.people import MandateExceeded, MandateGiven, MandateRevoked, MandateUsed, Overreach
from shared.timekeeping import local_day

BASIS = "S1.5b; 许可法29"
GUARDIAN = "S1.5b; 民法典17—23"


def decide(mandate: Mandate, command: MandateCommand) -> Sequence[Event]:
    """Which facts follow?

    Raises:
        Rejected: with a stable code, and the basis of the rule that refuses.
    """
    match command:
        case Give():
            return [_given(mandate, command)]
        case Revoke():
            return [_revoked(mandate, command)]
        case Use():
            return [_used(mandate, command)]
    raise Rejected("wrong_state", f"a mandate takes no {command.name}")


def _given(mandate: Mandate, command: Give) -> MandateGiven:
    """A mandate names two people, what may be done, for which items, and until when."""
    if mandate.given is not None:
        raise Rejected("number_taken", "a mandate of this number exists", BASIS)
    _two_people(command)
    if not command.items or not command.acts:
        field = "acts" if command.items else "items"
        raise _wrong("mandate_empty", field, "name the items and the acts it covers")
    if command.valid_to < command.valid_from:
        raise _wrong("mandate_term", "valid_to", "it ends before it begins")
    if command.valid_to < local_day(command.meta.now):
        raise _wrong("mandate_term", "valid_to", "it has ended already")
    return MandateGiven(
        principal=command.principal,
        agent=command.agent,
        representative=command.representative,
        items=tuple(dict.fromkeys(command.items)),
        acts=tuple(dict.fromkeys(command.acts)),
        valid_from=command.valid_from,
        valid_to=command.valid_to,
        document_no=command.document_no,
        evidence=command.evidence,
        account=command.account,
        agent_account=command.agent_account,
        hall=command.desk or command.hall,
        division=command.division,
    )


def _two_people(command: Give) -> None:
    """Nobody is their own agent; a body signs through its legal representative, a minor through a guardian.

    All who act for others are of age; for the agent that is our default ([design]).
    """
    if command.principal.person == command.agent.person or (
        command.account and command.account == command.agent_account
    ):
        raise _wrong("own_agent", "agent.id_number", "principal and agent are the same")
    body, signs = command.principal.kind != NATURAL_PERSON, command.representative
    minor = "principal" in command.minors
    if body and signs is None:
        raise _wrong("representative_missing", "representative.name", "a body acts through its legal representative")
    if minor and signs is None:
        raise _wrong("guardian_missing", "representative.name", "a minor acts through a guardian", GUARDIAN)
    if not body and not minor and signs is not None:
        raise _wrong("representative_not_needed", "representative.name", "a natural person signs in person")
    if signs is not None and signs.kind != NATURAL_PERSON:
        raise _wrong("representative_missing", "representative.kind", "a legal representative is a natural person")
    for part in ("agent", "representative"):
        if part in command.minors:
            raise _wrong("under_age", f"{part}.id_number", "whoever acts for another is 18 or older", GUARDIAN)


def _revoked(mandate: Mandate, command: Revoke) -> MandateRevoked:
    """The principal takes it back at any time, online or at the window that has the letter; once is enough."""
    given = _known(mandate)
    if command.account and command.account != given.account:
        raise Rejected("unknown_mandate", "there is no such mandate of yours", status=404)
    if command.desk and given.hall and command.desk != given.hall:
        raise Rejected("wrong_hall_for_clerk", f"the letter lies at {given.hall}", BASIS, status=403)
    if mandate.revoked:
        raise Rejected("mandate_revoked", "this mandate was taken back before", BASIS)
    return MandateRevoked(reason=command.reason, revoked_at=command.meta.now)


def _known(mandate: Mandate) -> MandateGiven:
    if mandate.given is None:
        raise Rejected("unknown_mandate", "there is no such mandate", status=404)
    return mandate.given


def _used(mandate: Mandate, command: Use) -> MandateUsed:
    """Every act is measured against term and scope when it is done, by the server's own clock."""
    given = _known(mandate)
    why = _beyond(mandate, given, command)
    if why is None:
        return MandateUsed(act=command.act, item=command.item, case_no=command.case_no, used_at=command.meta.now)
    tried = MandateExceeded(
        act=command.act, item=command.item, case_no=command.case_no, why=why, tried_at=command.meta.now
    )
    told = f"this mandate does not cover it: {why}"
    raise Rejected("mandate_exceeded", told, BASIS, status=403, errors={"mandate": why}, records=(tried,))


def _beyond(mandate: Mandate, given: MandateGiven, command: Use) -> Overreach | None:
    """Say why it is not covered, the term first; None where it is."""
    day = local_day(command.meta.now)
    whys: tuple[tuple[bool, Overreach], ...] = (
        (mandate.revoked, "revoked"),
        (day < given.valid_from, "not_yet"),
        (day > given.valid_to, "expired"),
        (bool(command.account) and command.account != given.agent_account, "other_agent"),
        (command.person != given.principal.person, "other_person"),
        (command.item not in given.items, "other_item"),
        (command.act not in given.acts, "other_act"),
    )
    return next((why for beyond, why in whys if beyond), None)


def _wrong(code: str, field: str, message: str, basis: str = BASIS) -> Rejected:
    return Rejected(code, message, basis, status=422, errors={field: message})
