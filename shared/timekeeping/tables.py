"""Working days of the packaged official calendar as a table by ISO day: what a fold can afford to ask at every step.

A fold has no calendar of the register at hand and must give the same answer on every machine for ever, so it counts on
the packaged national years. Local days off and later notices are not in it; whatever a person is held to is counted by
`Calendar` and told by the event.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from shared.timekeeping.calendars import official

FIRST = 2016
LAST = 2099


@cache
def _year(year: int) -> tuple[dict[str, int], list[str]]:
    """Give how many working days of a year have begun by each of its days, and the working days; made when asked for.

    Raises:
        KeyError: the year lies before 2016 or behind 2099.
    """
    if not FIRST <= year <= LAST:
        raise KeyError(year)
    counted: dict[str, int] = {}
    working: list[str] = []
    calendar, day = official(), date(year, 1, 1)
    while day.year == year:
        if calendar.is_working_day(day):
            working.append(day.isoformat())
        counted[day.isoformat()] = len(working)
        day += timedelta(days=1)
    return counted, working


def _counted(day: str) -> int:
    return _year(int(day[:4]))[0][day]


def working_days_from_to(after: str, until: str) -> int:
    """Count the working days later than `after` and not later than `until`; negative where `until` is earlier.

    Raises:
        KeyError: a day lies before 2016 or behind 2099.
    """
    if after > until:
        return -working_days_from_to(until, after)
    between = range(int(after[:4]), int(until[:4]))
    return sum(len(_year(year)[1]) for year in between) + _counted(until) - _counted(after)


def nth_working_day(after: str, n: int) -> str:
    """Give the n-th working day later than a day.

    Raises:
        KeyError: the day, or the one asked for, lies before 2016 or behind 2099.
        IndexError: n is less than one.
    """
    if n < 1:
        raise IndexError(n)
    year = int(after[:4])
    n += _counted(after)
    while n > len(working := _year(year)[1]):
        n, year = n - len(working), year + 1
    return working[n - 1]
