"""Published limits, in whatever unit they count, turned into a deadline by one function."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from shared.contracts.limits import TimeLimit, Unit
from shared.timekeeping.calendars import Calendar
from shared.timekeeping.clock import end_of, in_shanghai
from shared.timekeeping.deadlines import Deadline, Pause
from shared.timekeeping.errors import BadPeriod

Limit = TimeLimit
"""A limit as the item publishes it: `Limit(20, "working_days")`; the type the events carry."""

UNITS: dict[Unit, tuple[str, str]] = {
    "working_days": ("个工作日", "working days"),
    "natural_days": ("日（自然日）", "natural days"),
    "hours": ("小时", "hours"),
    "same_day": ("当日", "the same day"),
}
"""The units of limits, in Chinese and English."""


MOST_HOURS = 10_000
"""More hours than this nobody counts; a year has 8,760."""


def due_on(limit: Limit, start: date | datetime, calendar: Calendar, pauses: Sequence[Pause] = ()) -> Deadline:
    """Give the deadline of a limit that starts to run on a day, or at a moment where it counts hours.

    `same_day` ends at 24:00 of the day it starts on; hours run through nights and holidays and know no suspension.

    Raises:
        BadPeriod: hours without a moment to count from, or suspended hours.
        ClockStopped, NoCalendar: as `Calendar.due`.
    """
    if limit.unit == "hours":
        return _hours(limit.value, start, pauses)
    day = in_shanghai(start).date() if isinstance(start, datetime) else start
    match limit.unit:
        case "working_days":
            return calendar.due(day, limit.value, pauses)
        case "natural_days":
            return calendar.nat_due(day, limit.value, pauses)
        case "same_day":
            return Deadline(start=day, due=day, expires_at=end_of(day), unit="same_day")


def not_longer(promised: Limit, statutory: Limit) -> bool | None:
    """Tell whether a promise keeps within the statutory limit; None where the units cannot be compared."""
    if promised.unit == "same_day":
        return True
    return promised.value <= statutory.value if promised.unit == statutory.unit else None


def _hours(value: int, start: date | datetime, pauses: Sequence[Pause]) -> Deadline:
    if pauses:
        raise BadPeriod("a limit in hours cannot be suspended", "pause")
    if not 0 <= value <= MOST_HOURS:
        raise BadPeriod(f"a limit in hours has 0 to {MOST_HOURS:,} of them", "n")
    if not isinstance(start, datetime):
        raise BadPeriod("a limit in hours starts at a moment, not on a day")
    began = in_shanghai(start)
    ends = began + timedelta(hours=value)
    due = ends.date() if ends.time() != time.min else ends.date() - timedelta(days=1)
    return Deadline(start=began.date(), due=due, expires_at=ends, unit="hours")
