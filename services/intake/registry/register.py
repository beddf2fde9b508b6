"""The register's write side: a statement becomes a commit, and the service's own copy knows it at once."""

from __future__ import annotations

from dataclasses import dataclass

from services.intake.registry.commands import (
    PublishCalendar,
    PublishItem,
    RegisterDepartment,
    RegisterStaff,
    RegisterVenue,
)
from services.intake.registry.deciders import SUBJECTS
from services.intake.registry.recent import Recent
from services.intake.registry.state import Subject
from shared.contracts import Command, Event, Meta
from shared.contracts.registry import (
    CalendarPublished,
    DepartmentRegistered,
    ItemPublished,
    StaffRegistered,
    VenueRegistered,
)
from shared.contracts.streams import stream_name
from shared.journal.handle import Journal, Outcome
from shared.replica import Replica


@dataclass(frozen=True, slots=True)
class Register:
    """Where statements about departments, venues, items, years and accounts are made."""

    journal: Journal
    replica: Replica
    recent: Recent

    def state(self, meta: Meta, statement: Event, *, expected: int | None = None) -> Outcome[Subject]:
        """Put a statement on the register, unless it holds already.

        Args:
            meta: the circumstances of the command.
            statement: the subject's event, whole.
            expected: the version the caller has seen (`If-Match`).

        Raises:
            Rejected: by a rule of the register.
        """
        category, key, command = self._command(meta, statement)
        stream = stream_name(category, key)
        outcome = self.journal.execute(SUBJECTS[category], key, command, case=stream, expected=expected)
        if outcome.state.statement is not None:
            self.replica.apply(stream, outcome.version, outcome.state.statement)
            self.recent.forget()
        return outcome

    def _command(self, meta: Meta, statement: Event) -> tuple[str, str, Command]:
        match statement:
            case DepartmentRegistered(code=code):
                return "department", code, RegisterDepartment(meta=meta, department=statement)
            case ItemPublished(code=code):
                return "item", code, PublishItem(meta=meta, item=statement, departments=self._departments())
            case CalendarPublished(year=year):
                return "calendar", str(year), PublishCalendar(meta=meta, calendar=statement)
            case VenueRegistered(id=venue):
                return "venue", venue, self._venue(meta, statement)
            case StaffRegistered(id=account):
                venues = frozenset(venue.id for venue in self.replica.venues())
                command = RegisterStaff(meta=meta, staff=statement, departments=self._departments(), venues=venues)
                return "staff", account, command
        raise TypeError(f"{type(statement).__name__} is no statement of the register")

    def _departments(self) -> frozenset[str]:
        return frozenset(department.code for department in self.replica.departments())

    def _venue(self, meta: Meta, venue: VenueRegistered) -> RegisterVenue:
        return RegisterVenue(
            meta=meta,
            venue=venue,
            departments=self._departments(),
            items=frozenset(item.code for item in self.replica.items()),
            halls=frozenset(known.id for known in self.replica.venues() if known.kind == "hall"),
        )
