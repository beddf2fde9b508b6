"""Until when a bad rating is seen to, counted first and counted again (B-5, B-3.2). Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import get_args

from services.complaints.limits import counted
from services.complaints.ratings import commands as ask
from services.complaints.ratings.state import WATCHED, Rating
from shared.contracts import Event
from shared.contracts.ratings import RatingRecalculated, Step
from shared.timekeeping import Calendar, Deadline, local_day, recounted

STEPS: tuple[Step, ...] = get_args(Step)
Days = Mapping[Step, Deadline]


def last_days(start: date, calendar: Calendar, since: date | None = None, *, hard: bool = False) -> Days:
    """Count a working day to call, and five to put it right; fifteen where that is hard.

    `since`: the day the rating was given, whose statement of limits it keeps; `start` unless told.
    """
    contact, fix = (counted(key, start, calendar, since) for key in ("rating_contact", "rating_fix"))
    if hard:
        longer = counted("rating_fix_complex", start, calendar, since)
        fix = max(fix, longer, key=lambda each: each.due)
    return {"contact": contact, "fix": fix}


def uncertain(days: Days) -> tuple[Step, ...]:
    """Name those that were counted on a year without an official calendar."""
    return tuple(step for step in STEPS if days[step].provisional)


def given_on(rating: Rating) -> date | None:
    """Give the day a rating was given; None in those of earlier versions, which do not tell it."""
    given = rating.submitted
    return local_day(given.submitted_at) if given and given.submitted_at else None


def recalculate(rating: Rating, command: ask.RecalculateRating) -> list[Event]:
    """What the unit has still to do follows the calendar; both days are kept, what is done rests (B-3.2)."""
    if not rating.bad or rating.counted_from is None:
        return []
    hard = rating.contacted is not None and rating.contacted.complex_matter
    fresh = last_days(rating.counted_from, command.calendar, given_on(rating), hard=hard)
    held: Mapping[Step, date | None] = {"contact": rating.contact_due, "fix": rating.fix_due}
    waits = [(step, day) for step, day in held.items() if day and rating.step in WATCHED[step]]
    return [fact for step, day in waits for fact in _moved(rating, command.cause, step, day, fresh[step])]


def _moved(rating: Rating, cause: str, step: Step, held: date, fresh: Deadline) -> list[Event]:
    recount = recounted("authority", held, fresh.due)
    if not recount.changed and fresh.provisional == (step in rating.uncertain):
        return []
    return [RatingRecalculated(cause=cause, what=step, before=held, due=recount.holds, provisional=fresh.provisional)]
