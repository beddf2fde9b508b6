"""Counting: what always holds, and the corners of every rule."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.timekeeping import SHANGHAI, BadPeriod, ClockStopped, NoCalendar, Pause, official
from shared.timekeeping.working_days import corresponding_day

CALENDAR = official()
DAYS = st.dates(date(2016, 1, 1), date(2026, 9, 30))
LENGTHS = st.integers(0, 45)


@st.composite
def suspensions(draw: st.DrawFn) -> list[Pause]:
    starts = draw(st.lists(DAYS, max_size=3))
    return [Pause(start, start + timedelta(days=draw(st.integers(0, 40)))) for start in starts]


@given(DAYS, DAYS, LENGTHS)
def test_a_later_start_never_ends_earlier(one: date, other: date, n: int) -> None:
    first, second = sorted((one, other))
    assert CALENDAR.add_working_days(first, n) <= CALENDAR.add_working_days(second, n)
    assert CALENDAR.nat_due(first, n).due <= CALENDAR.nat_due(second, n).due


@given(DAYS, LENGTHS)
def test_a_longer_period_ends_later(day: date, n: int) -> None:
    assert CALENDAR.add_working_days(day, n) < CALENDAR.add_working_days(day, n + 1)


@given(DAYS, LENGTHS, LENGTHS)
def test_periods_add_up(day: date, first: int, second: int) -> None:
    assert CALENDAR.add_working_days(CALENDAR.add_working_days(day, first), second) == CALENDAR.add_working_days(
        day, first + second
    )


@given(st.dates(date(2016, 6, 1), date(2026, 9, 30)), LENGTHS)
def test_counting_back_undoes_counting_on(day: date, n: int) -> None:
    ahead = CALENDAR.add_working_days(day, n)
    assert CALENDAR.working_days_between(day, ahead) == n
    back = CALENDAR.working_days_before(ahead, n)
    assert back == day or (n > 0 and not CALENDAR.is_working_day(day) and back < day)


@given(DAYS, st.integers(1, 45), suspensions())
def test_every_day_behind_a_deadline_is_named_once(day: date, n: int, pauses: list[Pause]) -> None:
    deadline = CALENDAR.due(day, n, pauses)
    named = sorted([*deadline.counted, *(skip.day for skip in deadline.skipped)])
    assert named == [day + timedelta(days=step) for step in range(1, (deadline.due - day).days + 1)]
    assert len(deadline.counted) == n
    assert all(CALENDAR.is_working_day(counted) for counted in deadline.counted)
    assert not any(pause.covers(counted) for pause in pauses for counted in deadline.counted)


@given(DAYS, st.integers(1, 45), suspensions())
def test_a_suspension_never_brings_a_deadline_forward(day: date, n: int, pauses: list[Pause]) -> None:
    assert CALENDAR.due(day, n, pauses).due >= CALENDAR.due(day, n).due
    assert CALENDAR.nat_due(day, n, pauses).due >= CALENDAR.nat_due(day, n).due


@given(DAYS, st.integers(1, 90))
def test_natural_days_end_on_a_working_day_and_name_what_they_passed(day: date, n: int) -> None:
    deadline = CALENDAR.nat_due(day, n)
    assert CALENDAR.is_working_day(deadline.due)
    assert deadline.counted[-1] == day + timedelta(days=n)
    passed = (deadline.due - deadline.counted[-1]).days
    assert len(deadline.skipped) == max(passed - 1, 0)


def test_the_day_of_suspension_stands_and_the_day_of_resumption_runs() -> None:
    deadline = CALENDAR.due(date(2026, 3, 2), 3, [Pause(date(2026, 3, 3), date(2026, 3, 5))])
    assert deadline.counted == (date(2026, 3, 5), date(2026, 3, 6), date(2026, 3, 9))


def test_a_suspension_resumed_on_the_same_day_stops_nothing() -> None:
    same = Pause(date(2026, 3, 3), date(2026, 3, 3))
    assert CALENDAR.due(date(2026, 3, 2), 3, [same]) == CALENDAR.due(date(2026, 3, 2), 3)


def test_overlapping_suspensions_stop_a_day_once() -> None:
    pauses = [Pause(date(2026, 3, 3), date(2026, 3, 5)), Pause(date(2026, 3, 4), date(2026, 3, 6))]
    assert CALENDAR.due(date(2026, 3, 2), 1, pauses).due == date(2026, 3, 6)


def test_a_weekend_within_a_suspension_is_named_a_weekend() -> None:
    deadline = CALENDAR.due(date(2026, 3, 5), 1, [Pause(date(2026, 3, 6), date(2026, 3, 10))])
    assert [skip.reason for skip in deadline.skipped] == ["suspended", "weekend", "weekend", "suspended"]


def test_while_a_suspension_lasts_there_is_no_deadline() -> None:
    with pytest.raises(ClockStopped) as refusal:
        CALENDAR.due(date(2026, 9, 17), 20, [Pause(date(2026, 9, 21))])
    assert refusal.value.remaining == 18
    assert refusal.value.since == date(2026, 9, 21)


def test_a_suspension_behind_the_last_day_does_not_matter() -> None:
    assert CALENDAR.due(date(2026, 9, 17), 2, [Pause(date(2026, 9, 21))]).due == date(2026, 9, 20)


def test_a_suspension_cannot_end_before_it_begins() -> None:
    with pytest.raises(BadPeriod):
        Pause(date(2026, 9, 21), date(2026, 9, 20))


def test_a_worked_weekend_is_no_rest_day_for_natural_days() -> None:
    deadline = CALENDAR.nat_due(date(2026, 9, 10), 10)
    assert deadline.due == date(2026, 9, 20)
    assert deadline.skipped == ()


def test_natural_days_do_not_end_on_a_suspended_day() -> None:
    deadline = CALENDAR.nat_due(date(2026, 3, 5), 2, [Pause(date(2026, 3, 9), date(2026, 3, 11))])
    assert deadline.due == date(2026, 3, 11)
    assert [skip.reason for skip in deadline.skipped] == ["weekend", "suspended", "suspended"]


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [("2026-01-31", 1, "2026-02-28"), ("2024-01-31", 1, "2024-02-29"), ("2026-08-31", 6, "2027-02-28")],
)
def test_a_month_without_the_day_ends_on_its_last(start: str, months: int, expected: str) -> None:
    assert corresponding_day(date.fromisoformat(start), months) == date.fromisoformat(expected)


def test_no_working_days_end_where_they_start_and_no_natural_days_on_a_day_that_is_none_of_rest() -> None:
    sunday = date(2026, 3, 1)
    assert CALENDAR.due(sunday, 0).due == sunday
    moved = CALENDAR.nat_due(sunday, 0)
    assert (moved.due, moved.moved_from, moved.moved_because) == (date(2026, 3, 2), sunday, "weekend")
    assert CALENDAR.month_due(sunday, 0).due == date(2026, 3, 2)
    assert CALENDAR.nat_due(date(2026, 3, 2), 0).due == date(2026, 3, 2)


def test_a_period_that_leaves_the_calendars_is_refused() -> None:
    with pytest.raises(NoCalendar):
        CALENDAR.due(date(2098, 11, 23), 2_000)
    with pytest.raises(NoCalendar):
        CALENDAR.due(date(2015, 12, 20), 20)


def test_a_period_into_a_year_without_a_notice_is_provisional() -> None:
    deadline = CALENDAR.due(date(2026, 12, 20), 20)
    assert deadline.provisional
    assert [version.rpartition("-")[0] for version in deadline.versions] == ["2026-official", "2027-provisional"]


@pytest.mark.parametrize("n", [-1, 10_001])
def test_impossible_lengths_are_refused(n: int) -> None:
    with pytest.raises(BadPeriod):
        CALENDAR.due(date(2026, 3, 2), n)
    with pytest.raises(BadPeriod):
        CALENDAR.month_due(date(2026, 3, 2), n)


def test_a_moment_is_not_a_day() -> None:
    with pytest.raises(BadPeriod):
        CALENDAR.due(datetime(2026, 3, 2, tzinfo=SHANGHAI), 5)


def test_a_deadline_explains_itself() -> None:
    explained = CALENDAR.due(date(2026, 9, 18), 2).explained()
    assert explained["due"] == "2026-09-21"
    assert explained["expires_at"] == "2026-09-22T00:00:00+08:00"
    assert explained["counted"] == ["2026-09-20", "2026-09-21"]
    assert explained["skipped"] == [{"date": "2026-09-19", "reason": "weekend", "zh": "周末", "en": "weekend"}]
    assert explained["calendar"] == [CALENDAR.years[2026].version]
    assert explained["provisional"] is False
