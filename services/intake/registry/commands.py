"""What may be stated on the register. What a statement refers to arrives with the command."""

from __future__ import annotations

from dataclasses import dataclass

from shared.contracts import Command
from shared.contracts.registry import (
    CalendarPublished,
    DepartmentRegistered,
    ItemPublished,
    StaffRegistered,
    VenueRegistered,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterDepartment(Command):
    """State who answers for items."""

    department: DepartmentRegistered


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishItem(Command):
    """State an item with its guide, whole."""

    item: ItemPublished
    departments: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterVenue(Command):
    """State a hall or a village point; `halls` are the halls a point may belong to."""

    venue: VenueRegistered
    departments: frozenset[str]
    items: frozenset[str]
    halls: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishCalendar(Command):
    """State one year's working days."""

    calendar: CalendarPublished


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterStaff(Command):
    """State an account: role, unit, hall, jurisdiction; never a name or a password."""

    staff: StaffRegistered
    departments: frozenset[str]
    venues: frozenset[str]
