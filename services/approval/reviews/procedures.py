"""What can be asked of a review's clocks, hearing, referral and decision document. See `commands.py` for the rest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from shared.contracts import Command
from shared.contracts.hearings import Party
from shared.contracts.limits import TimeLimit
from shared.timekeeping import Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed(Command):
    """Base of commands that count days."""

    calendar: Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspend(Timed):
    """Begin a special procedure; `needed`: the time that the written notice tells the applicant, None: none told."""

    procedure: str
    needed: TimeLimit | None
    notice_no: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resume(Timed):
    """End a special procedure with its result document."""

    procedure: str
    result_document: str
    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VoidSuspension(Timed):
    """End a special procedure that has no result document, so that it never counted."""

    procedure: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Extend(Timed):
    """Grant the one extension, the applicant being told its reasons now."""

    reasons: str
    document_no: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalculate(Timed):
    """Count both clocks anew, because of a calendar publication named by `cause`."""

    cause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferHearing(Timed):
    """Tell a party of its right to a hearing."""

    party: Party
    matter: str
    document_no: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestHearing(Timed):
    """A party asks for a hearing."""

    party: Party


@dataclass(frozen=True, slots=True, kw_only=True)
class WaiveHearing(Timed):
    """A party gives the hearing up in writing."""

    party: Party
    document_no: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleHearing(Timed):
    """Set day, place and moderator, and tell the parties now."""

    held_on: date
    place: str
    moderator: str
    notice_no: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldHearing(Timed):
    """Record that the hearing was held."""

    summary: str
    record_no: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseRoute(Command):
    """The applicant chooses how the file goes to the superior unit."""

    route: Literal["self", "window"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Forward(Timed):
    """Send the whole file with the initial opinion to the superior unit."""

    opinion: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeAnswer(Command):
    """Take in what the superior unit said, in answer to the `round`-th forwarding."""

    superior: str
    outcome: Literal["approved", "refused", "returned"]
    document_no: str
    reasons: str
    basis: str
    decided_at: datetime
    round: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Serve(Timed):
    """The decision reached the applicant on `served_on`."""

    manner: str
    served_on: date
    receipt_no: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EndCertificate(Command):
    """Revoke, withdraw or cancel the certificate."""

    manner: Literal["revoked", "withdrawn", "cancelled"]
    reasons: str
    basis: str
    document_no: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainLateness(Timed):
    """Tell everybody why the promise was not kept."""

    reasons: str
