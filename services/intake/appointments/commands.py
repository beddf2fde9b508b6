"""What may be asked of an appointment. What the rules need to know of hours and places arrives with the command."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from services.intake.appointments.slots import Slot
from shared.contracts.commands import Command
from shared.contracts.hall_day import BookedBy
from shared.contracts.intake import Applicant
from shared.contracts.registry import ItemPublished, VenueRegistered


@dataclass(frozen=True, slots=True, kw_only=True)
class Book(Command):
    """Promise a time. `slot`: None where the hall has none at that time; `seat`: 0 where all are taken."""

    hall: VenueRegistered
    item: ItemPublished
    slot: Slot | None
    seat: int
    days_ahead: int
    by: BookedBy
    applicant: Applicant
    account: str = ""
    case_no: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Command):
    """Move it to another time of the same hall."""

    slot: Slot | None
    seat: int
    days_ahead: int
    most_changes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrive(Command):
    """The applicant is here and has a number of the queue."""

    ticket: str
    early_minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Keep(Command):
    """The applicant was called, at this moment."""

    called_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss(Command):
    """The time is over and nobody was served; why is what was found."""

    reason: Literal["no_show", "shut", "not_called"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancel(Command):
    """Give it back."""

    by: Literal["applicant", "hall"]
    reason: str = ""


AppointmentCommand = Book | Change | Arrive | Keep | Miss | Cancel
