"""Events between a review and a superior unit: the lead's on `review/<case number>`, the superior unit's on
`superior/<case number>`. Owner: approval; topic: `journal`.

The lead department and the superior unit speak through the journal, at least once; each takes a word once.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from shared.contracts.events import Event, event
from shared.contracts.limits import TimeLimit


@event("review.route_chosen")
class RouteChosen(Event):
    """The applicant chose how the file goes to the superior unit: by themselves, or through the window (S2.7d)."""

    route: Literal["self", "window"]
    chosen_on: date


@event("review.forwarded")
class ReviewForwarded(Event):
    """The initial opinion and the whole file went to the superior unit, once (Licensing Law art. 35).

    `initial_due`: until when the initial review was to be done; `superior_due`: what the superior unit promises.
    """

    superior: str
    route: Literal["self", "window"]
    opinion: str
    passed: bool
    materials: tuple[str, ...]
    points: tuple[str, ...]
    forwarded_on: date
    initial_due: date
    limit: TimeLimit | None
    superior_due: date | None


@event("review.superior_answered")
class SuperiorAnswered(Event):
    """The superior unit's word reached the lead department; `returned` sends the file back for the initial review."""

    superior: str
    outcome: Literal["approved", "refused", "returned"]
    document_no: str
    reasons: str
    basis: str
    decided_at: datetime


@event("superior.received")
class ReferralReceived(Event):
    """The whole file of a case reached the superior unit, with the lead department's initial opinion (S2.7d).

    `guide`: every material the item's guide asks for; `materials`: those in the file. `limit` is what the superior
    unit promises from the day of receipt; `due` says what was counted then.
    """

    superior: str
    department: str
    division: str
    item: str
    item_version: int
    opinion: str
    passed: bool
    materials: tuple[str, ...]
    guide: tuple[str, ...]
    points: tuple[str, ...]
    received_on: date
    limit: TimeLimit | None
    due: date | None
    round: int = 1


@event("superior.material_asked")
class MaterialAsked(Event):
    """The superior unit asked for materials of the guide that the file lacks, never for what came already (art. 35)."""

    materials: tuple[str, ...]
    reason: str


@event("superior.decided")
class ReferralDecided(Event):
    """The superior unit decided, or returned the file with what is to be examined again."""

    outcome: Literal["approved", "refused", "returned"]
    document_no: str
    reasons: str
    basis: str
    decided_at: datetime


@event("superior.closed")
class ReferralClosed(Event):
    """The case was withdrawn while the file was with the superior unit."""
