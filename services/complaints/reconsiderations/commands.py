"""What can be put on the register of reconsiderations and lawsuits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shared.contracts import Command
from shared.contracts.remedies import Ground, Ruling
from shared.timekeeping import Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterReconsideration(Command):
    """An application reached the authority. `authority`: the right one, as the register of departments tells."""

    case_no: str
    department: str
    division: str
    item: str
    authority: str
    ground: Ground
    received_on: date
    known_on: date
    told: bool
    rights_known_on: date | None
    document_no: str
    simplified: bool
    calendar: Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class AskCorrection(Command):
    """The authority asked for corrections on a day."""

    asked_on: date
    calendar: Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplyCorrection(Command):
    """The applicant supplied them on a day."""

    corrected_on: date
    calendar: Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptReconsideration(Command):
    """The authority accepted it on a day; `deemed`: by letting the days of its examination pass."""

    accepted_on: date
    deemed: bool
    calendar: Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendReconsideration(Command):
    """The authority gave itself more time."""

    calendar: Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideReconsideration(Command):
    """What the authority decided, and when that was served."""

    outcome: Ruling
    decided_on: date
    served_on: date | None
    document_no: str
    calendar: Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class ServeReconsideration(Command):
    """Its decision was served on a day."""

    served_on: date
    calendar: Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteOverdueReconsideration(Command):
    """The authority's last day passed, as the timer found on `today`."""

    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RecalculateRemedy(Command):
    """Count the last days of a reconsideration or lawsuit again on the calendar that `cause` published."""

    cause: str
    calendar: Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterLitigation(Command):
    """A lawsuit was filed. `after`: the reconsideration before it; `after_served_on`: when its decision was served, or
    the day on which the authority's time ran out without one. `running_until`: the last day on which the authority may
    still decide about the same act; None where it does not have it, or has decided.
    """

    case_no: str
    department: str
    division: str
    item: str
    court: str
    court_no: str
    ground: Ground
    filed_on: date
    known_on: date
    after: str
    after_served_on: date | None
    calendar: Calendar
    running_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideLitigation(Command):
    """What the court decided."""

    outcome: Ruling
    decided_on: date
    document_no: str
    final: bool
