"""Which times a hall has for a department: its hours, market days and weekends, and who is on the roster."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from services.intake.appointments.places import seat_key
from services.intake.appointments.slots import Slot, slots
from services.intake.rosters import views as rosters
from services.intake.service import Intake
from services.intake.venues.hours import half_at, hours_on
from shared.contracts.abilities import takes
from shared.contracts.registry import VenueRegistered, Window
from shared.timekeeping import NoCalendar, local_day


@dataclass(frozen=True, slots=True)
class Offer:
    """A slot with its places: how many there are, and which are left."""

    slot: Slot
    places: int
    left: tuple[int, ...]


def windows_for(venue: VenueRegistered, department: str, item: str, day: date) -> list[Window]:
    """Give the windows for a department's item on a day: its own, and comprehensive ones that take it."""
    return [
        window
        for window in venue.windows
        if (window.department == department or window.comprehensive) and takes(window, item, day)
    ]


def slots_on(intake: Intake, venue: VenueRegistered, day: date) -> list[Slot]:
    """Give the slots of a day; none where the hall is shut, not open yet, or nobody has published the year."""
    if venue.opened_on and day < venue.opened_on:
        return []
    calendar = intake.calendar(venue.division)
    try:
        duty = rosters.is_duty(venue, calendar, day)
        spans = hours_on(venue, day, calendar, duty=duty)
    except NoCalendar:
        return []
    return slots(spans, day, intake.limits["slot_minutes"], market_day=duty)


def offers(intake: Intake, venue: VenueRegistered, department: str, item: str, day: date, now: datetime) -> list[Offer]:
    """Give a day's slots that are still to come, with the places that are left."""
    found = [slot for slot in slots_on(intake, venue, day) if slot.begins > now]
    places = {slot: _places(intake, venue, department, item, slot) for slot in found}
    keys = {
        seat_key(venue.id, department, slot.begins, seat): (slot, seat)
        for slot, most in places.items()
        for seat in range(1, most + 1)
    }
    taken = {keys[key] for key in intake.places.taken(list(keys))}
    return [Offer(slot, most, _left(slot, most, taken)) for slot, most in places.items() if most]


def offer_at(
    intake: Intake, venue: VenueRegistered, department: str, item: str, begins: datetime, now: datetime
) -> Offer | None:
    """Give the slot that begins at a moment, or None where the hall has none."""
    found = offers(intake, venue, department, item, local_day(begins), now)
    return next((offer for offer in found if offer.slot.begins == begins), None)


def days_ahead(intake: Intake, today: date) -> list[date]:
    """Give the days for which times are given, today first."""
    last = today.toordinal() + intake.limits["book_days_ahead"]
    return [date.fromordinal(number) for number in range(today.toordinal(), last + 1)]


def _places(intake: Intake, venue: VenueRegistered, department: str, item: str, slot: Slot) -> int:
    """So many for each window; once the week's roster is published, for each window somebody is rostered at."""
    day, half = local_day(slot.begins), half_at(slot.begins)
    windows = {window.id for window in windows_for(venue, department, item, day)}
    if rosters.roster_of(intake.replica, venue.id, day) is not None:
        shifts = rosters.shifts_on(intake.replica, venue.id, day)
        windows &= {shift.post for shift in shifts if shift.half == half and shift.a}
    return len(windows) * intake.limits["slot_places"]


def _left(slot: Slot, most: int, taken: set[tuple[Slot, int]]) -> tuple[int, ...]:
    return tuple(seat for seat in range(1, most + 1) if (slot, seat) not in taken)
