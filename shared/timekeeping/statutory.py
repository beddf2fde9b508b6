"""The holidays that the law itself sets, and a year of which nothing else is known yet (Holiday Measures art. 2).

Official calendars come from notices. Behind the last of them a year is inferred: Monday to Friday without the
statutory days, no bridging days, no worked weekends; always `provisional` (B-3.2).
"""

from __future__ import annotations

import functools
from datetime import date, timedelta

from shared.timekeeping.lunar import LunarDay, lunar_day
from shared.timekeeping.years import CalendarYear, content_hash

KNOWN = range(2014, 2100)
"""Years whose statutory days are told: since the amendment of 2013, and as far as lunar dates are known."""

_SINCE_2025 = 2025
"""From 1 January 2025 on the eve of the Spring Festival and 2 May are statutory too: 13 days instead of 11."""


@functools.cache
def statutory_days(year: int) -> frozenset[date]:
    """Give the days that are off by law alone, from New Year to National Day.

    Raises:
        ValueError: the year lies outside `KNOWN`.
    """
    if year not in KNOWN:
        raise ValueError(f"statutory holidays are told from {KNOWN[0]} to {KNOWN[-1]}")
    more = year >= _SINCE_2025
    spring = _lunar(year, 1, 1)
    fixed = [(1, 1), (5, 1), (10, 1), (10, 2), (10, 3), *([(5, 2)] if more else [])]
    days = {date(year, month, day) for month, day in fixed}
    days |= {spring + timedelta(days=step) for step in range(-1 if more else 0, 3)}
    return frozenset(days | {_qingming(year), _lunar(year, 5, 5), _lunar(year, 8, 15)})


def missing_days(year: CalendarYear) -> list[date]:
    """Give the statutory days that a calendar does not name as days off: where it has holes, it is no calendar."""
    return sorted(statutory_days(year.year) - year.off_days) if year.year in KNOWN else []


@functools.cache
def inferred(year: int) -> CalendarYear | None:
    """Give the provisional calendar of a year by law alone; None outside `KNOWN`."""
    if year not in KNOWN:
        return None
    days = statutory_days(year)
    return CalendarYear(year, "provisional", "", days, frozenset(), content_hash(year, "provisional", "", days, ()))


def _lunar(year: int, month: int, number: int) -> date:
    """Give the civil day of a lunar date that falls into the same civil year."""
    first = date(year, 1, 1)
    wanted = LunarDay(month, number, leap=False)
    return next(day for day in (first + timedelta(days=step) for step in range(366)) if lunar_day(day) == wanted)


def _qingming(year: int) -> date:
    """Give the day of Qingming, by the rule of thumb that holds for this century; tests compare every year."""
    of_century = year % 100
    return date(year, 4, int(of_century * 0.2422 + 4.81) - of_century // 4)
