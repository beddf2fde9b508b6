"""Every rule of the register's first subjects. Pure: what a statement refers to arrives with the command."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from shared.contracts import Event
from shared.contracts.registry import (
    CalendarPublished,
    DepartmentRegistered,
    ItemPublished,
    VenueRegistered,
)
from shared.contracts.statements import Rule, State, be_registered, wrong
from shared.timekeeping import from_published
from shared.timekeeping.market import read_rule

SUFFIXES = {"hall": "政务服务中心", "point": "便民服务点"}
"""How the name of a hall and of a village point ends (S2.2c, S2.2d; naming rule anshun-2016)."""

ON_REGISTER = "S2.3a; S2.3c"
"""What rests on a subject of the register names one that is there."""


def _venue(before: Event | None, command: State) -> VenueRegistered:  # noqa: ARG001
    venue, known = command.statement, command.known
    assert isinstance(venue, VenueRegistered)
    if not venue.name.zh.endswith(SUFFIXES[venue.kind]):
        told = f"the name of a {venue.kind} ends with {SUFFIXES[venue.kind]}"
        raise wrong("name_not_by_rule", "name", told, "S2.2c; S2.2d")
    if venue.market_rule is not None:
        read_rule(venue.market_rule)
    halls = (key for key, other in known.all(VenueRegistered).items() if other.kind == "hall")
    be_registered("hall", [venue.hall] if venue.hall else [], halls, ON_REGISTER)
    _once("windows", (window.id for window in venue.windows))
    for window in venue.windows:
        be_registered("department", [window.department], known.keys(DepartmentRegistered), ON_REGISTER)
        be_registered("item", window.items, known.keys(ItemPublished), ON_REGISTER)
    return venue


def _calendar(before: Event | None, command: State) -> CalendarPublished:
    """A year's content fits its hash, and an official year is not replaced by a guess (B-3.2)."""
    calendar = command.statement
    assert isinstance(calendar, CalendarPublished)
    from_published([calendar])
    official = isinstance(before, CalendarPublished) and before.status == "official"
    if official and calendar.status == "provisional":
        raise wrong("official_stays", "status", f"{calendar.year} has an official calendar", "B-3.2")
    return calendar


def _once(field: str, codes: Iterable[str]) -> None:
    twice = sorted(code for code, count in Counter(codes).items() if count > 1)
    if twice:
        told = f"named twice: {', '.join(twice)}"
        raise wrong("named_twice", field, told, "C-4")


RULES: Mapping[type[Event], Rule] = {
    VenueRegistered: Rule(_venue, (DepartmentRegistered, ItemPublished, VenueRegistered)),
    CalendarPublished: Rule(_calendar),
}
