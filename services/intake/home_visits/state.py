"""A home visit: asked for, approved where it must be, scheduled, done or missed. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from shared.contracts import Event
from shared.contracts.convenience import (
    VisitApproved,
    VisitDone,
    VisitMissed,
    VisitRefused,
    VisitRequested,
    VisitScheduled,
    VisitWithdrawn,
)

Status = Literal["none", "to_approve", "open", "scheduled", "done", "refused", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Visit:
    """What holds now. `due` moves only where a later day was wished for; `missed` stays when somebody comes later."""

    status: Status = "none"
    requested: VisitRequested | None = None
    due: date | None = None
    day: date | None = None
    staff: tuple[str, ...] = ()
    missed: bool = False
    reasons: str = ""
    done: VisitDone | None = None


def evolve(visit: Visit, fact: Event) -> Visit:
    """Give the visit after a fact."""
    match fact:
        case VisitRequested():
            status: Status = "to_approve" if fact.ground == "other" else "open"
            return replace(visit, status=status, requested=fact, due=fact.due)
        case VisitApproved() | VisitRefused():
            judged: Status = "open" if isinstance(fact, VisitApproved) else "refused"
            return replace(visit, status=judged, reasons=fact.reasons)
        case VisitScheduled():
            return replace(visit, status="scheduled", day=fact.day, staff=fact.staff, due=fact.due)
        case VisitDone():
            return replace(visit, status="done", done=fact)
        case VisitMissed() | VisitWithdrawn():
            return replace(visit, missed=True) if isinstance(fact, VisitMissed) else replace(visit, status="withdrawn")
    return visit
