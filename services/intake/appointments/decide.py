"""Rules of appointments. Pure. That no place is given twice, the places' own index decides (see `places`)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from services.intake.appointments.commands import (
    AppointmentCommand,
    Arrive,
    Book,
    Cancel,
    Change,
    Keep,
    Miss,
)
from services.intake.appointments.slots import Slot
from services.intake.appointments.state import Appointment
from shared.contracts import Event, Rejected
from shared.contracts.abilities import taken_in
from shared.contracts.hall_day import (
    AppointmentArrived,
    AppointmentBooked,
    AppointmentCancelled,
    AppointmentChanged,
    AppointmentKept,
    AppointmentMissed,
)
from shared.timekeeping import local_day

BASIS = "S2.6d"
MINUTE = timedelta(minutes=1)


def decide(held: Appointment, command: AppointmentCommand) -> Sequence[Event]:
    """Which facts follow?

    Raises:
        Rejected: `number_taken`, `no_such_slot`, `slot_over`, `slot_full`, `too_far_ahead`, `no_window_for_item`,
            `unknown_appointment`, `appointment_over`, `too_many_changes`, `too_early`, `appointment_not_over`.
    """
    match command:
        case Book():
            return [_booked(held, command)]
        case Change():
            return [_changed(held, command)]
        case Arrive():
            return [_arrived(held, command)]
        case Keep():
            return [_kept(held, command)]
        case Miss():
            return [_missed(held, command)]
        case Cancel():
            return [_cancelled(held, command)]


def _booked(held: Appointment, command: Book) -> AppointmentBooked:
    if held.booked is not None:
        raise Rejected("number_taken", "an appointment of this number was made", BASIS)
    slot = _free(command.slot, command.seat, command.meta.now, command.days_ahead)
    day = local_day(slot.begins)
    if not taken_in(command.hall, command.item.code, day):
        told = {"item": "no window of this hall takes it"}
        raise Rejected("no_window_for_item", "no window of this hall takes it", BASIS, status=422, errors=told)
    return AppointmentBooked(
        hall=command.hall.id,
        division=command.hall.division,
        department=command.item.department,
        item=command.item.code,
        day=day,
        begins=slot.begins,
        ends=slot.ends,
        booked_at=command.meta.now,
        by=command.by,
        seat=command.seat,
        applicant=command.applicant,
        market_day=slot.market_day,
        account=command.account,
        case_no=command.case_no,
    )


def _changed(held: Appointment, command: Change) -> AppointmentChanged:
    booked = _open(held, command.meta.now)
    if held.changes >= command.most_changes:
        raise Rejected("too_many_changes", f"an appointment is moved {command.most_changes} times at most", BASIS)
    slot = _free(command.slot, command.seat, command.meta.now, command.days_ahead)
    return AppointmentChanged(
        hall=booked.hall,
        day=local_day(slot.begins),
        begins=slot.begins,
        ends=slot.ends,
        seat=command.seat,
        market_day=slot.market_day,
    )


def _free(slot: Slot | None, seat: int, now: datetime, days_ahead: int) -> Slot:
    """A time the hall has, that is to come, near enough, and has a place left."""
    if slot is None:
        raise _wrong("no_such_slot", "the hall has no such time")
    if slot.begins <= now:
        raise _wrong("slot_over", "this time has begun")
    if (local_day(slot.begins) - local_day(now)).days > days_ahead:
        raise _wrong("too_far_ahead", f"times are given for {days_ahead} days ahead")
    if seat < 1:
        raise Rejected("slot_full", "all places of this time are taken", BASIS, errors={"begins": "no place left"})
    return slot


def _arrived(held: Appointment, command: Arrive) -> AppointmentArrived:
    """Whoever comes within the time, or somewhat before, keeps it; later they queue like everybody."""
    booked, now = _known(held), command.meta.now
    if held.status != "booked" or held.ends is None or held.begins is None or now >= held.ends:
        raise Rejected("appointment_over", f"this appointment is {held.status}, or its time is over", BASIS)
    if now < held.begins - command.early_minutes * MINUTE:
        raise Rejected("too_early", f"come {command.early_minutes} minutes before the time at the earliest", BASIS)
    return AppointmentArrived(hall=booked.hall, day=local_day(now), at=now, ticket=command.ticket)


def _kept(held: Appointment, command: Keep) -> AppointmentKept:
    booked = _known(held)
    if held.status != "arrived" or held.begins is None or held.arrived_at is None:
        raise Rejected("appointment_over", f"this appointment is {held.status}", BASIS)
    waited = int((command.called_at - max(held.begins, held.arrived_at)) / MINUTE)
    return AppointmentKept(
        hall=booked.hall,
        day=local_day(held.begins),
        at=command.called_at,
        ticket=held.ticket,
        waited_minutes=max(waited, 0),
    )


def _missed(held: Appointment, command: Miss) -> AppointmentMissed:
    booked = _known(held)
    if held.status not in ("booked", "arrived"):
        raise Rejected("appointment_over", f"this appointment is {held.status}", BASIS)
    if held.begins is None or held.ends is None or command.meta.now < held.ends:
        raise Rejected("appointment_not_over", "its time is not over", BASIS)
    return AppointmentMissed(
        hall=booked.hall,
        day=local_day(held.begins),
        by="applicant" if command.reason == "no_show" else "hall",
        reason=command.reason,
    )


def _cancelled(held: Appointment, command: Cancel) -> AppointmentCancelled:
    booked = _open(held, command.meta.now)
    assert held.begins is not None
    if command.by == "hall" and not command.reason:
        raise _wrong("reason_missing", "a hall that gives its word back says why")
    return AppointmentCancelled(hall=booked.hall, day=local_day(held.begins), by=command.by, reason=command.reason)


def _open(held: Appointment, now: datetime) -> AppointmentBooked:
    booked = _known(held)
    if held.status != "booked" or held.begins is None or now >= held.begins:
        raise Rejected("appointment_over", f"this appointment is {held.status}, or its time has begun", BASIS)
    return booked


def _known(held: Appointment) -> AppointmentBooked:
    if held.booked is None:
        raise Rejected("unknown_appointment", "there is no such appointment", BASIS, status=404)
    return held.booked


def _wrong(code: str, told: str) -> Rejected:
    field = "reason" if code == "reason_missing" else "begins"
    return Rejected(code, told, BASIS, status=422, errors={field: told})
