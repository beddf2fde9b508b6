"""Opening hours: rest days, worked weekends, market weekends, and when a half day begins."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from services.intake.venues.hours import at, begins, half_at, half_of, hours_on, market_hours, weekly
from shared.contracts.registry import OpeningDay, Span
from shared.timekeeping import official
from tests.intake.cases.samples import HALL

MORNING, AFTERNOON = Span("09:00", "12:00"), Span("13:30", "17:00")
OPEN = replace(HALL, opening=tuple(OpeningDay(day, (AFTERNOON, MORNING)) for day in range(1, 6)))
CALENDAR = official()
WEDNESDAY, SUNDAY = date(2026, 9, 16), date(2026, 10, 25)
WORKED_SUNDAY, HOLIDAY = date(2026, 9, 20), date(2026, 10, 1)


def test_a_working_day_has_its_hours_and_a_rest_day_none() -> None:
    assert hours_on(OPEN, WEDNESDAY, CALENDAR, duty=False) == (MORNING, AFTERNOON)
    assert hours_on(OPEN, SUNDAY, CALENDAR, duty=False) == ()
    assert hours_on(OPEN, HOLIDAY, CALENDAR, duty=False) == ()


def test_a_weekend_worked_instead_of_a_holiday_has_a_weekdays_hours() -> None:
    assert hours_on(OPEN, WORKED_SUNDAY, CALENDAR, duty=False) == (MORNING, AFTERNOON)


def test_a_market_weekend_has_hours_of_its_own_or_a_weekdays() -> None:
    assert hours_on(OPEN, SUNDAY, CALENDAR, duty=True) == (MORNING, AFTERNOON)
    short = replace(OPEN, market_hours=(Span("08:00", "12:00"),))
    assert hours_on(short, SUNDAY, CALENDAR, duty=True) == market_hours(short) == (Span("08:00", "12:00"),)


def test_a_place_that_states_no_hours_keeps_the_usual_ones() -> None:
    assert weekly(HALL, 1) == (MORNING, AFTERNOON)
    assert weekly(HALL, 6) == ()


def test_a_half_day_begins_with_its_first_stretch_and_never_where_the_place_is_shut() -> None:
    spans = (MORNING, AFTERNOON)
    assert begins(spans, WEDNESDAY, "am") == datetime.fromisoformat("2026-09-16T09:00:00+08:00")
    assert begins(spans, WEDNESDAY, "pm") == datetime.fromisoformat("2026-09-16T13:30:00+08:00")
    assert begins((MORNING,), WEDNESDAY, "pm") is None
    assert begins((), WEDNESDAY, "am") is None


@given(st.times())
def test_a_moment_and_a_stretch_that_begins_then_belong_to_the_same_half(clock: object) -> None:
    text = str(clock)[:5]
    assert half_at(at(WEDNESDAY, text)) == half_of(Span(text, "23:59"))
