"""What can be asked of a complaint."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from shared.contracts import Command
from shared.contracts.complaints import Conduct
from shared.timekeeping import Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class FileComplaint(Command):
    """Complain. `text` and `contact` are sealed under the key of `person` before they come here."""

    case_no: str
    department: str
    division: str
    item: str
    conduct: Conduct
    person: str
    text: str
    contact: str
    calendar: Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class RecalculateComplaint(Command):
    """Count the last day again on the calendar that `cause` published."""

    cause: str
    calendar: Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignComplaint(Command):
    """Give the complaint to a handler, of whom the register says this role and this unit."""

    handler: str
    handler_role: str
    handler_unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyToComplaint(Command):
    """Tell the complainant what was found and done; the reply is sealed."""

    reply: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseComplaint(Command):
    """Close the complaint with an outcome."""

    outcome: Literal["substantiated", "partly", "unsubstantiated"]
