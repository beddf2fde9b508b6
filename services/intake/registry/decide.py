"""Every rule of the register. Pure: what a statement refers to arrives with the command.

Stating again what holds already changes nothing, so loading the same data twice is harmless.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from services.intake.registry.commands import (
    PublishCalendar,
    PublishItem,
    RegisterDepartment,
    RegisterStaff,
    RegisterVenue,
)
from services.intake.registry.state import Subject
from shared.contracts import Command, Event, Rejected
from shared.contracts.registry import CalendarPublished, ItemPublished, VenueRegistered
from shared.timekeeping import from_published, not_longer
from shared.timekeeping.market import read_rule

SUFFIXES = {"hall": "政务服务中心", "point": "便民服务点"}
"""How the name of a hall and of a village point ends (S2.2c, S2.2d; naming rule anshun-2016)."""


def decide(subject: Subject, command: Command) -> Sequence[Event]:
    """Which statement follows?

    Raises:
        Rejected: with a stable code, and the basis of the rule that refuses.
    """
    statement = _statement(subject, command)
    return [] if statement == subject.statement else [statement]


def _statement(subject: Subject, command: Command) -> Event:
    match command:
        case RegisterDepartment():
            return command.department
        case PublishItem():
            return _item(command)
        case RegisterVenue():
            return _venue(command)
        case PublishCalendar():
            return _calendar(subject, command.calendar)
        case RegisterStaff():
            return _staff(command)
    raise Rejected("unknown_command", f"the register takes no {command.name}")


def _item(command: PublishItem) -> ItemPublished:
    item = command.item
    _registered("department", [item.department], command.departments)
    _once("materials", (material.code for material in item.materials))
    _once("review_points", (point.code for point in item.review_points))
    if not item.basis:
        raise _wrong("basis_missing", "basis", "an item names the articles it rests on", "P0; C-4")
    if item.kind == "instant" and item.promised.unit != "same_day":
        raise _wrong("instant_is_same_day", "promised", "an instant item is done on the day of receipt", "S2.7a")
    if item.statutory and not_longer(item.promised, item.statutory) is False:
        told = f"{item.promised.value} promised, {item.statutory.value} {item.statutory.unit} allowed by law"
        raise _wrong("promised_over_statutory", "promised", told, "S2.7c")
    return item


def _venue(command: RegisterVenue) -> VenueRegistered:
    venue = command.venue
    if not venue.name.zh.endswith(SUFFIXES[venue.kind]):
        told = f"the name of a {venue.kind} ends with {SUFFIXES[venue.kind]}"
        raise _wrong("name_not_by_rule", "name", told, "S2.2c; S2.2d")
    if venue.market_rule is not None:
        read_rule(venue.market_rule)
    _registered("hall", [venue.hall] if venue.hall else [], command.halls)
    _once("windows", (window.id for window in venue.windows))
    for window in venue.windows:
        _registered("department", [window.department], command.departments)
        _registered("item", window.items, command.items)
    return venue


def _calendar(subject: Subject, calendar: CalendarPublished) -> CalendarPublished:
    """A year's content fits its hash, and an official year is not replaced by a guess (B-3.2)."""
    from_published([calendar])
    before = subject.statement
    official = isinstance(before, CalendarPublished) and before.status == "official"
    if official and calendar.status == "provisional":
        raise _wrong("official_stays", "status", f"{calendar.year} has an official calendar", "B-3.2")
    return calendar


def _staff(command: RegisterStaff) -> Event:
    staff = command.staff
    _registered("department", [staff.unit] if staff.unit else [], command.departments)
    _registered("hall", [staff.hall] if staff.hall else [], command.venues)
    if staff.role == "window_clerk" and not staff.hall:
        raise _wrong("hall_missing", "hall", "a window clerk works at a hall", "S2.1d")
    return staff


def _registered(what: str, named: Iterable[str], known: frozenset[str]) -> None:
    strange = sorted(set(named) - known)
    if strange:
        told = f"not on the register: {', '.join(strange)}"
        raise _wrong(f"unknown_{what}", what, told, "S2.3a; S2.3c")


def _once(field: str, codes: Iterable[str]) -> None:
    twice = sorted(code for code, count in Counter(codes).items() if count > 1)
    if twice:
        told = f"named twice: {', '.join(twice)}"
        raise _wrong("named_twice", field, told, "C-4")


def _wrong(code: str, field: str, message: str, basis: str) -> Rejected:
    return Rejected(code, message, basis, status=422, errors={field: message})
