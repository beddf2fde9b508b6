"""What people ask of rosters: a week's, who holds which post today, and which coming duty nobody is rostered for."""

from __future__ import annotations

from datetime import date

from shared.contracts import Rejected
from shared.contracts.registry import VenueRegistered
from shared.contracts.venues import LeaveRegistered, RosterPublished, Shift, market_rule_of
from shared.replica import Replica
from shared.timekeeping import Calendar
from shared.timekeeping.market import read_rule
from shared.timekeeping.openings import Opening, opening_duties, unrostered

GUIDE_POST, POINT_POST = "guide", "desk"


def monday_of(day: date) -> date:
    """Give the Monday of a day's week."""
    year, week, _ = day.isocalendar()
    return date.fromisocalendar(year, week, 1)


def roster_of(replica: Replica, venue: str, day: date) -> RosterPublished | None:
    """Give a venue's roster of the week a day lies in, or None where none is published."""
    try:
        return replica.one(RosterPublished, f"{venue}-{monday_of(day).isoformat()}")
    except Rejected:
        return None


def shifts_on(replica: Replica, venue: str, day: date) -> list[Shift]:
    """Give the shifts of a day, morning first, in the order of posts."""
    roster = roster_of(replica, venue, day)
    shifts = [shift for shift in roster.shifts if shift.day == day] if roster else []
    return sorted(shifts, key=lambda shift: (shift.half, shift.post))


def leave(replica: Replica) -> dict[str, LeaveRegistered]:
    """Give everybody's leave, by account."""
    return replica.all(LeaveRegistered)


def duties(venue: VenueRegistered, calendar: Calendar, first: date, last: date) -> list[Opening]:
    """Explain a venue's market days from `first` to `last`; those with `duty` oblige it to open (S2.6a)."""
    rule = market_rule_of(venue)
    if rule is None:
        return []
    return opening_duties(read_rule(rule), calendar.within(venue.division), first, last)


def is_duty(venue: VenueRegistered, calendar: Calendar, day: date) -> bool:
    """Tell whether a day is a market-day weekend on which the place must open."""
    return any(opening.duty for opening in duties(venue, calendar, day, day))


def unrostered_duties(replica: Replica, venue: VenueRegistered, openings: list[Opening], today: date) -> list[date]:
    """Give the duties of the seven days ahead for which nobody is on the roster: what is warned of today."""
    days = {day for opening in openings if (day := opening.day) and shifts_on(replica, venue.id, day)}
    return unrostered(openings, days, today)
