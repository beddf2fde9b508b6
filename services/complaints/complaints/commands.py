"""What can be asked of a complaint, a report, a hotline ticket, a suggestion or a failed errand. Texts are sealed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from shared.contracts import Command
from shared.contracts.complaints import Conduct, Integrity, Kind, Nature, Outcome
from shared.timekeeping import Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class FileComplaint(Command):
    """Say something. `text` and `contact` are sealed under the key of `person` before they come here.

    `confidential`: the reporter stays unknown; then `case_no` is empty and `sealed_case` may hold it.
    """

    case_no: str
    department: str
    division: str
    item: str
    conduct: Conduct
    person: str
    text: str
    contact: str
    calendar: Calendar
    kind: Kind = "complaint"
    hall: str = ""
    staff: str = ""
    nature: Nature = ""
    ticket_no: str = ""
    confidential: bool = False
    sealed_case: str = ""
    lead: str = ""
    staff_unit: str = ""
    staff_hall: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecalculateComplaint(Command):
    """Count the last days again on the calendar that `cause` published."""

    cause: str
    calendar: Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptComplaint(Command):
    """Take it on."""

    calendar: Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineComplaint(Command):
    """Do not take it on, with reasons (sealed) and what they rest on."""

    reasons: str
    basis: str
    calendar: Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignComplaint(Command):
    """Give it to a handler, of whom the register says this role, unit and hall."""

    handler: str
    handler_role: str
    handler_unit: str
    handler_hall: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferComplaint(Command):
    """Send it to another unit, with the reason (sealed)."""

    department: str
    division: str
    hall: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnTicket(Command):
    """The unit a hotline ticket was sent to says whose it is; `reason` is sealed."""

    suggested_unit: str
    reason: str
    calendar: Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class InvestigateComplaint(Command):
    """Put on record what was found, and what the unit said to it; both sealed. `on`: the day; None: today."""

    finding: str
    statement: str
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskForExtension(Command):
    """Ask the head for more time; `reason` is sealed."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideExtension(Command):
    """The head gives more time, or none; `reason` is sealed."""

    granted: bool
    reason: str
    calendar: Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyToComplaint(Command):
    """Tell the complainant what was found and done; the reply is sealed."""

    reply: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseComplaint(Command):
    """Close it with an outcome; `conduct` and `staff` as the inquiry found them, empty: as it was filed.

    `finding`, `statement` (sealed): of an inquiry that is put on record with the outcome; empty where one is there.
    """

    outcome: Outcome
    conduct: Conduct | Literal[""] = ""
    staff: str = ""
    integrity: Integrity = ""
    staff_unit: str = ""
    staff_hall: str = ""
    finding: str = ""
    statement: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenComplaint(Command):
    """Take it up again; `reason` is sealed."""

    reason: str
    by: Literal["complainant", "handler", "auditor"]
    calendar: Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteOverdue(Command):
    """A day has passed, as the timer found on `today`."""

    what: Literal["acceptance", "decision", "closing"]
    due: date
    today: date
