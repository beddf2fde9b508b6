"""Events of supervision (`supervision/<id>`): orders, and proposals that people sign. Owner: metrics; topic: `journal`.

The software proposes and never punishes: a proposal is issued by a person, after the unit's own statement (D-4).
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from shared.contracts.assessments import UnitKind
from shared.contracts.events import Event, event

Step = Literal["order", "interview", "notice", "accountability", "guidance", "task"]
"""`guidance`: what a superior centre advises (S2.1e); `task`: what a county hands down (S3.1a); both are receipted."""

Ground = Literal["failed", "three_reds", "failed_twice", "failed_three_times", "overdue_order", "inspection", "other"]


@event("supervision.proposed")
class SupervisionProposed(Event):
    """Published results demand a step of the ladder (D-4), or what was not answered in time does (S3.3b).

    `evidence`: period and hash of each result behind it; or the id of what was not answered, with an empty `period`.
    """

    step: Step
    kind: UnitKind
    unit: str
    period: str
    ground: Ground
    evidence: tuple[str, ...]


@event("supervision.statement_given")
class StatementGiven(Event):
    """The unit concerned says its part; nothing proposed is issued before."""

    text: str


@event("supervision.issued")
class SupervisionIssued(Event):
    """A person signs: source, what is required, and until when it is answered.

    `step`, `kind`, `unit`, `ground`, `evidence`: of the proposal, or of an order that needs none (S3.3b).
    """

    step: Step
    kind: UnitKind
    unit: str
    ground: Ground
    evidence: tuple[str, ...]
    source: str
    requirement: str
    due: date
    provisional: bool = False


@event("supervision.answered")
class SupervisionAnswered(Event):
    """The unit reports what it did; `in_time`: not after the last day."""

    text: str
    answered_on: date
    in_time: bool


@event("supervision.held")
class InterviewHeld(Event):
    """The interview took place; `minutes`: what was said and agreed."""

    held_on: date
    minutes: str


@event("supervision.overdue")
class SupervisionOverdue(Event):
    """The last day passed without an answer: told to the next level (S3.3b)."""

    due: date


@event("supervision.closed")
class SupervisionClosed(Event):
    """Done, or not pursued, with reasons; `issued` tells whether it had ever been signed."""

    outcome: Literal["done", "not_done", "dropped"]
    reasons: str
    issued: bool
