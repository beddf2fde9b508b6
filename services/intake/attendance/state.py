"""A venue's day: who came and went, which posts were empty, who looked in, how a market day ended. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from shared.contracts import Event
from shared.contracts.attendance import (
    AttendanceInspected,
    MarketDayMissed,
    MarketDayOpened,
    Purpose,
    ShiftAbsent,
    ShiftCheckedIn,
    ShiftCheckedOut,
)
from shared.contracts.venues import Half


@dataclass(frozen=True, slots=True)
class Stay:
    """Somebody at a post, from one moment to another; `until` is None while they are there, or never signed out."""

    staff: str
    post: str
    half: Half
    standing: str
    authorised: bool
    since: datetime
    late_minutes: int = 0
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """An inspector's look in."""

    at: datetime
    open: bool
    purpose: Purpose = "check"


@dataclass(frozen=True, slots=True)
class VenueDay:
    """One day at one place."""

    stays: tuple[Stay, ...] = ()
    absent: frozenset[tuple[Half, str]] = frozenset()
    looks: tuple[Look, ...] = ()
    verdict: Literal["", "opened", "missed"] = ""

    def at_work(self, staff: str) -> Stay | None:
        """Give the stay of somebody who has not signed out."""
        return next((stay for stay in self.stays if stay.staff == staff and stay.until is None), None)

    def came(self, half: Half, post: str) -> tuple[Stay, ...]:
        """Give who checked in at a post for half a day."""
        return tuple(stay for stay in self.stays if (stay.half, stay.post) == (half, post))


def evolve(day: VenueDay, fact: Event) -> VenueDay:
    """Give the day after a fact."""
    match fact:
        case ShiftCheckedIn():
            before = _left(day, fact.staff, fact.at)
            return replace(before, stays=(*before.stays, _stay(fact)))
        case ShiftCheckedOut():
            return _left(day, fact.staff, fact.at)
        case ShiftAbsent():
            return replace(day, absent=day.absent | {(fact.half, fact.post)})
        case AttendanceInspected():
            return replace(day, looks=(*day.looks, Look(fact.at, fact.open, fact.purpose)))
        case MarketDayOpened() | MarketDayMissed():
            return replace(day, verdict="opened" if isinstance(fact, MarketDayOpened) else "missed")
    return day


def _stay(fact: ShiftCheckedIn) -> Stay:
    return Stay(fact.staff, fact.post, fact.half, fact.standing, fact.authorised, fact.at, fact.late_minutes)


def _left(day: VenueDay, staff: str, moment: datetime) -> VenueDay:
    """End somebody's stay: at the moment they sign out, or sign in for the other half of the day."""
    ended = tuple(
        replace(stay, until=moment) if stay.staff == staff and stay.until is None else stay for stay in day.stays
    )
    return replace(day, stays=ended)
