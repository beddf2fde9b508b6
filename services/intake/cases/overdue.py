"""What the passing of time alone makes of a case: accepted by silence, whole at day's end, a promise broken. Pure.

The worker's clock asks here, and so does every act on a case before it looks at it: whatever was due by then has
happened, whether or not a worker ran.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from services.intake.cases.acceptance import NOTICE_WORKING_DAYS, last_notice_day, whole
from services.intake.cases.state import Case, Status
from shared.contracts.registry import ItemPublished
from shared.timekeeping import Calendar, end_of, local_day
from shared.timekeeping.working_days import day_after


@dataclass(frozen=True, slots=True)
class Overdue:
    """What fell due, after which day, and the moment it happened: 24:00 of that day."""

    what: Literal["deemed", "silent", "whole", "lapsed"]
    day: date

    @property
    def at(self) -> datetime:
        """The moment, tz-aware."""
        return end_of(self.day)


def look_after(case: Case) -> date | None:
    """Give the day after which a case may need a look, never too late; None while time alone changes nothing.

    Five working days are five calendar days at the very least, so no calendar is needed to tell which cases can wait.
    """
    match case.status:
        case Status.RECEIVED if case.kind == "promised" and case.due_passed is None:
            return day_after(case.received_on, NOTICE_WORKING_DAYS)
        case Status.SUPPLEMENTED if case.kind == "promised" and not case.outstanding:
            return case.supplied_on
        case Status.ACCEPTED | Status.DECIDED if case.still_tolerated:
            return case.tolerated_due
    return None


def overdue(case: Case, now: datetime, item: ItemPublished, calendar: Calendar) -> Overdue | None:
    """Tell what fell due by now; None where nothing did."""
    day, today = look_after(case), local_day(now)
    if day is None or today <= day:
        return None
    match case.status:
        case Status.RECEIVED:
            last = last_notice_day(case, calendar)
            return Overdue("deemed" if item.deemed_acceptance else "silent", last) if today > last else None
        case Status.SUPPLEMENTED:
            return Overdue("whole", day) if whole(case, item) else None
    return Overdue("lapsed", day)
