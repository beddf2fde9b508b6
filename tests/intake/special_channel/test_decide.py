"""The special channel: three grounds, an answer by the hour, and no step of law left out whoever grants."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from services.intake.special_channel.commands import Answer, NoteUnanswered, Request
from services.intake.special_channel.decider import SPECIALS
from services.intake.special_channel.simplifications import allowed, steps_of_law
from shared.contracts import Actor
from shared.contracts.convenience import SpecialAnswered, SpecialAnswerMissed, SpecialRequested
from shared.contracts.intake import Applicant
from shared.testing.spec import meta_at, spec
from tests.intake.cases.samples import HALL, LICENCE

WHO = Applicant("p-1", "1", "sealed", "sealed")
LAW = {code: step.basis for code, step in steps_of_law().items()}


def at(clock: str, day: str = "2026-09-17") -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}:00+08:00")


def meta(clock: str = "10:00", day: str = "2026-09-17") -> Any:
    return meta_at(f"{day}T{clock}:00+08:00", Actor("approver-1", "approver", "dep-zr"))


DUE = at("10:00", "2026-09-18")
requested = SpecialRequested(
    hall=HALL.id,
    division=HALL.division,
    ground="livelihood",
    item=LICENCE.code,
    requested_at=at("10:00"),
    answer_due=DUE,
    applicant=WHO,
    project="sealed",
)


def answer(clock: str = "16:00", day: str = "2026-09-17", **changes: Any) -> Answer:
    said: dict[str, Any] = {
        "granted": True,
        "simplified": ("queue_first",),
        "reasons": "火灾后安置",
        "valid_until": date(2026, 10, 17),
        "allowed": frozenset(allowed()),
        "law": LAW,
    }
    return Answer(meta=meta(clock, day), **(said | changes))


granted = SpecialAnswered(
    hall=HALL.id,
    granted=True,
    answered_at=at("16:00"),
    answer_due=DUE,
    in_time=True,
    approver="approver-1",
    simplified=("queue_first",),
    reasons="火灾后安置",
    valid_until=date(2026, 10, 17),
)


def test_it_is_asked_for_an_item_of_the_hall() -> None:
    said: dict[str, Any] = {
        "hall": HALL,
        "ground": "livelihood",
        "answer_due": DUE,
        "applicant": WHO,
        "project": "sealed",
    }
    spec(SPECIALS).when(Request(meta=meta(), item=LICENCE.code, **said)).then(requested)
    spec(SPECIALS).when(Request(meta=meta(), item="z", **said)).rejected("no_window_for_item")


def test_the_answer_names_what_becomes_simpler_why_and_until_when() -> None:
    spec(SPECIALS).given(requested).when(answer()).then(granted)
    spec(SPECIALS).given(requested).when(answer(reasons="")).rejected("reasons_missing")
    spec(SPECIALS).given(requested).when(answer(simplified=())).rejected("nothing_simplified")
    spec(SPECIALS).given(requested, granted).when(answer()).rejected("special_answered")


@pytest.mark.parametrize("step", sorted(LAW))
def test_no_step_of_law_is_ever_left_out(step: str) -> None:
    refusal = (
        spec(SPECIALS).given(requested).when(answer(simplified=("queue_first", step))).rejected("legal_step_stays")
    )
    assert LAW[step] in refusal.basis
    widened = answer(simplified=(step,), allowed=frozenset({*allowed(), step}))
    spec(SPECIALS).given(requested).when(widened).rejected("legal_step_stays")


def test_nothing_but_the_white_list_becomes_simpler() -> None:
    spec(SPECIALS).given(requested).when(answer(simplified=("skip_everything",))).rejected("not_on_white_list")


def test_a_refusal_simplifies_nothing_and_holds_for_nothing() -> None:
    no = replace(granted, granted=False, simplified=(), valid_until=None, reasons="不属三种情形")
    spec(SPECIALS).given(requested).when(answer(granted=False, reasons="不属三种情形")).then(no)


def test_the_hours_run_to_the_minute() -> None:
    def in_time(clock: str) -> bool:
        (fact,) = spec(SPECIALS).given(requested).when(answer(clock, "2026-09-18")).events
        assert isinstance(fact, SpecialAnswered)
        return fact.in_time

    assert [in_time("10:00"), in_time("10:01")] == [True, False]


def test_silence_is_noted_once_and_a_late_answer_still_counts_as_late() -> None:
    missed = SpecialAnswerMissed(hall=HALL.id, due=DUE)
    given = spec(SPECIALS).given(requested)
    given.when(NoteUnanswered(meta=meta("10:00", "2026-09-18"))).then()
    given.when(NoteUnanswered(meta=meta("10:01", "2026-09-18"))).then(missed)
    given.given(missed).when(NoteUnanswered(meta=meta("11:00", "2026-09-18"))).then()
    given.given(granted).when(NoteUnanswered(meta=meta("11:00", "2026-09-18"))).then()
    late = answer("11:00", "2026-09-18")
    given.given(missed).when(late).then(replace(granted, answered_at=at("11:00", "2026-09-18"), in_time=False))


def test_the_white_list_and_the_law_never_overlap_and_each_has_its_basis() -> None:
    assert not set(allowed()) & set(steps_of_law())
    assert all(each.basis for each in (*allowed().values(), *steps_of_law().values()))
