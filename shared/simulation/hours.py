"""Office hours of the halls: 09:00 to 12:00 and 13:30 to 17:00 on working days of the official calendar.

`minutes` here are office minutes: they stand still over lunch, nights, weekends and holidays.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import accumulate

from shared.timekeeping import SHANGHAI, Calendar

SHIFTS = ((time(9), time(12)), (time(13, 30), time(17)))
DAY = timedelta(days=1)

ARRIVALS = (
    (time(9), 16),
    (time(9, 30), 20),
    (time(10), 19),
    (time(10, 30), 13),
    (time(11), 8),
    (time(11, 30), 3),
    (time(13, 30), 3),
    (time(14), 7),
    (time(14, 30), 8),
    (time(15), 7),
    (time(15, 30), 5),
    (time(16), 3),
)
"""How many of a hundred people come in the half hour from then on: most in the morning, hardly any at the end."""

ONLINE = ((time(7), 10), (time(12), 25), (time(18), 40), (time(20), 65), (time(22), 30), (time(23), 12))
"""The same for applications sent from home, before and after office hours and at lunch."""

EARLY = ONLINE[:2]
"""The same for what is to be done on the same day."""


def moment(day: date, at: time) -> datetime:
    """Give a local moment."""
    return datetime.combine(day, at, SHANGHAI)


def arrival(day: date, profile: tuple[tuple[time, int], ...], chance: float, within: float) -> datetime:
    """Give the moment somebody comes: `chance` picks the half hour of a profile, `within` the second in it."""
    sums = list(accumulate(weight for _, weight in profile))
    begin = profile[bisect(sums, chance * sums[-1], hi=len(sums) - 1)][0]
    return moment(day, begin) + timedelta(seconds=int(within * 1799))


def office(at: datetime, calendar: Calendar) -> datetime:
    """Give the moment itself if it lies in office hours, or else the next opening."""
    for begin, end in _shifts(at.date(), calendar):
        if at < end:
            return max(at, begin)
    raise AssertionError("offices open again")


def later(at: datetime, minutes: float, calendar: Calendar) -> datetime:
    """Give the moment so many office minutes later, to the second."""
    at = office(at, calendar)
    left = timedelta(seconds=round(minutes * 60))
    for begin, end in _shifts(at.date(), calendar):
        start = max(at, begin)
        if end > start:
            if start + left < end:
                return start + left
            left -= end - start
    raise AssertionError("offices open again")


def on(day: date, chance: float) -> datetime:
    """Give a moment within the office hours of a working day: `chance` from 0 (opening) to 1 (closing)."""
    (morning, noon), (afternoon, evening) = ((moment(day, b), moment(day, e)) for b, e in SHIFTS)
    first, second = noon - morning, evening - afternoon
    at = timedelta(seconds=int(chance * ((first + second).total_seconds() - 1)))
    return morning + at if at < first else afternoon + at - first


def _shifts(day: date, calendar: Calendar) -> Iterator[tuple[datetime, datetime]]:
    """Give the opening and closing moments from a day on."""
    for _ in range(60):
        if calendar.is_working_day(day):
            yield from ((moment(day, begin), moment(day, end)) for begin, end in SHIFTS)
        day += DAY
