"""Working days of the packaged official calendar as a table by ISO day: what a fold can afford to ask at every step.

A fold has no calendar of the register at hand and must give the same answer on every machine for ever, so it counts on
the packaged national years. Local days off and later notices are not in it; whatever a person is held to is counted by
`Calendar` and told by the event.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from shared.timekeeping.calendars import official

FIRST = date(2016, 1, 1)
LAST = date(2099, 12, 31)


@cache
def _table() -> tuple[dict[str, int], list[str]]:
    counted: dict[str, int] = {}
    working: list[str] = []
    calendar, day = official(), FIRST
    while day <= LAST:
        if calendar.is_working_day(day):
            working.append(day.isoformat())
        counted[day.isoformat()] = len(working)
        day += timedelta(days=1)
    return counted, working


def working_days_from_to(after: str, until: str) -> int:
    """Count the working days later than `after` and not later than `until`; negative where `until` is earlier.

    Raises:
        KeyError: a day lies before 2016 or behind 2099.
    """
    counted, _ = _table()
    return counted[until] - counted[after]


def nth_working_day(after: str, n: int) -> str:
    """Give the n-th working day later than a day.

    Raises:
        KeyError, IndexError: the day, or the one asked for, lies before 2016 or behind 2099.
    """
    counted, working = _table()
    return working[counted[after] + n - 1]
