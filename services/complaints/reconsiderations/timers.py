"""The clock of remedies: silence accepts an application, and an authority that is late is noted."""

from __future__ import annotations

from datetime import date

from services.complaints.reconsiderations.commands import AcceptReconsideration, NoteOverdueReconsideration
from services.complaints.service import Complaints
from shared.contracts import Command, Meta, Rejected
from shared.contracts.commands import Actor
from shared.contracts.streams import stream_name
from shared.journal.ids import derived_command_id
from shared.journal.virtual import on_virtual_calendar
from shared.observability import log
from shared.timekeeping import local_day
from shared.worker import Timer

EVERY_SECONDS = 30.0
CLOCK = Actor("remedy-clock", "system")


def timer(service: Complaints) -> Timer:
    """Give the worker's timer."""
    return Timer("remedy-clock", EVERY_SECONDS, lambda: tick(service))


def tick(service: Complaints) -> None:
    """Look at every application whose examination or decision ran out; done again it changes nothing."""
    today, kept = local_day(service.clock.now()), service.reconsiderations.collection
    silent = {"status": "received", "examine_by": {"$ne": None, "$lt": today.isoformat()}}
    for row in list(kept.find({**silent, "simulated": {"$ne": True}})):
        day = date.fromisoformat(row["examine_by"])
        meta, calendar = _meta(service, f"deemed/{row['number']}/{day}"), service.calendar(row["division"])
        _do(service, row, AcceptReconsideration(meta=meta, accepted_on=day, deemed=True, calendar=calendar))
    late = {"status": "accepted", "overdue": False, "decide_by": {"$lt": today.isoformat()}}
    for row in list(kept.find({**late, "simulated": {"$ne": True}})):
        meta = _meta(service, f"overdue/{row['number']}/{row['decide_by']}")
        _do(service, row, NoteOverdueReconsideration(meta=meta, today=today))


def _meta(service: Complaints, name: str) -> Meta:
    now = service.clock.now()
    return Meta(command_id=derived_command_id("remedy-clock", name), actor=CLOCK, now=now, occurred_at=now)


def _do(service: Complaints, row: dict[str, str], command: Command) -> None:
    """One that cannot be written keeps no other waiting; what is on a virtual calendar has a clock of its own."""
    if on_virtual_calendar(service.journal, stream_name("reconsideration", row["number"])):
        return
    try:
        service.remedy(row["number"], command, row["case_no"])
    except Rejected as fault:
        log().error("remedy_clock_waits", reconsideration=row["number"], reason=str(fault)[:300])
