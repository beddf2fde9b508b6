"""Opening duties explain themselves: why there is a market, why the hall opens, why it need not."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.timekeeping import Calendar, LocalDays, NoCalendar, official
from shared.timekeeping.market import read_rule
from shared.timekeeping.openings import duty_days, opening_duties, unrostered

HORSE = read_rule({"type": "branch", "branches": ["午"]})
DAILY = read_rule({"type": "interval", "anchor": "2026-01-01", "every": 1})


def reason(day: date, calendar: Calendar | None = None, **more: Any) -> str | None:
    (opening,) = opening_duties(DAILY, calendar or official(), day, day, **more)
    assert opening.duty == (opening.why_not is None)
    return opening.why_not


@pytest.mark.parametrize(
    ("day", "why_not"),
    [
        ("2026-09-05", None),
        ("2026-09-06", None),
        ("2026-09-04", "weekday"),
        ("2026-10-01", "weekday"),
        ("2026-09-20", "worked_weekend"),
        ("2026-10-10", "worked_weekend"),
        ("2026-10-03", "public_holiday"),
        ("2026-02-15", "public_holiday"),
    ],
)
def test_a_market_day_obliges_on_an_ordinary_weekend_alone(day: str, why_not: str | None) -> None:
    assert reason(date.fromisoformat(day)) == why_not


def test_a_market_on_a_public_holiday_obliges_where_that_is_asked_for() -> None:
    holiday, worked = date(2026, 10, 3), date(2026, 10, 10)
    assert reason(holiday, open_on_public_holiday=True) is None
    assert reason(worked, open_on_public_holiday=True) == "worked_weekend"


def test_a_holiday_of_the_county_is_one_there_alone() -> None:
    saturday = date(2026, 9, 5)
    calendar = Calendar(official().years, (LocalDays("520423", frozenset({saturday})),))
    assert reason(saturday, calendar.within("520423102")) == "local_holiday"
    assert reason(saturday, calendar.within("520422")) is None


@given(st.dates(date(2016, 1, 1), date(2026, 12, 31)), st.booleans())
def test_duties_are_what_the_formula_says(day: date, holidays_too: bool) -> None:
    calendar = official()
    free = not calendar.is_public_holiday(day)
    obligated = day.isoweekday() in (6, 7) and not calendar.is_working_day(day) and (holidays_too or free)
    assert (reason(day, open_on_public_holiday=holidays_too) is None) == obligated


def test_each_market_day_tells_why_in_both_languages() -> None:
    (opening,) = opening_duties(HORSE, official(), date(2026, 11, 28), date(2026, 11, 28))
    assert opening.explained() == {
        "date": "2026-11-28",
        "market": [{"type": "branch", "zh": "逢午日", "en": "day of the branch 午"}],
        "duty": True,
        "why_not": None,
        "provisional": False,
    }


def test_a_day_may_be_a_market_day_for_several_reasons() -> None:
    rule = read_rule(
        {
            "type": "any_of",
            "rules": [
                {"type": "weekday", "weekdays": [6]},
                {"type": "branch", "branches": ["午"]},
                {"type": "solar_tail", "tails": [8]},
                {"type": "lunar_tail", "tails": [0]},
                {"type": "interval", "anchor": "2026-11-27", "every": 1},
            ],
            "add": ["2026-11-28", "2026-12-01"],
            "valid_to": "2026-11-30",
        }
    )
    openings = opening_duties(rule, official(), date(2026, 11, 28), date(2026, 12, 5))
    assert [each.type for each in openings[0].market] == ["weekday", "branch", "solar_tail", "lunar_tail", "interval"]
    assert [each.zh for each in openings[0].market][:4] == ["逢周六", "逢午日", "公历逢8", "农历逢十"]
    assert [(each.day.day, [why.type for why in each.market]) for each in openings[3:]] == [(1, ["added"])]


def test_a_year_without_a_notice_makes_a_duty_provisional_and_an_unknown_one_is_refused() -> None:
    sunday = date(2027, 6, 6)
    (opening,) = opening_duties(DAILY, official(), sunday, sunday)
    assert opening.duty
    assert opening.provisional
    with pytest.raises(NoCalendar):
        opening_duties(HORSE, official(), date(2015, 1, 1), date(2015, 12, 31))


def test_nothing_is_between_a_day_and_the_day_before() -> None:
    assert opening_duties(DAILY, official(), date(2026, 5, 2), date(2026, 5, 1)) == []


def test_a13_a_duty_without_a_roster_is_warned_of_seven_days_before() -> None:
    openings = opening_duties(HORSE, official(), date(2026, 11, 1), date(2026, 12, 31))
    duty = date(2026, 11, 28)
    assert duty_days(openings) == [duty]
    warned = [
        day
        for day in (date(2026, 11, 20) + timedelta(days=step) for step in range(10))
        if unrostered(openings, (), day)
    ]
    assert warned == [date(2026, 11, day) for day in range(21, 29)]
    assert unrostered(openings, {duty}, duty) == []
