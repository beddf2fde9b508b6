"""What holds of both clocks whatever happens: properties of the fold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from services.approval.reviews.clock import clocks, explained
from shared.contracts import Event
from shared.contracts.limits import TimeLimit
from shared.testing.spec import Spec, spec
from tests.approval.reviews.cases import CALENDAR, OPENED, REVIEWS, extend, resume, suspend, void

DAYS = st.dates(date(2026, 1, 1), date(2026, 8, 31))
LENGTHS = st.integers(1, 30)


def review(accepted: date, limit: int) -> Spec[Any]:
    opened = replace(
        OPENED,
        accepted_on=accepted,
        promised=TimeLimit(limit, "working_days"),
        statutory=TimeLimit(limit + 10, "working_days"),
    )
    return spec(REVIEWS).given(opened)


def acts(draw: st.DrawFn, start: date) -> list[Any]:
    """Draw what moves a clock, in order of days: suspensions with a result, or void ones, and perhaps an extension."""
    day, drawn = start, []
    for _ in range(draw(st.integers(0, 3))):
        day += timedelta(days=draw(st.integers(0, 6)))
        procedure = draw(st.sampled_from(("inspection", "appraisal", "expert_review")))
        needed = TimeLimit(draw(st.integers(1, 12)), draw(st.sampled_from(("working_days", "natural_days"))))
        drawn.append(suspend(day.isoformat(), procedure, needed))
        day += timedelta(days=draw(st.integers(0, 20)))
        drawn.append(draw(st.sampled_from((resume, void)))(day.isoformat(), procedure=procedure))
    if draw(st.booleans()):
        drawn.append(extend(day.isoformat()))
    return drawn


@st.composite
def histories(draw: st.DrawFn) -> tuple[Spec[Any], date]:
    """A review and what the rules let pass of the acts that were drawn; with the day after the last of them."""
    accepted = draw(DAYS)
    told, day = review(accepted, draw(LENGTHS)), accepted
    for command in acts(draw, accepted + timedelta(days=1)):
        answer = told.when(command)
        if answer.refusal is None:
            told = told.given(*answer.events)
            day = max(day, command.meta.now.date())
    return told, day + timedelta(days=1)


@settings(max_examples=80, deadline=None)
@given(histories())
def test_every_counted_day_is_a_working_day_on_which_no_suspension_stood(history: tuple[Spec[Any], date]) -> None:
    told, today = history
    state = told.state()
    counted = clocks(state, CALENDAR, today)
    for clock in counted.by_name().values():
        assert len(clock.deadline.counted) == clock.limit.value
        for day in clock.deadline.counted:
            assert CALENDAR.is_working_day(day)
            assert not any(pause.covers(day) for pause in counted.pauses)


@settings(max_examples=80, deadline=None)
@given(histories())
def test_counted_and_left_out_days_are_all_days_from_acceptance_to_the_last_one(
    history: tuple[Spec[Any], date],
) -> None:
    told, today = history
    for clock in clocks(told.state(), CALENDAR, today).by_name().values():
        days = sorted([*clock.deadline.counted, *(skip.day for skip in clock.deadline.skipped)])
        span = (clock.deadline.due - clock.deadline.start).days
        assert days == [clock.deadline.start + timedelta(days=n) for n in range(1, span + 1)]


@settings(max_examples=80, deadline=None)
@given(histories())
def test_the_clock_is_a_fold_and_the_newest_statement_agrees_with_it(history: tuple[Spec[Any], date]) -> None:
    """What the last clock event told is what anybody counts from the facts on that day: no deadline is a guess."""
    told, today = history
    state = told.state()
    assume(any(hasattr(event, "dates") for event in told.history))
    again = clocks(told.state(), CALENDAR, today).dates
    assert state.stated is not None
    assert (state.stated.promised_due, state.stated.statutory_due) == (again.promised_due, again.statutory_due)


@settings(max_examples=80, deadline=None)
@given(histories())
def test_nothing_but_an_extension_tells_the_clocks_apart(history: tuple[Spec[Any], date]) -> None:
    told, today = history
    counted = clocks(told.state(), CALENDAR, today)
    extended = [event for event in told.history if event.type == "review.extended"]
    assert counted.statutory is not None
    assert counted.statutory.added == (10 if extended else 0)
    assert counted.promised.added == 0


@settings(max_examples=60, deadline=None)
@given(DAYS, LENGTHS, st.integers(0, 10), st.integers(1, 15), st.integers(0, 15))
def test_a_longer_suspension_never_brings_a_last_day_forward(
    accepted: date, limit: int, after: int, short: int, more: int
) -> None:
    def due(working_days: int) -> date:
        day = accepted + timedelta(days=1 + after)
        waiting = review(accepted, limit)
        (fact,) = waiting.when(suspend(day.isoformat(), needed=TimeLimit(working_days, "working_days"))).events
        return clocks(waiting.given(fact).state(), CALENDAR, day).dates.promised_due

    plain = clocks(review(accepted, limit).state(), CALENDAR, accepted).dates.promised_due
    assert plain <= due(short) <= due(short + more)


@settings(max_examples=60, deadline=None)
@given(DAYS, LENGTHS, st.integers(0, 5), st.integers(1, 10))
def test_a_void_suspension_leaves_no_trace_in_either_clock(accepted: date, limit: int, after: int, days: int) -> None:
    start, end = accepted + timedelta(days=1 + after), accepted + timedelta(days=1 + after + days)
    plain = review(accepted, limit)
    told: list[Event] = []
    for command in (suspend(start.isoformat()), void(end.isoformat())):
        told += plain.given(*told).when(command).events
    voided, expected = plain.given(*told).state(), plain.state()
    assert clocks(voided, CALENDAR, end).dates == clocks(expected, CALENDAR, end).dates
    assert explained(voided, CALENDAR, end)["promised"] == explained(expected, CALENDAR, end)["promised"]
