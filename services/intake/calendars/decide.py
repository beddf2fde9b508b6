"""Which calendars and which days off of jurisdictions may stand on the register. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from shared.contracts import Event
from shared.contracts.registry import CalendarPublished, DepartmentRegistered, LocalDaysPublished, VenueRegistered
from shared.contracts.statements import Rule, State, wrong
from shared.timekeeping.publications import LOCAL_BASIS, publishable, publishable_local


def _calendar(before: Event | None, command: State) -> CalendarPublished:
    """A year is whole, names its notice, follows the official ones, and never becomes a guess again (B-3.2)."""
    calendar = command.statement
    assert isinstance(calendar, CalendarPublished)
    held = before if isinstance(before, CalendarPublished) else None
    others = (other for other in command.known.all(CalendarPublished).values() if other.year != calendar.year)
    return publishable(calendar, held, others)


def _local_days(before: Event | None, command: State) -> LocalDaysPublished:
    """A county's days off lie in their year, name their notice, and hold for somebody on the register (放假办法4)."""
    local = command.statement
    assert isinstance(local, LocalDaysPublished)
    stated = publishable_local(local)
    there = [each.division for each in command.known.all(DepartmentRegistered).values()]
    there += [each.division for each in command.known.all(VenueRegistered).values()]
    if not any(division.startswith(stated.division) for division in there):
        raise wrong("unknown_division", "division", "no department or venue lies there", LOCAL_BASIS)
    if before is None and not stated.days:
        raise wrong("bad_local_days", "days", "name at least one day", LOCAL_BASIS)
    return stated


RULES: Mapping[type[Event], Rule] = {
    CalendarPublished: Rule(_calendar, (CalendarPublished,)),
    LocalDaysPublished: Rule(_local_days, (DepartmentRegistered, VenueRegistered)),
}
"""The rule of every kind of statement that this matter owns."""
