"""One order or proposal, as its events tell it. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from shared.contracts import Event
from shared.contracts.assessments import UnitKind
from shared.contracts.supervision import (
    Ground,
    InterviewHeld,
    StatementGiven,
    Step,
    SupervisionAnswered,
    SupervisionClosed,
    SupervisionIssued,
    SupervisionOverdue,
    SupervisionProposed,
)


class Status(StrEnum):
    """Where it stands."""

    NEW = "new"
    PROPOSED = "proposed"
    ISSUED = "issued"
    ANSWERED = "answered"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Supervision:
    """An order or a proposal; `statement`: the unit's own words, without which no proposal is issued."""

    status: Status = Status.NEW
    step: Step = "order"
    kind: UnitKind = "department"
    unit: str = ""
    period: str = ""
    ground: Ground = "other"
    evidence: tuple[str, ...] = ()
    statement: str = ""
    issued: SupervisionIssued | None = None
    answer: SupervisionAnswered | None = None
    held: InterviewHeld | None = None
    overdue: bool = False
    closed: SupervisionClosed | None = None

    @property
    def due(self) -> date | None:
        """The last day to answer, once it was issued."""
        return self.issued.due if self.issued else None


def evolve(told: Supervision, event: Event) -> Supervision:  # noqa: PLR0911 - a line for each event
    """Give it after an event."""
    match event:
        case SupervisionProposed():
            return _proposed(event)
        case StatementGiven(text=text):
            return replace(told, statement=text)
        case SupervisionIssued():
            return _issued(told, event)
        case SupervisionAnswered():
            return replace(told, status=Status.ANSWERED, answer=event)
        case InterviewHeld():
            return replace(told, held=event)
        case SupervisionOverdue():
            return replace(told, overdue=True)
        case SupervisionClosed():
            return replace(told, status=Status.CLOSED, closed=event)
    return told


def _proposed(event: SupervisionProposed) -> Supervision:
    return Supervision(
        status=Status.PROPOSED,
        step=event.step,
        kind=event.kind,
        unit=event.unit,
        period=event.period,
        ground=event.ground,
        evidence=event.evidence,
    )


def _issued(told: Supervision, event: SupervisionIssued) -> Supervision:
    return replace(
        told,
        status=Status.ISSUED,
        step=event.step,
        kind=event.kind,
        unit=event.unit,
        ground=event.ground,
        evidence=event.evidence,
        issued=event,
    )
