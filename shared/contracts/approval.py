"""Events of the review of an accepted case (stream `review/<case number>`). Owner: approval; topic: `journal`."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from shared.contracts.events import Event, event
from shared.contracts.limits import TimeLimit


@event("review.opened")
class ReviewOpened(Event):
    """An accepted case came to its department; the clocks' facts as acceptance stated them.

    `accepted_at` is the moment of acceptance, from which a limit in hours counts; all others count from the day.
    """

    item: str
    item_version: int
    department: str
    division: str
    accepted_on: date
    promised: TimeLimit
    statutory: TimeLimit | None
    promised_due: date
    statutory_due: date | None
    review_points: tuple[str, ...]
    accepted_at: datetime | None = None


@event("review.step_completed")
class StepCompleted(Event):
    """A step of the plan was done: its review points ticked, and the finding in words."""

    step: str
    points: tuple[str, ...]
    passed: bool
    finding: str


@event("review.decided")
class ReviewDecided(Event):
    """The decision, with all a refusal must tell: facts, articles, remedies (Licensing Law art. 38; S2.5f)."""

    outcome: Literal["approved", "refused"]
    document_no: str
    decided_at: datetime
    reasons: str
    basis: str
    review_authority: str


@event("review.ended")
class ReviewEnded(Event):
    """The review ended without a decision, because the case was withdrawn."""

    reason: str
