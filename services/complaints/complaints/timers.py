"""The clock of complaints: puts on record what was due and was not done.

A tick that is missed, repeated or run twice at once changes nothing: the rule writes each missed day once. A complaint
on a virtual calendar has its own present, its newest commit; the real clock never touches it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, cast

from services.complaints.complaints.commands import NoteOverdue
from services.complaints.service import Complaints
from shared.contracts import Meta, Rejected
from shared.contracts.commands import Actor
from shared.contracts.streams import stream_name
from shared.journal.ids import derived_command_id
from shared.journal.virtual import on_virtual_calendar
from shared.observability import log
from shared.timekeeping import end_of, in_shanghai, local_day
from shared.worker import Timer

EVERY_SECONDS = 5.0
MOST = 500
TIMER = Actor("complaint-clock", "system")


def timer(service: Complaints) -> Timer:
    """Give the worker's timer."""
    return Timer("complaint-clock", EVERY_SECONDS, lambda: tick(service))


def tick(service: Complaints) -> None:
    """Look at every complaint of which a day has passed that was not put on record yet."""
    now = service.clock.now()
    for row in _passed(service, local_day(now)):
        present = _present(row, now)
        for what, due in row["watched"]:
            if local_day(present) > date.fromisoformat(due):
                _note(service, row, what, date.fromisoformat(due), present)


def _passed(service: Complaints, today: date) -> Iterator[dict[str, Any]]:
    """Give those whose day has passed by the real clock, or by their own virtual one."""
    real = {"simulated_until": {"$exists": False}, "watch": {"$lt": today.isoformat()}}
    virtual = {"watch": {"$ne": None}, "$expr": {"$lt": ["$watch", {"$substrBytes": ["$simulated_until", 0, 10]}]}}
    for wanted in (real, {**virtual, "simulated_until": {"$exists": True}}):
        yield from service.complaints.collection.find(wanted).limit(MOST)


def _present(row: dict[str, Any], now: datetime) -> datetime:
    told = row.get("simulated_until")
    return in_shanghai(datetime.fromisoformat(told)) + timedelta(seconds=1) if told else now


def _note(service: Complaints, row: dict[str, Any], what: str, due: date, present: datetime) -> None:
    """One that cannot be written keeps no other waiting; one whose list has not noted its own calendar yet waits."""
    virtual = on_virtual_calendar(service.journal, stream_name("complaint", row["number"]))
    if virtual and "simulated_until" not in row:
        return
    name = f"overdue/{row['number']}/{what}/{due.isoformat()}"
    meta = Meta(
        command_id=derived_command_id("complaint-clock", name),
        actor=TIMER,
        now=present,
        occurred_at=min(end_of(due), present),
        simulated="simulated_until" in row,
    )
    command = NoteOverdue(meta=meta, what=cast("Any", what), due=due, today=local_day(present))
    try:
        service.handle(row["number"], command, row["case_no"])
    except Rejected as fault:
        log().error("complaint_clock_waits", complaint=row["number"], reason=str(fault)[:300])
