"""Rules of a venue's day. Pure; all times are the server's, for nobody checks in for yesterday."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Literal

from services.intake.attendance.commands import (
    CheckIn,
    CheckOut,
    DayCommand,
    Inspect,
    JudgeMarketDay,
    NoteAbsence,
)
from services.intake.attendance.state import VenueDay
from shared.contracts import Event, Rejected
from shared.contracts.attendance import (
    AttendanceInspected,
    MarketDayMissed,
    MarketDayOpened,
    ShiftAbsent,
    ShiftCheckedIn,
    ShiftCheckedOut,
)

MINUTE = timedelta(minutes=1)
BASIS = "S2.1d; D12"


def decide(day: VenueDay, command: DayCommand) -> Sequence[Event]:
    """Which facts follow?

    Raises:
        Rejected: `already_checked_in`, `not_checked_in`.
    """
    match command:
        case CheckIn():
            return [_checked_in(day, command)]
        case CheckOut():
            return [_checked_out(day, command)]
        case NoteAbsence():
            return _absence(day, command)
        case Inspect():
            return [_inspected(command)]
        case JudgeMarketDay():
            return [] if day.verdict else [_verdict(day, command)]


def _inspected(command: Inspect) -> AttendanceInspected:
    return AttendanceInspected(
        venue=command.venue,
        day=command.day,
        open=command.open,
        present=command.present,
        at=command.meta.now,
        purpose=command.purpose,
        note=command.note,
    )


def _checked_in(day: VenueDay, command: CheckIn) -> ShiftCheckedIn:
    """One check-in for each half day; a check-in for the afternoon ends the morning's stay, wherever that was."""
    now, here = command.meta.now, day.at_work(command.staff)
    if here is not None and here.half == command.half:
        told = f"checked in at {here.post} since {here.since:%H:%M}; check out there first"
        raise Rejected("already_checked_in", told, BASIS, errors={"post": told})
    return ShiftCheckedIn(
        venue=command.venue,
        day=command.day,
        half=command.half,
        post=command.post,
        staff=command.staff,
        standing=_standing(command),
        authorised=command.authorised,
        at=now,
        due_at=command.due_at if command.a else None,
        late_minutes=_late(command, now),
        department=command.department,
    )


def _standing(command: CheckIn) -> Literal["a", "b", "other"]:
    if command.staff == command.a:
        return "a"
    return "b" if command.b and command.staff == command.b else "other"


def _late(command: CheckIn, now: datetime) -> int:
    if command.due_at is None or not command.a:
        return 0
    minutes = (now - command.due_at) // MINUTE
    return max(minutes, 0) if minutes > command.grace_minutes else 0


def _checked_out(day: VenueDay, command: CheckOut) -> ShiftCheckedOut:
    here = day.at_work(command.staff)
    if here is None:
        raise Rejected("not_checked_in", "there is no check-in to end today", BASIS, errors={"staff": "not here"})
    return ShiftCheckedOut(
        venue=command.venue, day=command.day, post=here.post, staff=command.staff, at=command.meta.now
    )


def _absence(day: VenueDay, command: NoteAbsence) -> list[Event]:
    """Said once for a post and half day; not at all where somebody checked in for it, late or not."""
    if (command.half, command.post) in day.absent or day.came(command.half, command.post):
        return []
    return [
        ShiftAbsent(
            venue=command.venue,
            day=command.day,
            half=command.half,
            post=command.post,
            a=command.a,
            b=command.b,
            since=command.since,
            department=command.department,
        )
    ]


def _verdict(day: VenueDay, command: JudgeMarketDay) -> Event:
    """Kept means: somebody who may receive was there three hours, and something was done; a signature is not enough.

    Something done is a case received there that day, or an inspector who found the place open (G12).
    """
    seen = [look.at for look in day.looks if look.open]
    present = minutes_by_staff(day, [*command.activity, *seen])
    longest = max(present.values(), default=0)
    if longest >= command.least_minutes and (command.activity or seen):
        return MarketDayOpened(
            venue=command.venue,
            day=command.day,
            division=command.division,
            minutes=longest,
            people=len(present),
            cases=len(command.activity),
            inspections=len(seen),
        )
    reason: Literal["nobody", "too_short", "no_activity"] = (
        "nobody" if not present else "too_short" if longest < command.least_minutes else "no_activity"
    )
    return MarketDayMissed(
        venue=command.venue, day=command.day, division=command.division, reason=reason, minutes=longest
    )


def minutes_by_staff(day: VenueDay, proofs: Iterable[datetime]) -> dict[str, int]:
    """Add up the minutes of each authorised person.

    A stay nobody signed out of lasts until the last thing that shows somebody was there, and no longer: forgetting to
    sign out must not make a day of a minute.
    """
    last = max(proofs, default=None)
    spent: dict[str, timedelta] = defaultdict(timedelta)
    for stay in day.stays:
        if stay.authorised:
            until = stay.until or max(stay.since, last or stay.since)
            spent[stay.staff] += until - stay.since
    return {staff: time // MINUTE for staff, time in spent.items()}
