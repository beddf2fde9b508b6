"""B-3.3 to the letter: its formulas written down once more, naively, on an independent source of working days."""

from __future__ import annotations

import calendar as months
from collections.abc import Sequence
from datetime import date, timedelta

import chinese_calendar
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.timekeeping import Pause, official

DAY = timedelta(days=1)
DAYS = st.dates(date(2016, 1, 1), date(2026, 6, 30))


def is_wd(day: date) -> bool:
    return bool(chinese_calendar.is_workday(day))


def paused(day: date, pauses: Sequence[Pause]) -> bool:
    return any(pause.end is not None and pause.start <= day < pause.end for pause in pauses)


def due(accept: date, n: int, pauses: Sequence[Pause]) -> date:
    day = accept
    while n:
        day += DAY
        n -= is_wd(day) and not paused(day, pauses)
    return day


def first_no_holiday(day: date) -> date:
    while not is_wd(day):
        day += DAY
    return day


def corresponding(day: date, count: int) -> date:
    year, month = day.year + (day.month - 1 + count) // 12, (day.month - 1 + count) % 12 + 1
    return date(year, month, min(day.day, months.monthrange(year, month)[1]))


@st.composite
def suspensions(draw: st.DrawFn, start: date) -> list[Pause]:
    """Give several suspensions near a day, which may overlap, adjoin, be empty, and begin or end on rest days."""
    begins = draw(st.lists(st.integers(-5, 60), max_size=4))
    return [Pause(start + DAY * first, start + DAY * (first + draw(st.integers(0, 30)))) for first in begins]


@settings(max_examples=400, deadline=None)
@given(st.data(), DAYS, st.integers(1, 60))
def test_working_days_with_any_suspensions(data: st.DataObject, accept: date, n: int) -> None:
    pauses = data.draw(suspensions(accept))
    assert official().due(accept, n, pauses).due == due(accept, n, pauses)


@settings(max_examples=300, deadline=None)
@given(DAYS, st.integers(0, 150))
def test_natural_days(start: date, n: int) -> None:
    assert official().nat_due(start, n).due == first_no_holiday(start + DAY * n)


@settings(max_examples=300, deadline=None)
@given(DAYS, st.integers(0, 6))
def test_months(start: date, count: int) -> None:
    deadline = official().month_due(start, count)
    assert deadline.due == first_no_holiday(corresponding(start, count))
    assert not deadline.provisional


@given(DAYS, DAYS, st.integers(0, 6))
def test_a_later_start_never_ends_a_month_earlier(one: date, other: date, count: int) -> None:
    first, second = sorted((one, other))
    assert official().month_due(first, count).due <= official().month_due(second, count).due


@given(DAYS, st.integers(1, 30), st.integers(1, 30), st.data())
def test_suspended_periods_add_up(start: date, first: int, second: int, data: st.DataObject) -> None:
    pauses = data.draw(suspensions(start))
    calendar = official()
    halfway = calendar.due(start, first, pauses).due
    assert calendar.due(halfway, second, pauses).due == calendar.due(start, first + second, pauses).due


@given(DAYS, st.integers(1, 40), st.data())
def test_suspensions_do_not_depend_on_their_order_and_overlaps_count_once(
    start: date, n: int, data: st.DataObject
) -> None:
    pauses = data.draw(suspensions(start))
    assert official().due(start, n, pauses) == official().due(start, n, [*reversed(pauses), *pauses])
