"""Every rule of an escort. Pure; raises `Rejected`."""

from __future__ import annotations

from collections.abc import Sequence

from services.intake.escorts.commands import (
    EscortCommand,
    Finish,
    JoinCase,
    Letter,
    Request,
    Start,
    TakeBack,
    Walk,
)
from services.intake.escorts.state import Escort, Status
from shared.contracts import Event, Rejected
from shared.contracts.people import (
    EscortCaseJoined,
    EscortEnded,
    EscortEntrusted,
    EscortRequested,
    EscortRevoked,
    EscortStep,
)
from shared.timekeeping import local_day

BASIS = "S2.6c"


def decide(escort: Escort, command: EscortCommand) -> Sequence[Event]:
    """Which facts follow?

    Raises:
        Rejected: with a stable code, and the basis of the rule that refuses.
    """
    if isinstance(command, Request):
        return [_requested(escort, command)]
    asked = _known(escort, command)
    match command, escort.status:
        case Start(), Status.REQUESTED:
            return [_started(asked, command)]
        case JoinCase(), Status.UNDER_WAY:
            return _joined(escort, asked, command)
        case Walk(), Status.UNDER_WAY:
            return [_walked(escort, command)]
        case TakeBack(), Status.REQUESTED | Status.UNDER_WAY:
            return [EscortRevoked(reason=command.reason, revoked_at=command.meta.now)]
        case Finish(), Status.UNDER_WAY:
            return [_finished(escort, command)]
        case _, status:
            raise Rejected("escort_state", f"an escort that is {status} takes no {command.name}", BASIS)


def _requested(escort: Escort, command: Request) -> EscortRequested:
    if escort.asked is not None:
        raise Rejected("number_taken", "an escort of this number exists", BASIS)
    if not command.items:
        raise _wrong("escort_empty", "items", "name the items the project needs")
    return EscortRequested(
        project=command.project,
        ground=command.ground,
        items=tuple(dict.fromkeys(command.items)),
        applicant=command.applicant,
        hall=command.hall,
        division=command.division,
        requested_at=command.meta.occurred_at,
        account=command.account,
    )


def _known(escort: Escort, command: EscortCommand) -> EscortRequested:
    """An escort is its hall's and its applicant's; applicants take it back, and leave the rest to the officer."""
    asked = escort.asked
    if asked is None or (command.account and command.account != asked.account):
        raise Rejected("unknown_escort", "there is no such escort", status=404)
    if command.desk and command.desk != asked.hall:
        raise Rejected("wrong_hall_for_clerk", f"this escort is at {asked.hall}", BASIS, status=403)
    if command.account and not isinstance(command, TakeBack):
        raise Rejected("not_the_officer", "the officer does that", BASIS, status=403)
    return asked


def _started(asked: EscortRequested, command: Start) -> EscortEntrusted:
    """No start without a mandate letter of the applicant to this very officer, in force, for every item (S2.6c)."""
    if command.officer_role != "window_clerk" or command.officer_hall != asked.hall:
        raise _wrong("not_an_officer", "officer", "an officer is a clerk of this hall")
    letter = _holding(command.letter)
    if letter.principal != asked.applicant.person:
        raise _no_letter("it is another person's")
    if letter.agent_account != command.officer:
        raise _no_letter("it names another agent")
    beyond = sorted(set(asked.items) - set(letter.items))
    if beyond:
        raise _no_letter(f"it does not cover {', '.join(beyond)}")
    return EscortEntrusted(
        project=asked.project,
        officer=command.officer,
        case_nos=(),
        valid_to=letter.valid_to,
        mandate=letter.number,
        items=asked.items,
        entrusted_at=command.meta.now,
    )


def _holding(letter: Letter | None) -> Letter:
    if letter is None:
        raise _no_letter("name the mandate letter")
    if not letter.holds:
        raise _no_letter("it is not in force")
    return letter


def _no_letter(why: str) -> Rejected:
    return Rejected("mandate_required", f"no escort without a mandate letter: {why}", BASIS, errors={"mandate": why})


def _joined(escort: Escort, asked: EscortRequested, command: JoinCase) -> Sequence[Event]:
    _by_officer(escort, command)
    _holding(command.letter)
    if command.case_no in escort.case_nos:
        return []
    if command.person != asked.applicant.person or command.item not in asked.items:
        raise _wrong("other_case", "case_no", "this case is not one of the project")
    return [EscortCaseJoined(case_no=command.case_no, item=command.item)]


def _walked(escort: Escort, command: Walk) -> EscortStep:
    _by_officer(escort, command)
    _holding(command.letter)
    if command.case_no and command.case_no not in escort.case_nos:
        raise _wrong("other_case", "case_no", "this case does not go along")
    day = local_day(command.meta.occurred_at)
    return EscortStep(node=command.node, done_on=day, officer=command.meta.actor.id, case_no=command.case_no)


def _finished(escort: Escort, command: Finish) -> EscortEnded:
    _by_officer(escort, command)
    if command.open_cases:
        told = {"case_no": ", ".join(command.open_cases)}
        raise Rejected("escort_cases_open", "cases of the project are still open", BASIS, errors=told)
    return EscortEnded(ended_on=local_day(command.meta.occurred_at))


def _by_officer(escort: Escort, command: EscortCommand) -> None:
    if escort.begun is None or command.meta.actor.id != escort.begun.officer:
        raise Rejected("not_the_officer", "another officer goes this way", BASIS, status=403)


def _wrong(code: str, field: str, message: str) -> Rejected:
    return Rejected(code, message, BASIS, status=422, errors={field: message})
