"""Working days as a fold asks for them: the same as the calendar says, year by year."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.timekeeping.calendars import official
from shared.timekeeping.tables import nth_working_day, working_days_from_to

DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))


def counted(after: date, until: date) -> int:
    """Count day by day."""
    calendar, day, found = official(), after + timedelta(days=1), 0
    while day <= until:
        found += calendar.is_working_day(day)
        day += timedelta(days=1)
    return found


@settings(max_examples=60, deadline=None)
@given(DAYS, st.integers(0, 400))
def test_days_between_are_counted_as_the_calendar_counts_them(after: date, days: int) -> None:
    until = after + timedelta(days=days)
    expected = counted(after, until)
    assert working_days_from_to(after.isoformat(), until.isoformat()) == expected
    assert working_days_from_to(until.isoformat(), after.isoformat()) == -expected


@settings(max_examples=60, deadline=None)
@given(DAYS, st.integers(1, 300))
def test_the_nth_working_day_has_so_many_working_days_up_to_it(after: date, n: int) -> None:
    found = nth_working_day(after.isoformat(), n)
    assert working_days_from_to(after.isoformat(), found) == n
    assert official().is_working_day(date.fromisoformat(found))


def test_a_make_up_saturday_counts_and_a_holiday_does_not() -> None:
    assert nth_working_day("2026-09-30", 1) == "2026-10-08"
    assert working_days_from_to("2026-10-09", "2026-10-10") == 1


@pytest.mark.parametrize("day", ["2015-12-31", "2100-01-04"])
def test_years_without_a_table_are_refused(day: str) -> None:
    with pytest.raises(KeyError):
        nth_working_day(day, 1)


def test_there_is_no_working_day_number_nought() -> None:
    with pytest.raises(IndexError):
        nth_working_day("2026-10-09", 0)
