"""What can be asked of a review."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from shared.contracts import Command
from shared.contracts.limits import TimeLimit


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


@dataclass(frozen=True, slots=True, kw_only=True)
class CompleteStep(Command):
    """Record that points of the checklist were examined, whether they hold, and what was found."""

    step: str
    points: tuple[str, ...]
    passed: bool
    finding: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decide(Command):
    """Approve or refuse.

    A refusal tells `reasons` (the facts), `basis` (the articles) and `review_authority` (where to ask for
    reconsideration); an approval may leave them empty. `document_no` is the number the server gave the document.
    """

    outcome: Literal["approved", "refused"]
    document_no: str
    reasons: str = ""
    basis: str = ""
    review_authority: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EndReview(Command):
    """End the review without a decision, because the case was withdrawn."""

    reason: str
