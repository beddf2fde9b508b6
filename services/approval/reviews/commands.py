"""What can be asked of a review: its beginning, its steps, the decision. See `procedures.py` for the rest.

Days are those of `meta.occurred_at`; nobody states a day beside it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from shared.contracts import Command
from shared.contracts.hearings import Party
from shared.contracts.limits import TimeLimit
from shared.contracts.registry import ReviewPlan
from shared.timekeeping import Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenReview(Command):
    """Begin the review of an accepted case, with the clocks' facts as acceptance stated them."""

    item: str
    item_version: int
    department: str
    division: str
    accepted_on: date
    accepted_at: datetime
    promised: TimeLimit
    statutory: TimeLimit | None
    promised_due: date
    statutory_due: date | None
    review_points: tuple[str, ...]
    plan: ReviewPlan = field(default_factory=ReviewPlan)
    accepted_by: str = ""
    materials: tuple[str, ...] = ()
    provisional: bool = False
    calendar: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CompleteStep(Command):
    """Record that points of the checklist were examined, whether they hold, and what was found.

    `officers`: the accounts that looked, beside the one that records.
    """

    step: str
    points: tuple[str, ...]
    passed: bool
    finding: str
    officers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignStep(Command):
    """Give a step to an officer (post A), with a deputy (post B) who stands in."""

    step: str
    officer: str
    deputy: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver(Command):
    """Hand a step over before leaving it."""

    step: str
    taker: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnReview(Command):
    """Send the review back to a step."""

    step: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Consult(Command):
    """Ask another department for its opinion."""

    department: str
    question: str
    calendar: Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerConsultation(Command):
    """Give one's department's opinion."""

    opinion: Literal["agree", "disagree"]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TellInterested(Command):
    """Tell people whose weighty interests are touched."""

    parties: int
    matter: str
    document_no: str
    calendar: Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordStatement(Command):
    """Record what a party had to say (`text` is sealed under the key of `person`), and whether it was followed."""

    party: Party
    person: str
    text: str
    adopted: bool
    answer: str


@dataclass(frozen=True, slots=True)
class Signing:
    """In whose name a decision is made.

    `valid_until`: the last day of the delegation, None where none is known; `court`: where to sue against it.
    """

    name: str = ""
    delegated: bool = False
    valid_until: date | None = None
    court: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decide(Command):
    """Approve, refuse, or terminate.

    All but an approval tell `reasons` (the facts), `basis` (the articles) and `review_authority` (where to ask for
    reconsideration); `known_authority` is the one that the register tells. `ground` says why a review is terminated.
    `document_no` and `certificate_no` are numbers the server gave.
    """

    outcome: Literal["approved", "refused", "terminated"]
    document_no: str
    reasons: str = ""
    basis: str = ""
    review_authority: str = ""
    known_authority: str = ""
    ground: str = ""
    certificate_no: str = ""
    signing: Signing = field(default_factory=Signing)


@dataclass(frozen=True, slots=True, kw_only=True)
class EndReview(Command):
    """End the review without a decision, because the case was withdrawn; `confirmed` by the applicant in person."""

    reason: str
    confirmed: bool = True
