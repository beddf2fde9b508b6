"""Rules of the special channel: three grounds, an answer by the hour, and no step of law left out (S2.6f). Pure."""

from __future__ import annotations

from collections.abc import Sequence

from services.intake.special_channel.commands import Answer, NoteUnanswered, Request, SpecialCommand
from services.intake.special_channel.state import Special
from shared.contracts import Event, Rejected
from shared.contracts.abilities import taken_in
from shared.contracts.convenience import SpecialAnswered, SpecialAnswerMissed, SpecialRequested
from shared.timekeeping import local_day

BASIS = "S2.6f"


def decide(special: Special, command: SpecialCommand) -> Sequence[Event]:
    """Which facts follow?

    Raises:
        Rejected: `number_taken`, `no_window_for_item`, `unknown_special`, `special_answered`, `reasons_missing`,
            `legal_step_stays` (a step of law is named as a simplification), `not_on_white_list`, `nothing_simplified`.
    """
    match command:
        case Request():
            return [_requested(special, command)]
        case Answer():
            return [_answered(special, command)]
        case NoteUnanswered():
            return _unanswered(special, command)


def _requested(special: Special, command: Request) -> SpecialRequested:
    if special.requested is not None:
        raise Rejected("number_taken", "a request of this number was made", BASIS)
    day = local_day(command.meta.now)
    if not taken_in(command.hall, command.item, day):
        raise _wrong("no_window_for_item", "item", "no window of this hall takes it")
    return SpecialRequested(
        hall=command.hall.id,
        division=command.hall.division,
        ground=command.ground,
        item=command.item,
        requested_at=command.meta.now,
        answer_due=command.answer_due,
        applicant=command.applicant,
        project=command.project,
        account=command.account,
    )


def _answered(special: Special, command: Answer) -> SpecialAnswered:
    requested = _known(special)
    if special.answered is not None:
        raise Rejected("special_answered", "this request was answered", BASIS)
    if not command.reasons:
        raise _wrong("reasons_missing", "reasons", "say why")
    simplified = tuple(dict.fromkeys(command.simplified)) if command.granted else ()
    _within_the_law(simplified, command)
    if command.granted and not simplified:
        raise _wrong("nothing_simplified", "simplified", "say what becomes simpler")
    now = command.meta.now
    return SpecialAnswered(
        hall=requested.hall,
        granted=command.granted,
        answered_at=now,
        answer_due=requested.answer_due,
        in_time=now <= requested.answer_due,
        approver=command.meta.actor.id,
        simplified=simplified,
        reasons=command.reasons,
        valid_until=command.valid_until if command.granted else None,
    )


def _within_the_law(simplified: Sequence[str], command: Answer) -> None:
    """What the law asks for stays, whoever grants; and nothing is made simpler but what the white list names."""
    for code in simplified:
        if code in command.law:
            told = f"{code} is a step of law and stays"
            raise Rejected(
                "legal_step_stays", told, f"{BASIS}; {command.law[code]}", status=422, errors={"simplified": told}
            )
        if code not in command.allowed:
            raise _wrong("not_on_white_list", "simplified", f"{code} is not on the white list")


def _unanswered(special: Special, command: NoteUnanswered) -> list[Event]:
    """Once, when the hours have passed."""
    requested = special.requested
    if requested is None or special.missed or special.answered is not None:
        return []
    if command.meta.now <= requested.answer_due:
        return []
    return [SpecialAnswerMissed(hall=requested.hall, due=requested.answer_due)]


def _known(special: Special) -> SpecialRequested:
    if special.requested is None:
        raise Rejected("unknown_special", "there is no such request", BASIS, status=404)
    return special.requested


def _wrong(code: str, field: str, told: str) -> Rejected:
    return Rejected(code, told, BASIS, status=422, errors={field: told})
