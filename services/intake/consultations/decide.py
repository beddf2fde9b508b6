"""Rules of questions: the first asked answers for it until it is answered, or a window has taken over (B-4). Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal

from services.intake.consultations.commands import Answer, Confirm, ConsultationCommand, Guide, Register, TakeUp
from services.intake.consultations.state import Consultation, evolve
from shared.contracts import Event, Rejected
from shared.contracts.convenience import (
    ConsultationAnswered,
    ConsultationClosed,
    ConsultationGuided,
    ConsultationRegistered,
    ConsultationTakenUp,
)
from shared.timekeeping import local_day

BASIS = "S2.5a; S2.6b; B-4 首问负责制"
MINUTE = timedelta(minutes=1)


def decide(asked: Consultation, command: ConsultationCommand) -> Sequence[Event]:
    """Which facts follow?

    Raises:
        Rejected: `number_taken`, `unknown_consultation`, `consultation_closed`, `has_responsible`, `not_guided`,
            `guide_where`, `unknown_window`, `unknown_department`.
    """
    match command:
        case Register():
            return _registered(asked, command)
        case TakeUp():
            return [_taken_up(asked, command)]
        case Guide():
            return [*_made_ones_own(asked, command), _guided(asked, command)]
        case Answer():
            return _answered(asked, command)
        case Confirm():
            return [_confirmed(asked, command)]


def _registered(asked: Consultation, command: Register) -> list[Event]:
    """Taken in; answered or shown the way at once where it was, in the same breath."""
    if asked.registered is not None:
        raise Rejected("number_taken", "a question of this number was registered", BASIS)
    facts: list[Event] = [
        ConsultationRegistered(
            hall=command.hall.id,
            division=command.hall.division,
            asked_at=command.asked_at,
            channel=command.channel,
            responsible=command.responsible,
            due=command.due,
            applicant=command.applicant,
            question=command.question,
            item=command.item,
            provisional=command.provisional,
            account=command.account,
        )
    ]
    now = evolve(asked, facts[0])
    if command.guide is not None:
        facts.append(_guided(now, command.guide))
    if command.answer:
        facts += _answered(now, Answer(meta=command.meta, answer=command.answer))
    return facts


def _taken_up(asked: Consultation, command: TakeUp) -> ConsultationTakenUp:
    registered = _open(asked)
    if asked.responsible:
        raise Rejected("has_responsible", "somebody answers for this question already", BASIS)
    who = command.meta.actor.id
    return ConsultationTakenUp(hall=registered.hall, responsible=who, taken_at=command.meta.now)


def _made_ones_own(asked: Consultation, command: Guide | Answer) -> list[ConsultationTakenUp]:
    """Whoever does the first thing about a question that nobody has is the first asked."""
    registered = _open(asked)
    if asked.responsible:
        return []
    who = command.meta.actor.id
    return [ConsultationTakenUp(hall=registered.hall, responsible=who, taken_at=command.meta.now)]


def _guided(asked: Consultation, command: Guide) -> ConsultationGuided:
    registered = _open(asked)
    if bool(command.window) == bool(command.department):
        raise _wrong("guide_where", "window", "name a window of the hall, or a department")
    if command.window and command.window not in {window.id for window in command.hall.windows}:
        raise _wrong("unknown_window", "window", "the hall has no such window")
    if command.department and command.department not in command.departments:
        raise _wrong("unknown_department", "department", "there is no such department")
    return ConsultationGuided(
        hall=registered.hall, guided_at=command.meta.now, window=command.window, department=command.department
    )


def _answered(asked: Consultation, command: Answer) -> list[Event]:
    registered = _open(asked)
    own = _made_ones_own(asked, command)
    responsible = own[0].responsible if own else asked.responsible
    told = ConsultationAnswered(hall=registered.hall, answered_at=command.meta.now, answer=command.answer)
    return [*own, told, _closed(asked, command.meta.now, "answered", responsible)]


def _confirmed(asked: Consultation, command: Confirm) -> ConsultationClosed:
    _open(asked)
    if asked.status != "guided":
        raise Rejected("not_guided", "a window takes over whom it was sent", BASIS)
    return _closed(asked, command.meta.now, "taken_over", asked.responsible)


def _closed(
    asked: Consultation, now: datetime, how: Literal["answered", "taken_over"], responsible: str
) -> ConsultationClosed:
    registered = _open(asked)
    day = local_day(now)
    return ConsultationClosed(
        hall=registered.hall,
        closed_on=day,
        same_day=day == local_day(registered.asked_at),
        in_time=day <= registered.due,
        how=how,
        responsible=responsible,
        minutes=max(int((now - registered.asked_at) / MINUTE), 0),
    )


def _open(asked: Consultation) -> ConsultationRegistered:
    if asked.registered is None:
        raise Rejected("unknown_consultation", "there is no such question", BASIS, status=404)
    if asked.status == "closed":
        raise Rejected("consultation_closed", "this question is closed", BASIS)
    return asked.registered


def _wrong(code: str, field: str, told: str) -> Rejected:
    return Rejected(code, told, BASIS, status=422, errors={field: told})
