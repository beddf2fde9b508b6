"""A reconsideration, and a lawsuit, as their events tell them. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from shared.contracts import Event
from shared.contracts import remedies as told


@dataclass(frozen=True, slots=True)
class Reconsideration:
    """One application. `examine_by`: of the authority, as it runs now; None while the applicant has to supply."""

    registered: told.ReconsiderationRegistered | None = None
    correction: told.ReconsiderationCorrectionAsked | None = None
    corrected: told.ReconsiderationCorrected | None = None
    accepted: told.ReconsiderationAccepted | None = None
    extended: bool = False
    decided: told.ReconsiderationDecided | None = None
    examine_by: date | None = None
    decide_by: date | None = None
    overdue: bool = False

    @property
    def status(self) -> str:
        """Where it stands."""
        if self.registered is None:
            return "new"
        if self.decided:
            return "decided"
        if self.accepted:
            return "accepted"
        return "correcting" if self.correction and not self.corrected else "received"


@dataclass(frozen=True, slots=True)
class Litigation:
    """One lawsuit."""

    registered: told.LitigationRegistered | None = None
    decided: told.LitigationDecided | None = None

    @property
    def status(self) -> str:
        """Where it stands."""
        return "new" if self.registered is None else "decided" if self.decided else "filed"


def evolve(state: Reconsideration, event: Event) -> Reconsideration:  # noqa: PLR0911 - a line for each event
    """Give the reconsideration after an event."""
    match event:
        case told.ReconsiderationRegistered():
            return replace(state, registered=event, examine_by=event.examine_by)
        case told.ReconsiderationCorrectionAsked():
            return replace(state, correction=event, examine_by=None)
        case told.ReconsiderationCorrected():
            return replace(state, corrected=event, examine_by=event.examine_by)
        case told.ReconsiderationAccepted():
            return replace(state, accepted=event, decide_by=event.decide_by)
        case told.ReconsiderationExtended():
            return replace(state, extended=True, decide_by=event.decide_by)
        case told.ReconsiderationOverdue():
            return replace(state, overdue=True)
        case told.ReconsiderationDecided():
            return replace(state, decided=event)
    return state


def evolve_litigation(state: Litigation, event: Event) -> Litigation:
    """Give the lawsuit after an event."""
    match event:
        case told.LitigationRegistered():
            return replace(state, registered=event)
        case told.LitigationDecided():
            return replace(state, decided=event)
    return state
