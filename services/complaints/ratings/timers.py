"""The clock of ratings: reminders, bad ratings nobody saw to, patterns nobody looked at.

Ticks may be missed, repeated or run twice at once. What lives on a virtual calendar is left alone: its people do not
wait for a real clock.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Literal, cast

from services.complaints.limits import counted
from services.complaints.ratings.commands import NoteRatingOverdue, RemindOfRating
from services.complaints.ratings.flags import look_at_the_rest
from services.complaints.service import Complaints
from shared.contracts import Command, Meta, Rejected
from shared.contracts.commands import Actor
from shared.contracts.streams import stream_name
from shared.journal.ids import derived_command_id
from shared.journal.virtual import on_virtual_calendar
from shared.observability import log
from shared.timekeeping import Calendar, end_of, in_shanghai, local_day
from shared.worker import Timer

EVERY_SECONDS = 10.0
MOST = 500
CLOCK = Actor("rating-clock", "system")
REMINDERS: tuple[tuple[Literal["sms", "phone"], str], ...] = (
    ("sms", "rating_remind_sms"),
    ("phone", "rating_remind_phone"),
)


def timer(service: Complaints) -> Timer:
    """Give the worker's timer."""
    return Timer("rating-clock", EVERY_SECONDS, lambda: tick(service))


def tick(service: Complaints) -> None:
    """Remind, note what is overdue, look for patterns."""
    now = service.clock.now()
    calendar = service.calendar("")
    for by, key in REMINDERS:
        for row, due in list(_to_remind(service, by, key, now, calendar)):
            meta = _meta(f"remind/{row['case_no']}/{by}", now, due)
            _do(service, row, RemindOfRating(meta=meta, by=by, due=due))
    for row in list(_overdue(service, now)):
        for what, day in row["watched"]:
            _note(service, row, what, date.fromisoformat(day), now)
    look_at_the_rest(service)


def _to_remind(
    service: Complaints, by: str, key: str, now: datetime, calendar: Calendar
) -> Iterator[tuple[dict[str, Any], datetime]]:
    """Give the invitations that are old enough for this reminder and have not had it."""
    unrated = {"grade": None, "invited_at": {"$ne": None}, "reminded": {"$ne": by}, "simulated": {"$ne": True}}
    for row in service.ratings.collection.find(unrated).sort("invited_at", 1).limit(MOST):
        due = counted(key, datetime.fromisoformat(row["invited_at"]), calendar).expires_at
        if due > now:
            continue  # one invited later may be due earlier, where a later statement of limits is shorter
        yield row, due


def _overdue(service: Complaints, now: datetime) -> Iterator[dict[str, Any]]:
    passed = {"watch": {"$ne": None, "$lt": local_day(now).isoformat()}, "simulated": {"$ne": True}}
    yield from service.ratings.collection.find(passed).limit(MOST)


def _note(service: Complaints, row: dict[str, Any], what: str, due: date, now: datetime) -> None:
    meta = _meta(f"overdue/{row['case_no']}/{what}/{due.isoformat()}", now, end_of(due))
    if local_day(now) > due:
        command = NoteRatingOverdue(meta=meta, what=cast("Any", what), due=due, today=local_day(now))
        _do(service, row, command)


def _meta(name: str, now: datetime, fell_due: datetime) -> Meta:
    command = derived_command_id("rating-clock", name)
    return Meta(command_id=command, actor=CLOCK, now=now, occurred_at=min(in_shanghai(fell_due), in_shanghai(now)))


def _do(service: Complaints, row: dict[str, Any], command: Command) -> None:
    """One that cannot be written keeps no other waiting; what is on a virtual calendar has a clock of its own."""
    if on_virtual_calendar(service.journal, stream_name("rating", row["case_no"])):
        return
    try:
        service.rate(row["case_no"], command)
    except Rejected as fault:
        log().error("rating_clock_waits", rating=row["case_no"], reason=str(fault)[:300])
