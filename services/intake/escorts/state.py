"""An escort as its events tell it. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from shared.contracts import Event
from shared.contracts.people import (
    EscortCaseJoined,
    EscortEnded,
    EscortEntrusted,
    EscortRequested,
    EscortRevoked,
    EscortStep,
)


class Status(StrEnum):
    """Where an escort stands."""

    NEW = "new"
    REQUESTED = "requested"
    UNDER_WAY = "under_way"
    REVOKED = "revoked"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Escort:
    """One escort: what was asked for, on which letter who goes along, with which cases, which nodes are done."""

    status: Status = Status.NEW
    asked: EscortRequested | None = None
    begun: EscortEntrusted | None = None
    case_nos: tuple[str, ...] = ()
    steps: tuple[EscortStep, ...] = ()


def evolve(escort: Escort, fact: Event) -> Escort:
    """Give the escort after an event."""
    match fact:
        case EscortRequested():
            return replace(escort, status=Status.REQUESTED, asked=fact)
        case EscortEntrusted():
            return replace(escort, status=Status.UNDER_WAY, begun=fact, case_nos=fact.case_nos)
        case EscortCaseJoined(case_no=case_no):
            return replace(escort, case_nos=(*escort.case_nos, case_no))
        case EscortStep():
            return replace(escort, steps=(*escort.steps, fact))
        case EscortRevoked() | EscortEnded():
            return replace(escort, status=Status.REVOKED if isinstance(fact, EscortRevoked) else Status.ENDED)
    return escort
