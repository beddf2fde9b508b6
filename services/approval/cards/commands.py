"""What can be asked of a case's cards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from shared.contracts import Command
from shared.contracts.cards import Cause, Ground, Kind, LeftOut
from shared.timekeeping import Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueCard(Command):
    """Write the card that a missed or coming last day demands; see `CardIssued` for the fields."""

    kind: Kind
    cause: Cause
    department: str
    division: str
    item: str
    triggered_at: datetime
    due: date
    rules: str
    start: date | None = None
    counted: tuple[date, ...] = ()
    skipped: tuple[LeftOut, ...] = ()
    calendar: tuple[str, ...] = ()
    provisional: bool = False
    lead: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFinding(Command):
    """Somebody outside the department found what no timer sees; it is a red card of its own."""

    cause: Literal["no_reasons", "outside_hall"]
    found_at: datetime
    department: str
    division: str
    item: str
    rules: str
    reasons: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealCard(Command):
    """The department says why a card is wrong; `calendar` tells whether it is in time."""

    card: int
    reasons: str
    calendar: Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class UpholdCard(Command):
    """Let an appealed card stand."""

    card: int
    reasons: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectCard(Command):
    """Say that a card counts no more, and why."""

    card: int
    ground: Ground
    reasons: str
