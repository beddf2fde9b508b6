"""By when a window has to do something about a case, and how many days that leaves. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from services.intake.cases.acceptance import NOTICE_WORKING_DAYS
from shared.timekeeping import Calendar, local_day

DELIVERY_WORKING_DAYS = 10
"""Within this many working days of the decision the result is handed over (许可法44)."""


@dataclass(frozen=True, slots=True)
class Due:
    """The last day for what comes next. `left`: whole working days after today; `over`: those past the last day."""

    day: date
    left: int
    over: int

    @property
    def late(self) -> bool:
        """Whether the last day is past."""
        return self.over > 0

    @property
    def today(self) -> bool:
        """Whether today is the last day, or the last working day before it."""
        return not self.late and self.left == 0


def do_by(row: Mapping[str, Any], calendar: Calendar) -> date | None:
    """Give the last day for what the window has to do; None where it waits for others.

    Five working days to accept or to tell what is missing, ten to hand over (许可法32, 44); the same day if instant.
    """
    match row["status"]:
        case "received":
            received = local_day(datetime.fromisoformat(row["received_at"]))
            return received if row["kind"] == "instant" else calendar.add_working_days(received, NOTICE_WORKING_DAYS)
        case "decided":
            decided = local_day(datetime.fromisoformat(row["decided_at"]))
            return calendar.add_working_days(decided, DELIVERY_WORKING_DAYS)
    return None


def due(row: Mapping[str, Any], calendar: Calendar, today: date) -> Due | None:
    """Give the last day of what is under way, the window's own or the promised one, with the days that are left."""
    day = do_by(row, calendar)
    if day is None and row["status"] == "accepted":
        day = _day((row.get("moved") or row)["promised_due"])
    return None if day is None else counted(day, calendar, today)


def counted(day: date, calendar: Calendar, today: date) -> Due:
    """Count the working days between today and a last day; a late one is late by a day at least."""
    if day >= today:
        return Due(day, calendar.working_days_between(today, day), 0)
    return Due(day, 0, max(1, calendar.working_days_between(day, today)))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
