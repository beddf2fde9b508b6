"""The counting of days, rule by rule of B-3.3. Pure: what a rest day is comes in as `RestDays`.

The day a period starts on is never counted; its last day ends at 24:00. Working days are counted one by one
(Licensing Law art. 82). Periods in natural days or months run on through weekends, and where their last day is a
rest day they end on the first day behind it that is none (Civil Code art. 201 to 203; a weekend that is worked
instead of a holiday is no rest day).
"""

from __future__ import annotations

import calendar as months
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Protocol

from shared.timekeeping.clock import end_of
from shared.timekeeping.deadlines import Counting, Deadline, Pause, Reason, Skipped, stopped
from shared.timekeeping.errors import BadPeriod

DAY = timedelta(days=1)


class RestDays(Protocol):
    """What tells rest days from working days, and on which calendar versions."""

    def rest_reason(self, day: date) -> Reason | None:
        """Tell why the day is a rest day, or None for a working day; raises NoCalendar where nobody knows."""

    def used(self, days: Iterable[date]) -> tuple[tuple[str, ...], bool]:
        """Name the calendar versions that know these days, and tell whether any is provisional."""


def working_day_due(rest: RestDays, accepted: date, n: int, pauses: Sequence[Pause] = ()) -> Deadline:
    """Count n working days on which no suspension stands, from the day after `accepted` (B-3.3 `due`)."""
    counted: list[date] = []
    skipped: list[Skipped] = []
    for day in _following(accepted, n):
        if len(counted) == n:
            break
        reason = rest.rest_reason(day) or ("suspended" if stopped(day, pauses, n - len(counted)) else None)
        if reason:
            skipped.append(Skipped(day, reason))
        else:
            counted.append(day)
    due = counted[-1] if counted else accepted
    return _deadline(rest, due, [*counted, *(skip.day for skip in skipped)], accepted, counted, skipped)


def natural_day_due(rest: RestDays, start: date, n: int, pauses: Sequence[Pause] = ()) -> Deadline:
    """Count n natural days on which no suspension stands; a last day that is a rest day moves on (`nat_due`).

    Where n is 0 the day itself is the last day, and moves on in the same way.
    """
    counted: list[date] = []
    skipped: list[Skipped] = []
    for day in _following(start, n):
        if len(counted) == n:
            break
        if stopped(day, pauses, n - len(counted)):
            skipped.append(Skipped(day, "suspended"))
        else:
            counted.append(day)
    return _moved_on(rest, "natural_days", start, counted, skipped, pauses)


def month_due(rest: RestDays, start: date, months_on: int) -> Deadline:
    """Give the corresponding day `months_on` months later, or that month's last; moved on as above (`month_due`)."""
    last = corresponding_day(start, months_on)
    counted = [start + DAY * step for step in range(1, (last - start).days + 1)]
    return _moved_on(rest, "months", start, counted, [], ())


def day_after(start: date, n: int) -> date:
    """Give the n-th calendar day after a day, whatever kind of day it is; no legal deadline is counted so."""
    _checked(start, n)
    return start + DAY * n


def day_before(end: date, n: int) -> date:
    """Give the n-th calendar day before a day, whatever kind of day it is; no legal deadline is counted so."""
    _checked(end, n)
    return end - DAY * n


def corresponding_day(start: date, months_on: int) -> date:
    """Give the day with the same number `months_on` months later, or the month's last day (Civil Code art. 202)."""
    _checked(start, months_on)
    year, month = divmod(start.year * 12 + start.month - 1 + months_on, 12)
    if year >= date.max.year:
        raise BadPeriod("the period leaves the calendar", "n")
    return date(year, month + 1, min(start.day, months.monthrange(year, month + 1)[1]))


def working_days_before(rest: RestDays, day: date, n: int) -> date:
    """Give the n-th working day before a day, which itself is not counted; the day itself for n = 0."""
    _checked(day, n)
    while n:
        day -= DAY
        n -= rest.rest_reason(day) is None
    return day


def working_days_between(rest: RestDays, after: date, until: date) -> int:
    """Count the working days later than `after` and not later than `until`; 0 where `until` is not later."""
    _checked(after, 0)
    return sum(rest.rest_reason(after + DAY * step) is None for step in range(1, (until - after).days + 1))


def _moved_on(
    rest: RestDays,
    unit: Counting,
    start: date,
    counted: list[date],
    skipped: list[Skipped],
    pauses: Sequence[Pause],
) -> Deadline:
    """End the period behind the rest days on which its last day falls."""
    last = due = counted[-1] if counted else start
    because: Reason | None = None
    while reason := rest.rest_reason(due) or ("suspended" if stopped(due, pauses, 0) else None):
        if due > last:
            skipped.append(Skipped(due, reason))
        because, due = because or reason, due + DAY
    return _deadline(rest, due, [last, due], start, counted, skipped, unit, because)


def _deadline(
    rest: RestDays,
    due: date,
    examined: list[date],
    start: date,
    counted: list[date],
    skipped: list[Skipped],
    unit: Counting = "working_days",
    moved_because: Reason | None = None,
) -> Deadline:
    versions, provisional = rest.used(examined)
    return Deadline(
        start=start,
        due=due,
        expires_at=end_of(due),
        counted=tuple(counted),
        skipped=tuple(skipped),
        provisional=provisional,
        versions=versions,
        unit=unit,
        moved_because=moved_because,
    )


def _following(start: date, n: int) -> Iterator[date]:
    _checked(start, n)
    for ordinal in range(start.toordinal() + 1, date.max.toordinal()):
        yield date.fromordinal(ordinal)
    raise BadPeriod("the period leaves the calendar", "n")


def _checked(day: date, n: int) -> None:
    if isinstance(day, datetime):
        raise BadPeriod("a period starts on a day, not at a moment: take its local day first")
    if day.year == date.max.year:
        raise BadPeriod("the period leaves the calendar")
    if n < 0:
        raise BadPeriod("a period has no negative length", "n")
    if n > 10_000:
        raise BadPeriod("a period of more than 10,000 days is not counted", "n")
