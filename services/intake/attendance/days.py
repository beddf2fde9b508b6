"""A venue's day on the write side: check-in and check-out as roster and hours say, inspections, empty posts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from services.intake.attendance.commands import CheckIn, CheckOut, DayCommand, Inspect, NoteAbsence
from services.intake.attendance.decider import DAYS
from services.intake.attendance.state import VenueDay
from services.intake.rosters import views as rosters
from services.intake.rosters.decide import posts_of
from services.intake.service import Intake
from services.intake.venues.hours import begins, half_at, hours_on
from shared.contracts import Meta, Rejected
from shared.contracts.registry import VenueRegistered
from shared.contracts.streams import stream_name
from shared.contracts.venues import HALVES, Half, RosterPublished, Shift
from shared.identity.roles import allows
from shared.journal.handle import Outcome
from shared.timekeeping import local_day

RECEIVES = "case.receive"
"""Who holds this may receive applications, and keep a market day open (G12)."""


def key_of(venue: str, day: date) -> str:
    """Give the key of a venue's day."""
    return f"{venue}-{day.isoformat()}"


def load(intake: Intake, venue: str, day: date) -> VenueDay:
    """Fold a venue's day."""
    return intake.journal.load(DAYS, key_of(venue, day)).state


def do(intake: Intake, command: DayCommand) -> Outcome[VenueDay]:
    """Do a command to a venue's day, once.

    Raises:
        Rejected, KeyReused: as `Journal.execute`.
    """
    key = key_of(command.venue, command.day)
    outcome = intake.journal.execute(DAYS, key, command, case=stream_name(DAYS.category, key))
    intake.hall.days.refresh(key, outcome)
    return outcome


def check_in(intake: Intake, meta: Meta, venue: VenueRegistered, post: str) -> Outcome[VenueDay]:
    """Check somebody in at a post of the place they work at.

    Raises:
        Rejected: `unknown_post`, `already_checked_in`.
    """
    if post not in posts_of(venue):
        told = f"{venue.id} has no post {post}"
        raise Rejected("unknown_post", told, "S2.1d", status=422, errors={"post": told})
    day, half = local_day(meta.now), half_at(meta.now)
    shift = _shift(intake, venue.id, day, half, post)
    begun = due_at(intake, venue, day, half)
    due = begun is not None and any(each.post == post for each in _rostered(intake, venue.id, day, half, begun))
    command = CheckIn(
        meta=meta,
        venue=venue.id,
        day=day,
        half=half,
        post=post,
        staff=meta.actor.id,
        authorised=allows(meta.actor.role, RECEIVES),
        a=shift.a if shift else "",
        b=shift.b if shift else "",
        due_at=begun if due else None,
        grace_minutes=intake.settings.late_grace_minutes,
        department=department_of(venue, post),
    )
    return do(intake, command)


def check_out(intake: Intake, meta: Meta, venue: VenueRegistered) -> Outcome[VenueDay]:
    """Check somebody out of wherever they checked in today; raises `not_checked_in`."""
    return do(intake, CheckOut(meta=meta, venue=venue.id, day=local_day(meta.now), staff=meta.actor.id))


def inspect(intake: Intake, meta: Meta, venue: VenueRegistered, found: Mapping[str, Any]) -> Outcome[VenueDay]:
    """Note what an inspector finds at a place now; `found` is a checked body."""
    return do(intake, Inspect(meta=meta, venue=venue.id, day=local_day(meta.now), **found))


def due_at(intake: Intake, venue: VenueRegistered, day: date, half: Half) -> datetime | None:
    """Tell when a half day begins at a place; None where it is shut then."""
    calendar = intake.calendar(venue.division)
    duty = rosters.is_duty(venue, calendar, day)
    return begins(hours_on(venue, day, calendar, duty=duty), day, half)


def missing_at(intake: Intake, venue: VenueRegistered, day: date, now: datetime) -> Iterator[tuple[Shift, datetime]]:
    """Give the shifts of a day that began long enough ago and to which nobody came, with when they began.

    A shift counts where it was on the roster when its half day began; a roster stated later makes nobody absent.
    """
    if rosters.roster_of(intake.replica, venue.id, day) is None:
        return
    held = load(intake, venue.id, day)
    tolerated = timedelta(minutes=intake.settings.absent_after_minutes)
    for half in HALVES:
        begun = due_at(intake, venue, day, half)
        if begun is None or now < begun + tolerated:
            continue
        for shift in _rostered(intake, venue.id, day, half, begun):
            if not held.came(half, shift.post):
                yield shift, begun


def _rostered(intake: Intake, venue: str, day: date, half: Half, moment: datetime) -> list[Shift]:
    """Give the shifts of a half day as the roster stood at a moment."""
    key = f"{venue}-{rosters.monday_of(day).isoformat()}"
    roster = intake.register.as_of(RosterPublished, key, moment)
    return [shift for shift in roster.shifts if (shift.day, shift.half) == (day, half)] if roster else []


def absence(meta: Meta, venue: VenueRegistered, shift: Shift, since: datetime) -> NoteAbsence:
    """Make the command that notes an empty post."""
    return NoteAbsence(
        meta=meta,
        venue=venue.id,
        day=shift.day,
        half=shift.half,
        post=shift.post,
        a=shift.a,
        b=shift.b,
        since=since,
        department=department_of(venue, shift.post),
    )


def department_of(venue: VenueRegistered, post: str) -> str:
    """Tell whose window a post is; empty for posts that are no window."""
    return next((window.department for window in venue.windows if window.id == post), "")


def _shift(intake: Intake, venue: str, day: date, half: Half, post: str) -> Shift | None:
    shifts = rosters.shifts_on(intake.replica, venue, day)
    return next((shift for shift in shifts if (shift.half, shift.post) == (half, post)), None)
