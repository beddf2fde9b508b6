"""A reconsideration, and a lawsuit, as their events tell them. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from shared.contracts import Event
from shared.contracts import remedies as told


@dataclass(frozen=True, slots=True)
class LastDay:
    """A last day as it holds now; `before`: another day it was counted to before a calendar was published."""

    due: date
    provisional: bool = False
    before: date | None = None

    def moved(self, due: date, *, provisional: bool) -> LastDay:
        """Give it after a recount."""
        return LastDay(due, provisional, self.before if due == self.due else self.due)


@dataclass(frozen=True, slots=True)
class Reconsideration:
    """One application, with its last days.

    Attributes:
        apply: by which one could apply; `in_time`: whether the application came by it.
        examine: of the authority, as it runs now; None while the applicant has to supply, until `supply`.
        decide: once it is accepted; `sue`: once its decision was served.
    """

    registered: told.ReconsiderationRegistered | None = None
    correction: told.ReconsiderationCorrectionAsked | None = None
    corrected: told.ReconsiderationCorrected | None = None
    accepted: told.ReconsiderationAccepted | None = None
    extended: bool = False
    decided: told.ReconsiderationDecided | None = None
    apply: LastDay | None = None
    examine: LastDay | None = None
    supply: LastDay | None = None
    decide: LastDay | None = None
    sue: LastDay | None = None
    in_time: bool = True
    overdue: bool = False
    served_on: date | None = None

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

    @property
    def examine_by(self) -> date | None:
        """Until when the authority examines it."""
        return self.examine.due if self.examine else None

    @property
    def decide_by(self) -> date | None:
        """Until when the authority decides."""
        return self.decide.due if self.decide else None


@dataclass(frozen=True, slots=True)
class Litigation:
    """One lawsuit; `sue`: by which one could file it, `in_time`: whether it came by then."""

    registered: told.LitigationRegistered | None = None
    decided: told.LitigationDecided | None = None
    sue: LastDay | None = None
    in_time: bool = True

    @property
    def status(self) -> str:
        """Where it stands."""
        return "new" if self.registered is None else "decided" if self.decided else "filed"


def evolve(state: Reconsideration, event: Event) -> Reconsideration:  # noqa: PLR0911 - a line for each event
    """Give the reconsideration after an event."""
    match event:
        case told.ReconsiderationRegistered():
            return _registered(state, event)
        case told.ReconsiderationRecalculated():
            return _recalculated(state, event)
        case told.ReconsiderationCorrectionAsked():
            supply = LastDay(event.supply_by, event.provisional)
            return replace(state, correction=event, examine=None, supply=supply)
        case told.ReconsiderationCorrected():
            return replace(state, corrected=event, examine=LastDay(event.examine_by, event.provisional))
        case told.ReconsiderationAccepted():
            return replace(state, accepted=event, decide=LastDay(event.decide_by, event.provisional))
        case told.ReconsiderationExtended():
            return replace(state, extended=True, decide=LastDay(event.decide_by, event.provisional))
        case told.ReconsiderationOverdue():
            return replace(state, overdue=True)
        case told.ReconsiderationDecided():
            sue = LastDay(event.sue_by, event.provisional) if event.sue_by else None
            return replace(state, decided=event, sue=sue, served_on=event.served_on)
        case told.ReconsiderationServed():
            return replace(state, sue=LastDay(event.sue_by, event.provisional), served_on=event.served_on)
    return state


def _registered(state: Reconsideration, event: told.ReconsiderationRegistered) -> Reconsideration:
    """One of an earlier version does not say which of its last days was uncertain: each may have been."""
    unsure = event.uncertain or (("apply", "examine") if event.provisional else ())
    return replace(
        state,
        registered=event,
        apply=LastDay(event.apply_by, "apply" in unsure),
        examine=LastDay(event.examine_by, "examine" in unsure),
        in_time=event.in_time,
    )


def _recalculated(state: Reconsideration, event: told.ReconsiderationRecalculated) -> Reconsideration:
    held: LastDay = getattr(state, event.what) or LastDay(event.before)
    moved: dict[str, Any] = {event.what: held.moved(event.due, provisional=event.provisional)}
    in_time = state.in_time if event.in_time is None else event.in_time
    return replace(state, in_time=in_time, **moved)


def evolve_litigation(state: Litigation, event: Event) -> Litigation:
    """Give the lawsuit after an event."""
    match event:
        case told.LitigationRegistered():
            sue = LastDay(event.sue_by, event.provisional)
            return replace(state, registered=event, sue=sue, in_time=event.in_time)
        case told.LitigationRecalculated():
            held = state.sue or LastDay(event.before)
            return replace(state, sue=held.moved(event.due, provisional=event.provisional), in_time=event.in_time)
        case told.LitigationDecided():
            return replace(state, decided=event)
    return state
