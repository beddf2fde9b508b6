"""Whether a hall kept its word: kept when the applicant is called, missed when the time is over and nobody was."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Literal

from services.intake.appointments import acts, views
from services.intake.appointments.commands import AppointmentCommand, Keep, Miss
from services.intake.appointments.decider import APPOINTMENTS
from services.intake.appointments.times import windows_for
from services.intake.attendance import days
from services.intake.queue import views as queue_views
from services.intake.queue.acts import open_on
from services.intake.queue.decider import TICKETS
from services.intake.queue.state import Ticket
from services.intake.service import Intake
from shared.contracts import Meta, Rejected
from shared.contracts.commands import SYSTEM
from shared.contracts.registry import VenueRegistered
from shared.contracts.streams import stream_name
from shared.journal.errors import Conflict
from shared.journal.ids import derived_command_id
from shared.journal.virtual import on_virtual_calendar
from shared.observability import log
from shared.worker import Timer

EVERY_SECONDS = 30.0
Why = Literal["no_show", "shut", "not_called"]


def keep_called(intake: Intake, ticket: Ticket, now: datetime) -> None:
    """Note that an appointment is kept, where a called number belongs to one; said twice, done once."""
    if ticket.taken is None or not ticket.taken.appointment or ticket.first_called_at is None:
        return
    number = ticket.taken.appointment
    simulated = on_virtual_calendar(intake.journal, stream_name(APPOINTMENTS.category, number))
    meta = _meta(f"kept/{number}", now, simulated=simulated)
    _settled(intake, number, Keep(meta=meta, called_at=ticket.first_called_at))


def timer(intake: Intake) -> Timer:
    """Give the worker's timer: it settles the appointments whose time is over."""
    return Timer("appointments", EVERY_SECONDS, lambda: settle_over(intake, intake.clock.now()))


def settle_over(intake: Intake, now: datetime) -> None:
    """Look at every appointment whose time is over and that nothing came of yet, those of virtual calendars apart."""
    for row in views.over(intake.appointments, now):
        if on_virtual_calendar(intake.journal, stream_name(APPOINTMENTS.category, row["_id"])):
            continue  # its people come, or do not, in their own time
        venue = intake.replica.venue(row["hall"])
        if row["status"] == "arrived":
            _settle_arrived(intake, venue, row, now)
        else:
            why: Why = "no_show" if was_open(intake, venue, row) else "shut"
            _settled(intake, row["_id"], Miss(meta=_meta(f"missed/{row['_id']}", now), reason=why))


def _settle_arrived(intake: Intake, venue: VenueRegistered, row: Mapping[str, Any], now: datetime) -> None:
    """Who came is called, gives the number back, or is still waiting when the hall closes: that counts against it."""
    ticket = intake.journal.load(TICKETS, row["ticket"]).state
    if ticket.first_called_at is not None:
        keep_called(intake, ticket, now)
        return
    hours = open_on(intake, venue, date.fromisoformat(row["day"]))
    if ticket.status == "left":
        _settled(intake, row["_id"], Miss(meta=_meta(f"missed/{row['_id']}", now), reason="no_show"))
    elif hours is None or now >= hours[1]:
        _settled(intake, row["_id"], Miss(meta=_meta(f"missed/{row['_id']}", now), reason="not_called"))


def was_open(intake: Intake, venue: VenueRegistered, row: Mapping[str, Any]) -> bool:
    """Tell whether the department's windows were staffed at the time of an appointment.

    Somebody who may receive was signed in at one of them, or one of them called a number; an inspection that found the
    hall shut says otherwise. Where nothing shows it was open, it was not: the promise was the hall's (S2.6d).
    """
    begins, ends = datetime.fromisoformat(row["begins"]), datetime.fromisoformat(row["ends"])
    day = begins.date()
    held = days.load(intake, venue.id, day)
    if any(begins <= look.at < ends and not look.open for look in held.looks):
        return False
    posts = {window.id for window in windows_for(venue, row["department"], row["item"], day)}
    staffed = any(
        stay.post in posts and stay.authorised and stay.since < ends and (stay.until is None or stay.until > begins)
        for stay in held.stays
    )
    return staffed or _called_there(intake, venue.id, day, posts, begins, ends)


def _called_there(intake: Intake, hall: str, day: date, posts: set[str], begins: datetime, ends: datetime) -> bool:
    for row in queue_views.of_day(intake.tickets, hall, day):
        calls = [(row["window"], row["called_at"]), *((each["window"], each["called_at"]) for each in row["services"])]
        if any(window in posts and at and begins <= datetime.fromisoformat(at) < ends for window, at in calls):
            return True
    return False


def _settled(intake: Intake, number: str, command: AppointmentCommand) -> None:
    """One that cannot be settled keeps no other waiting; it is looked at again, or was settled by somebody else."""
    try:
        acts.settle(intake, number, command)
    except (Rejected, Conflict) as fault:
        log().info("appointment_not_settled", appointment=number, reason=str(fault)[:200])


def _meta(name: str, now: datetime, *, simulated: bool = False) -> Meta:
    command = derived_command_id("appointments", name)
    return Meta(command_id=command, actor=SYSTEM, now=now, occurred_at=now, simulated=simulated)
