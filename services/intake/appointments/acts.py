"""What is done to appointments, as the JSON endpoints and the pages ask for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Literal

from services.intake.appointments import views
from services.intake.appointments.commands import AppointmentCommand, Arrive, Book, Cancel, Change
from services.intake.appointments.decide import decide
from services.intake.appointments.decider import APPOINTMENTS
from services.intake.appointments.places import PlaceTaken, day_key, held_by, seat_key, share_key
from services.intake.appointments.state import Appointment
from services.intake.appointments.times import offer_at
from services.intake.cases import applicants
from services.intake.cases.state import NOBODY
from services.intake.queue import acts as queue
from services.intake.service import Intake
from services.intake.venues import views as venues
from shared.contracts import Meta, Rejected
from shared.contracts.hall_day import BookedBy
from shared.contracts.intake import Applicant
from shared.contracts.streams import key_of
from shared.journal.errors import Conflict
from shared.journal.handle import Outcome, Step
from shared.journal.ids import derived_command_id
from shared.timekeeping import local_day

BASIS = "S2.6d"
KIND = "YY"
"""Appointments are numbered like documents: 预约."""
ATTEMPTS = 12
"""How often a place is looked for anew while others take them."""

Said = Mapping[str, Any]
Done = tuple[str, Outcome[Appointment]]


def book(intake: Intake, meta: Meta, said: Said, *, by: BookedBy, account: str = "") -> Done:
    """Promise a time to somebody, and give the appointment's number.

    Raises:
        Rejected: by rule; `slot_full`, `already_booked`, `too_many_appointments` where the places or shares are taken.
    """
    if (done := _before(intake, meta)) is not None:
        return done
    venue = venues.hall(intake.replica, said["hall"])
    item = intake.replica.item_on(said["item"], local_day(said["begins"]))[0]
    who = said["applicant"]
    id_number = applicants.checked_number(who["kind"], who["id_number"], local_day(meta.now))
    command = Book(
        meta=meta,
        hall=venue,
        item=item,
        slot=None,
        seat=0,
        days_ahead=intake.limits["book_days_ahead"],
        by=by,
        applicant=NOBODY,
        account=account,
        case_no=said.get("case_no", ""),
    )
    number = ""
    for _ in range(ATTEMPTS):
        offer = offer_at(intake, venue, item.department, item.code, said["begins"], meta.now)
        seat = offer.left[0] if offer and offer.left else 0
        command = replace(command, slot=offer.slot if offer else None, seat=seat)
        decide(Appointment(), command)
        number = number or intake.numbering.document(venue.division, KIND, local_day(meta.now))
        if not command.applicant.person:
            sealed = applicants.seal(intake.vault, number, {**who, "id_number": id_number})
            command = replace(command, applicant=sealed)
        takes = _wanted(intake, command, command.applicant)
        try:
            return _together(intake, number, command, takes, ())
        except PlaceTaken:
            continue
    raise Conflict(f"the places at {said['begins'].isoformat()} are contended")


def _wanted(intake: Intake, command: Book, applicant: Applicant) -> list[str]:
    """Give the keys a booking takes: a place, the day, and one of the person's shares.

    Raises:
        Rejected: `already_booked`, `too_many_appointments`.
    """
    assert command.slot is not None
    hall, department, begins = command.hall.id, command.item.department, command.slot.begins
    today = day_key(applicant.person, hall, department, local_day(begins))
    shares = [share_key(applicant.person, n + 1) for n in range(intake.limits["book_open_per_person"])]
    taken = intake.places.taken([today, *shares])
    if today in taken:
        raise Rejected("already_booked", "this person has an appointment with the department that day", BASIS)
    free = [share for share in shares if share not in taken]
    if not free:
        told = f"a person holds {len(shares)} appointments at a time"
        raise Rejected("too_many_appointments", told, BASIS)
    return [seat_key(hall, department, begins, command.seat), today, free[0]]


def change(intake: Intake, meta: Meta, number: str, begins: datetime) -> Done:
    """Move an appointment to another time of the same hall and department; the earlier place is free at once."""
    if (done := _before(intake, meta)) is not None:
        return done
    command = Change(
        meta=meta,
        slot=None,
        seat=0,
        days_ahead=intake.limits["book_days_ahead"],
        most_changes=intake.limits["book_changes"],
    )
    for _ in range(ATTEMPTS):
        held = intake.journal.load(APPOINTMENTS, number).state
        booked = held.booked
        if booked is None or held.begins is None:
            decide(held, command)
            break
        venue = venues.hall(intake.replica, booked.hall)
        offer = offer_at(intake, venue, booked.department, booked.item, begins, meta.now)
        command = replace(
            command, slot=offer.slot if offer else None, seat=offer.left[0] if offer and offer.left else 0
        )
        decide(held, command)
        gives = {
            seat_key(booked.hall, booked.department, held.begins, held.seat),
            day_key(booked.applicant.person, booked.hall, booked.department, local_day(held.begins)),
        }
        takes = {
            seat_key(booked.hall, booked.department, begins, command.seat),
            day_key(booked.applicant.person, booked.hall, booked.department, local_day(begins)),
        }
        if intake.places.taken([key for key in takes - gives if key.startswith("day/")]):
            raise Rejected("already_booked", "this person has an appointment with the department that day", BASIS)
        try:
            return _together(intake, number, command, takes - gives, gives - takes)
        except PlaceTaken:
            continue
    raise Conflict(f"the places at {begins.isoformat()} are contended")


def cancel(intake: Intake, meta: Meta, number: str, by: Literal["applicant", "hall"], reason: str = "") -> Done:
    """Give an appointment back; its place is free at once."""
    return settle(intake, number, Cancel(meta=meta, by=by, reason=reason))


def settle(intake: Intake, number: str, command: AppointmentCommand) -> Done:
    """Do a command that ends an appointment, and free whatever it held."""
    for _ in range(ATTEMPTS):
        if (done := _before(intake, command.meta)) is not None:
            return done
        held = intake.journal.load(APPOINTMENTS, number).state
        try:
            return _together(intake, number, command, (), held_by(held, intake.limits["book_open_per_person"]))
        except Conflict:  # somebody else did something to it meanwhile: what stands now is looked at anew
            continue
    raise Conflict(f"the appointment {number} is contended")


def arrive(intake: Intake, meta: Meta, number: str) -> tuple[str, str]:
    """Check somebody in with their appointment: they get a number of the queue. Gives appointment and number.

    The number's id derives from the appointment, so that whoever presses twice, or comes again after a fault between
    the two commits, has the same number.
    """
    row = views.find(intake.appointments, number)
    venue = venues.hall(intake.replica, row["hall"])
    held = intake.journal.load(APPOINTMENTS, row["_id"]).state
    if held.status == "arrived" or intake.journal.store.by_command(meta.command_id) is not None:
        return row["_id"], held.ticket
    early = intake.limits["arrive_early_minutes"]
    decide(held, Arrive(meta=meta, ticket="", early_minutes=early))
    ticket, _ = queue.take(
        intake,
        replace(meta, command_id=derived_command_id("appointment.ticket", row["_id"]), fingerprint=""),
        venue,
        [row["item"]],
        priority="appointment",
        point="check_in",
        appointment=row["_id"],
        appointed_for=held.begins,
    )
    outcome = intake.journal.execute(
        APPOINTMENTS, row["_id"], Arrive(meta=meta, ticket=ticket, early_minutes=early), case=row["_id"]
    )
    intake.appointments.refresh(row["_id"], outcome)
    return row["_id"], outcome.state.ticket


def _before(intake: Intake, meta: Meta) -> Done | None:
    """Give the first answer again where this was asked before."""
    first = intake.journal.store.by_command(meta.command_id)
    if first is None:
        return None
    number = key_of(first.stream)
    command = Cancel(meta=meta, by="applicant")
    return number, intake.journal.execute(APPOINTMENTS, number, command)


def _together(
    intake: Intake, number: str, command: AppointmentCommand, takes: Iterable[str], gives: Iterable[str]
) -> Done:
    """Append the commit and exchange the places in one transaction."""
    step = Step(APPOINTMENTS, number, command, number)
    wanted, given = list(takes), list(gives)
    (outcome,) = intake.journal.execute_all(
        [step], also=lambda session: intake.places.exchange(session, number, wanted, given)
    )
    intake.appointments.refresh(number, outcome)
    return number, outcome
