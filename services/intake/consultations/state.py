"""A question: who asked it where, who answers for it, where it stands. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from shared.contracts import Event
from shared.contracts.convenience import (
    ConsultationAnswered,
    ConsultationClosed,
    ConsultationGuided,
    ConsultationRegistered,
    ConsultationTakenUp,
)

Status = Literal["none", "open", "guided", "answered", "closed"]


@dataclass(frozen=True, slots=True)
class Consultation:
    """What holds now. `answer` is sealed; `responsible` is the first asked until the end."""

    status: Status = "none"
    registered: ConsultationRegistered | None = None
    responsible: str = ""
    window: str = ""
    department: str = ""
    guided_at: datetime | None = None
    answered_at: datetime | None = None
    answer: str = ""
    closed: ConsultationClosed | None = None


def evolve(asked: Consultation, fact: Event) -> Consultation:
    """Give the question after a fact."""
    match fact:
        case ConsultationRegistered():
            return replace(asked, status="open", registered=fact, responsible=fact.responsible)
        case ConsultationTakenUp():
            return replace(asked, responsible=fact.responsible)
        case ConsultationGuided():
            return replace(
                asked, status="guided", window=fact.window, department=fact.department, guided_at=fact.guided_at
            )
        case ConsultationAnswered():
            return replace(asked, status="answered", answer=fact.answer, answered_at=fact.answered_at)
        case ConsultationClosed():
            return replace(asked, status="closed", closed=fact)
    return asked
