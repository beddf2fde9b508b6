"""What may be asked of a home visit. Name, number, telephone and address arrive sealed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from shared.contracts.commands import Command
from shared.contracts.convenience import VisitGround
from shared.contracts.intake import Applicant
from shared.contracts.registry import VenueRegistered


@dataclass(frozen=True, slots=True, kw_only=True)
class Request(Command):
    """Ask the hall to come. `due`: the last day for it, as counted by the hall's calendar."""

    hall: VenueRegistered
    item: str
    ground: VisitGround
    due: date
    provisional: bool
    applicant: Applicant
    address: str
    account: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Approve(Command):
    """Let the hall go on another ground than the rulebook's."""

    reasons: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decline(Command):
    """Do not let it go; the reasons are told."""

    reasons: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule(Command):
    """Set a day and two people of the hall. `wished`: the person wants a day after the last one."""

    day: date
    staff: tuple[str, ...]
    people: frozenset[str]
    how_many: int
    wished: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Finish(Command):
    """Both were there and left a receipt."""

    staff: tuple[str, ...]
    receipt_no: str
    done_at: datetime
    case_no: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteMissed(Command):
    """Note that the last day passed and nobody came."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveUp(Command):
    """The person does not need it any more."""

    reason: str = ""


VisitCommand = Request | Approve | Decline | Schedule | Finish | NoteMissed | GiveUp
