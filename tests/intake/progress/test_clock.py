"""The clocks an applicant checks: the law's stories, and the same days as the department counts."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.approval.reviews.clock import clocks as departments_clocks
from services.approval.reviews.state import Review, evolve
from services.intake.progress.clock import Running, clocks
from shared.contracts import Event, encode
from shared.contracts.approval import (
    Dates,
    ReviewExtended,
    ReviewOpened,
    ReviewResumed,
    ReviewSuspended,
    SuspensionVoided,
)
from shared.contracts.limits import TimeLimit
from shared.timekeeping import official

CALENDAR = official()
PROMISED, STATUTORY = TimeLimit(15, "working_days"), TimeLimit(20, "working_days")
ACCEPTED = date(2026, 9, 17)
NO_DATES = Dates(promised_due=ACCEPTED, statutory_due=None)


def running(accepted: date | None = ACCEPTED) -> Running:
    return Running(ACCEPTED, accepted, PROMISED, STATUTORY)


def step(fact: Event) -> dict[str, Any]:
    return {"type": fact.type, "data": encode(fact)}


def suspended(started: date, resumes_by: date) -> ReviewSuspended:
    days = max(CALENDAR.working_days_between(started, resumes_by), 1)
    return ReviewSuspended(
        procedure="inspection", notice_no="N-1", told_on=started, needed=TimeLimit(days, "working_days"),
        started_on=started, resumes_by=resumes_by, dates=NO_DATES,
    )  # fmt: skip


def resumed(ended: date) -> ReviewResumed:
    return ReviewResumed(procedure="inspection", result_document="R", result="ok", ended_on=ended, dates=NO_DATES)


EXTENDED = ReviewExtended(
    added=TimeLimit(10, "working_days"), office="agency_head", reasons="人数多", document_no="Y-1",
    told_on=date(2026, 10, 20), before=NO_DATES, dates=NO_DATES,
)  # fmt: skip


def due(*facts: Event, today: date = date(2026, 10, 20)) -> dict[str, date]:
    told = clocks(running(), [step(fact) for fact in facts], CALENDAR, today)
    return {each.name: each.deadline.due for each in told}


def test_the_statutory_limit_of_the_national_day_story() -> None:
    assert due()["statutory"] == date(2026, 10, 21)


def test_a_special_procedure_moves_both_days() -> None:
    assert due(suspended(date(2026, 9, 21), date(2026, 10, 9)), resumed(date(2026, 10, 9)))["statutory"] == date(
        2026, 11, 2
    )


def test_an_extension_moves_the_statutory_day_only() -> None:
    assert due(EXTENDED) == {"promised": due()["promised"], "statutory": date(2026, 11, 4)}


def test_a_voided_suspension_never_counted() -> None:
    voided = SuspensionVoided(procedure="inspection", reason="no document", dates=NO_DATES)
    assert due(suspended(date(2026, 9, 21), date(2026, 10, 9)), voided) == due()


def test_before_acceptance_the_windows_own_limit_runs() -> None:
    (reply,) = clocks(running(None), [], CALENDAR, ACCEPTED)
    assert (reply.name, reply.deadline.due) == ("reply", date(2026, 9, 23))


def test_a_year_without_a_calendar_is_provisional() -> None:
    late = Running(date(2026, 12, 28), date(2026, 12, 28), PROMISED, None)
    (promised,) = clocks(late, [], CALENDAR, date(2026, 12, 28))
    assert promised.deadline.provisional


def test_hours_run_from_the_moment_of_acceptance() -> None:
    moment = datetime.fromisoformat("2026-09-17T10:00:00+08:00")
    hours = Running(ACCEPTED, moment, TimeLimit(48, "hours"), None)
    (promised,) = clocks(hours, [], CALENDAR, ACCEPTED)
    assert promised.deadline.due == date(2026, 9, 19)
    assert clocks(Running(ACCEPTED, ACCEPTED, TimeLimit(48, "hours"), None), [], CALENDAR, ACCEPTED) == []


@given(
    started=st.dates(date(2026, 9, 18), date(2026, 10, 12)),
    needed=st.integers(1, 12),
    took=st.none() | st.integers(0, 25),
    extended=st.booleans(),
    today=st.dates(date(2026, 9, 18), date(2026, 11, 30)),
)
def test_intake_counts_as_the_department_does(
    started: date, needed: int, took: int | None, extended: bool, today: date
) -> None:
    facts: list[Event] = [suspended(started, CALENDAR.add_working_days(started, needed))]
    facts += [resumed(CALENDAR.add_working_days(started, took))] if took is not None else []
    facts += [EXTENDED] if extended else []
    opened = ReviewOpened(
        item="x", item_version=1, department="d", division="520422103", accepted_on=ACCEPTED, promised=PROMISED,
        statutory=STATUTORY, promised_due=ACCEPTED, statutory_due=ACCEPTED, review_points=(),
    )  # fmt: skip
    review = Review()
    for fact in (opened, *facts):
        review = evolve(review, fact)
    theirs = {name: clock.deadline.due for name, clock in departments_clocks(review, CALENDAR, today).by_name().items()}
    assert due(*facts, today=today) == theirs


@pytest.mark.parametrize("name", ["promised", "statutory"])
def test_every_day_between_is_counted_or_left_out_with_a_reason(name: str) -> None:
    told = next(each for each in clocks(running(), [], CALENDAR, ACCEPTED) if each.name == name).deadline.explained()
    days = [date.fromisoformat(each["date"]) for each in told["days"]]
    assert [day.toordinal() for day in days] == list(range(ACCEPTED.toordinal() + 1, days[-1].toordinal() + 1))
    assert all(each["zh"] and each["en"] for each in told["days"])
