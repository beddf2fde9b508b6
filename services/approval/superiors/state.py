"""A case at a superior unit as its events tell it. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from shared.contracts import Event, Rejected
from shared.contracts.superiors import MaterialAsked, ReferralClosed, ReferralDecided, ReferralReceived
from shared.timekeeping import Calendar, Deadline, due_on


class Status(StrEnum):
    """Where a referral stands."""

    NEW = "new"
    OPEN = "open"
    DECIDED = "decided"
    RETURNED = "returned"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class AtSuperior:
    """A case at a superior unit; `asked`: materials it asked for, beside those of the file."""

    status: Status = Status.NEW
    received: ReferralReceived | None = None
    asked: tuple[MaterialAsked, ...] = ()
    decision: ReferralDecided | None = None

    @property
    def facts(self) -> ReferralReceived:
        """What came with the file.

        Raises:
            Rejected: `no_referral`, where no file has come.
        """
        if self.received is None:
            raise Rejected("no_referral", "no file of this case has been forwarded", status=404)
        return self.received

    def deadline(self, calendar: Calendar) -> Deadline | None:
        """Count the superior unit's own limit, from the day the file came (S2.7d)."""
        facts = self.facts
        return due_on(facts.limit, facts.received_on, calendar) if facts.limit else None


def evolve(state: AtSuperior, event: Event) -> AtSuperior:
    """Give the referral after an event."""
    match event:
        case ReferralReceived():
            return AtSuperior(Status.OPEN, event)
        case MaterialAsked():
            return replace(state, asked=(*state.asked, event))
        case ReferralDecided():
            status = Status.RETURNED if event.outcome == "returned" else Status.DECIDED
            return replace(state, status=status, decision=event)
        case ReferralClosed():
            return replace(state, status=Status.CLOSED)
    return state
