"""Lunar dates of civil days, for market days and nothing else; from a table of months, good from 1901 to 2099."""

from __future__ import annotations

import bisect
import functools
import json
from dataclasses import dataclass
from datetime import date
from importlib import resources

from shared.timekeeping.errors import BadRule

FIRST, LAST = date(1901, 1, 1), date(2099, 12, 31)
"""Behind 2099 the known computations begin to differ, so nothing is guessed there (B-3.4)."""

_LENGTHS = {"L": 30, "S": 29}


@dataclass(frozen=True, slots=True)
class LunarDay:
    """A day of the lunar calendar: month 1 to 12, day 1 to 30, and whether the month is a leap month."""

    month: int
    day: int
    leap: bool


@dataclass(frozen=True, slots=True)
class _Months:
    """All lunar months in order: the ordinals of their first days, and their numbers, negative for leap months."""

    starts: tuple[int, ...]
    numbers: tuple[int, ...]


def lunar_day(day: date) -> LunarDay:
    """Give the lunar date of a civil day.

    Raises:
        BadRule: the day lies outside 1901 to 2099.
    """
    if not FIRST <= day <= LAST:
        told = f"lunar dates are known from {FIRST.year} to {LAST.year}, not for {day.isoformat()}"
        raise BadRule(told, "year", "no_lunar_date")
    months = _months()
    place = bisect.bisect_right(months.starts, day.toordinal()) - 1
    number = months.numbers[place]
    return LunarDay(abs(number), day.toordinal() - months.starts[place] + 1, number < 0)


@functools.cache
def _months() -> _Months:
    table = json.loads((resources.files("shared.timekeeping") / "lunar_months.json").read_text(encoding="utf-8"))
    start = date.fromisoformat(table["first_day"]).toordinal()
    starts, numbers = [], []
    for year in table["years"]:
        lengths, _, leap = year.partition("+")
        for number, length in zip(_numbers(int(leap or 0)), lengths, strict=True):
            starts.append(start)
            numbers.append(number)
            start += _LENGTHS[length]
    return _Months(tuple(starts), tuple(numbers))


def _numbers(leap: int) -> list[int]:
    """Number the months of a year: 1 to 12, and -leap behind the month that is doubled."""
    return [*range(1, leap + 1), *([-leap] if leap else []), *range(leap + 1, 13)]
