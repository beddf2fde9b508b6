"""What the passing of time alone makes of a case: accepted by silence, whole at day's end, a last day missed. Pure.

The worker's clock asks here, and so does every act on a case before it looks at it: whatever was due by then has
happened, whether or not a worker ran.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from services.intake.cases import supplying
from services.intake.cases.acceptance import NOTICE_WORKING_DAYS, last_notice_day, whole
from services.intake.cases.state import Case, Status
from shared.contracts.registry import ItemPublished
from shared.timekeeping import Calendar, end_of, local_day
from shared.timekeeping.working_days import day_after


@dataclass(frozen=True, slots=True)
class Overdue:
    """What fell due, after which day, and the moment it happened: 24:00 of that day."""

    what: Literal["deemed", "silent", "whole", "lapsed", "near", "unsupplied"]
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
    return supplying.look_after(case)


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
            return Overdue("whole", day) if whole(case, item) else _unsupplied(case, day, today, item, calendar)
        case Status.SUPPLEMENT_REQUESTED:
            return _unsupplied(case, day, today, item, calendar)
    return Overdue("lapsed", day)


def _unsupplied(case: Case, day: date, today: date, item: ItemPublished, calendar: Calendar) -> Overdue | None:
    """The applicant's last day is near, or over; a reminder that comes after it would be none."""
    until = supplying.holds_until(case, item, calendar)
    if not supplying.waits(case) or until is None:
        return None
    if today > until:
        return Overdue("unsupplied", until)
    told_in_time = case.supply_by is not None and day < today <= case.supply_by
    return Overdue("near", day) if told_in_time and case.reminded_of is None else None
