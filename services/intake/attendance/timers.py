"""The clock of attendance: notes posts to which nobody came, and settles market days that are over.

What was written is in the journal; a tick that is missed, repeated or run twice at once changes nothing. After a start
the days behind are looked at again, so that what fell due while no worker ran is written then, with its true times.
Days of a virtual calendar are left alone here: their clock is the one of whoever demonstrates with them (`settle`).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from services.intake.attendance import days
from services.intake.attendance.activity import activity_on
from services.intake.attendance.commands import JudgeMarketDay
from services.intake.attendance.state import VenueDay
from services.intake.rosters import views as rosters
from services.intake.service import Intake
from services.intake.venues.hours import at
from shared.contracts import Meta, Rejected
from shared.contracts.commands import SYSTEM
from shared.contracts.registry import VenueRegistered
from shared.contracts.statements import category_of_kind
from shared.contracts.streams import stream_name
from shared.contracts.venues import RosterPublished
from shared.journal.handle import Outcome
from shared.journal.ids import derived_command_id
from shared.journal.virtual import on_virtual_calendar
from shared.observability import log
from shared.timekeeping import end_of, local_day
from shared.worker import Timer

EVERY_SECONDS = 30.0
DAYS_BACK = 35
"""How far behind the timer looks after a start: longer than any worker should ever be away."""


class Ticker:
    """Looks at every venue's days; remembers in memory only what needs no second look."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._over: set[tuple[str, date]] = set()

    def tick(self) -> None:
        """Look at today, and at the days behind that this process has not looked at since they were over."""
        now = self._intake.clock.now()
        for venue in self._intake.replica.venues():
            for day in _back_from(local_day(now)):
                if (venue.id, day) not in self._over:
                    self._looked_at(venue, day, now)

    def _looked_at(self, venue: VenueRegistered, day: date, now: datetime) -> None:
        """One day that cannot be settled keeps no other waiting: it says so, and is looked at again."""
        try:
            note_absences(self._intake, venue, day, now)
            if now >= end_of(day):
                judge(self._intake, venue.id, day, now)
                self._over.add((venue.id, day))
        except Rejected as fault:
            log().error("attendance_waits", venue=venue.id, day=day.isoformat(), reason=str(fault)[:300])


def timer(intake: Intake) -> Timer:
    """Give the worker's timer."""
    return Timer("attendance", EVERY_SECONDS, Ticker(intake).tick)


def settle(intake: Intake, venue: VenueRegistered, day: date, asked: Meta) -> list[Outcome[VenueDay]]:
    """Do what the passing of time demands of one day, as a tick does; tell what came of it, and what had before."""
    found = note_absences(intake, venue, day, asked.now, asked)
    if asked.now >= end_of(day):
        found += judge(intake, venue.id, day, asked.now, asked)
    return found


def note_absences(
    intake: Intake, venue: VenueRegistered, day: date, now: datetime, asked: Meta | None = None
) -> list[Outcome[VenueDay]]:
    """Note every rostered post of a day to which nobody came in time (B-4).

    Args:
        intake: the service.
        venue: the place.
        day: which day of it.
        now: the moment that is looked from.
        asked: the request that asks for it, where it is not the worker's own clock.
    """
    if _virtual(intake, venue.id, day) != (asked is not None and asked.simulated):
        return []
    found = []
    for shift, since in days.missing_at(intake, venue, day, now):
        meta = _meta(f"absent/{venue.id}/{day}/{shift.half}/{shift.post}", now, since, asked)
        found.append(days.do(intake, days.absence(meta, venue, shift, since)))
    return found


def judge(
    intake: Intake, venue_id: str, day: date, now: datetime, asked: Meta | None = None
) -> list[Outcome[VenueDay]]:
    """Settle whether a place that had to open on a day did; nothing where it did not have to (S2.6a).

    The duty is judged by what the register held when the day began, so that a rule stated later neither makes a duty of
    a day that is over nor takes one back. A demonstration's virtual day may lie before its register was stated: there
    the register as it is says what was due.
    """
    simulated = asked is not None and asked.simulated
    if _virtual(intake, venue_id, day) != simulated:
        return []
    venue = intake.register.as_of(VenueRegistered, venue_id, at(day, "00:00"))
    if venue is None and simulated:
        venue = intake.replica.venue(venue_id)
    if venue is None or (venue.opened_on and day < venue.opened_on):
        return []
    if not rosters.is_duty(venue, intake.calendar(), day):
        return []
    command = JudgeMarketDay(
        meta=_meta(f"market/{venue.id}/{day}", now, end_of(day), asked),
        venue=venue.id,
        day=day,
        division=venue.division,
        activity=tuple(activity_on(intake, venue, day)),
        least_minutes=intake.settings.market_least_minutes,
    )
    return [days.do(intake, command)]


def _back_from(today: date) -> Iterator[date]:
    first = today.toordinal() - DAYS_BACK
    return (date.fromordinal(ordinal) for ordinal in range(first, today.toordinal() + 1))


def _virtual(intake: Intake, venue: str, day: date) -> bool:
    """Tell whether a day's roster was published on a virtual calendar."""
    key = f"{venue}-{rosters.monday_of(day).isoformat()}"
    return on_virtual_calendar(intake.journal, stream_name(category_of_kind(RosterPublished), key))


def _meta(name: str, now: datetime, occurred_at: datetime, asked: Meta | None) -> Meta:
    return Meta(
        command_id=derived_command_id("attendance", name),
        actor=SYSTEM,
        now=now,
        occurred_at=occurred_at,
        correlation=asked.correlation if asked else "",
        simulated=asked is not None and asked.simulated,
    )
