"""Questions: the first asked answers for it until it is answered, or until a window has taken over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from services.intake.consultations.commands import Answer, Confirm, Guide, Register, TakeUp
from services.intake.consultations.decider import CONSULTATIONS
from shared.contracts import Actor
from shared.contracts.convenience import (
    ConsultationAnswered,
    ConsultationClosed,
    ConsultationGuided,
    ConsultationRegistered,
    ConsultationTakenUp,
)
from shared.contracts.intake import Applicant
from shared.testing.spec import meta_at, spec
from tests.intake.cases.samples import HALL

WHO = Applicant("p-1", "1", "sealed", "")


def at(clock: str, day: str = "2026-09-17") -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}:00+08:00")


def meta(clock: str, day: str = "2026-09-17", who: str = "clerk-1") -> Any:
    return meta_at(f"{day}T{clock}:00+08:00", Actor(who, "window_clerk", "dep-zr"))


def guide(clock: str = "10:03", **where: str) -> Guide:
    return Guide(meta=meta(clock), hall=HALL, departments=frozenset({"dep-zr"}), **(where or {"window": "W1"}))


def register(**changes: Any) -> Register:
    said: dict[str, Any] = {
        "meta": meta("10:00"),
        "hall": HALL,
        "asked_at": at("10:00"),
        "channel": "desk",
        "responsible": "clerk-1",
        "due": date(2026, 9, 21),
        "provisional": False,
        "applicant": WHO,
        "question": "sealed",
    }
    return Register(**(said | changes))


registered = ConsultationRegistered(
    hall=HALL.id,
    division=HALL.division,
    asked_at=at("10:00"),
    channel="desk",
    responsible="clerk-1",
    due=date(2026, 9, 21),
    applicant=WHO,
    question="sealed",
)
online = replace(registered, channel="online", responsible="")
guided = ConsultationGuided(hall=HALL.id, guided_at=at("10:03"), window="W1")
closed = ConsultationClosed(
    hall=HALL.id,
    closed_on=date(2026, 9, 17),
    same_day=True,
    in_time=True,
    how="answered",
    responsible="clerk-1",
    minutes=9,
)


def test_whoever_is_asked_first_is_responsible() -> None:
    spec(CONSULTATIONS).when(register()).then(registered)
    spec(CONSULTATIONS).given(registered).when(TakeUp(meta=meta("10:05", who="clerk-2"))).rejected("has_responsible")
    spec(CONSULTATIONS).given(registered).when(register()).rejected("number_taken")


def test_what_is_answered_at_the_desk_is_closed_in_the_same_breath() -> None:
    told = ConsultationAnswered(hall=HALL.id, answered_at=at("10:00"), answer="sealed-answer")
    spec(CONSULTATIONS).when(register(answer="sealed-answer")).then(registered, told, replace(closed, minutes=0))
    spec(CONSULTATIONS).when(register(guide=guide("10:00"))).then(registered, replace(guided, guided_at=at("10:00")))


def test_a_question_asked_online_waits_for_somebody_who_then_is_responsible() -> None:
    taken = ConsultationTakenUp(hall=HALL.id, responsible="clerk-2", taken_at=at("10:05"))
    spec(CONSULTATIONS).given(online).when(TakeUp(meta=meta("10:05", who="clerk-2"))).then(taken)
    told = ConsultationAnswered(hall=HALL.id, answered_at=at("10:05"), answer="a")
    spec(CONSULTATIONS).given(online).when(Answer(meta=meta("10:05", who="clerk-2"), answer="a")).then(
        taken, told, replace(closed, responsible="clerk-2", minutes=5)
    )


def test_showing_somebody_the_way_closes_nothing_and_the_first_asked_stays_responsible() -> None:
    spec(CONSULTATIONS).given(registered).when(guide()).then(guided)
    state = spec(CONSULTATIONS).given(registered, guided).state()
    assert (state.status, state.responsible) == ("guided", "clerk-1")
    taken_over = Confirm(meta=meta("10:20", who="clerk-2"))
    spec(CONSULTATIONS).given(registered, guided).when(taken_over).then(replace(closed, how="taken_over", minutes=20))
    spec(CONSULTATIONS).given(registered).when(taken_over).rejected("not_guided", "B-4")


def test_one_is_shown_to_one_place_that_is_there() -> None:
    given = spec(CONSULTATIONS).given(registered)
    given.when(guide(window="W1", department="dep-zr")).rejected("guide_where")
    given.when(guide(window="")).rejected("guide_where")
    given.when(guide(window="W9")).rejected("unknown_window")
    given.when(guide(department="dep-xx")).rejected("unknown_department")
    given.when(guide(department="dep-zr")).then(replace(guided, window="", department="dep-zr"))


def test_the_same_day_and_the_last_day_are_told_apart() -> None:
    def answer(day: str) -> Any:
        return spec(CONSULTATIONS).given(registered).when(Answer(meta=meta("09:00", day), answer="a")).events[-1]

    told = [(fact.same_day, fact.in_time) for fact in map(answer, ("2026-09-17", "2026-09-21", "2026-09-22"))]
    assert told == [(True, True), (False, True), (False, False)]


def test_what_is_closed_stays_closed_and_what_is_not_there_cannot_be_answered() -> None:
    given = spec(CONSULTATIONS).given(registered, closed)
    for command in (Answer(meta=meta("11:00"), answer="a"), guide(), TakeUp(meta=meta("11:00"))):
        given.when(command).rejected("consultation_closed")
    assert (
        spec(CONSULTATIONS).when(Answer(meta=meta("11:00"), answer="a")).rejected("unknown_consultation").status == 404
    )
