"""What is known of a case at a moment, as far as cards follow from it. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from services.approval.reviews.state import Review
from services.approval.reviews.state import evolve as review_evolve
from shared.contracts import Event
from shared.contracts.approval import ReviewDecided, ReviewServed
from shared.contracts.intake import (
    CaseAccepted,
    CaseCompleted,
    CaseDelivered,
    CaseReceived,
    CaseRedirected,
    CaseRefused,
    CaseSupplemented,
    CaseWithdrawn,
    SupplementRequested,
)
from shared.contracts.receiving import CaseNotNeeded
from shared.timekeeping import local_day


@dataclass(frozen=True, slots=True)
class Situation:
    """A case between receipt and delivery.

    Attributes:
        received: the receipt, with department and item; None for a case of which only its review is known.
        deemed: by law the item counts as accepted where nobody answers in time.
        answered: the applicant had an answer: a notice, a receipt, a refusal, the way to another door.
        told_late: where that was another door's address, or that nothing is needed, and came too late: the last day for
            telling it, and the day it was told.
        outstanding: what the notice named and has not come yet.
        whole_on: the day the last of it came; the receipt is due on it (B-3.3).
        accepted, closed, delivered: whether the case got so far; served counts as delivered.
        decided_on: the day of the decision.
        review: the review, once it is open.
    """

    received: CaseReceived | None = None
    deemed: bool = False
    answered: bool = False
    told_late: tuple[date, date] | None = None
    outstanding: frozenset[str] = frozenset()
    whole_on: date | None = None
    accepted: bool = False
    closed: bool = False
    delivered: bool = False
    decided_on: date | None = None
    review: Review = field(default_factory=Review)

    @property
    def department(self) -> str:
        """Whose case it is: the reviewing department, or the one it was received for."""
        return self.review.department or (self.received.department if self.received else "")

    @property
    def division(self) -> str:
        """The division it belongs to."""
        return self.review.facts.division if self.review.opened else (self.received.division if self.received else "")

    @property
    def item(self) -> str:
        """The item's code."""
        return self.review.facts.item if self.review.opened else (self.received.item if self.received else "")


def evolve(now: Situation, fact: Event) -> Situation:
    """Give the situation after a fact of the case or of its review."""
    changes: dict[str, Any] = {}
    match fact:
        case CaseReceived():
            changes = {"received": fact}
        case SupplementRequested():
            named = frozenset(defect.material for defect in fact.defects)
            changes = {"answered": True, "outstanding": named, "whole_on": None}
        case CaseSupplemented():
            left = now.outstanding - set(fact.materials)
            changes = {"outstanding": left, "whole_on": None if left else fact.supplied_on}
        case CaseAccepted():
            changes = {"answered": True, "accepted": True}
        case CaseRedirected() | CaseNotNeeded():
            changes = {"answered": True, "closed": True}
            if not fact.in_time and fact.due and fact.told_on:
                changes["told_late"] = fact.due, fact.told_on
        case CaseRefused() | CaseWithdrawn() | CaseCompleted():
            changes = {"answered": True, "closed": True}
        case CaseDelivered() | ReviewServed():
            changes = {"delivered": True}
        case ReviewDecided():
            changes = {"decided_on": local_day(fact.decided_at)}
    return replace(now, review=review_evolve(now.review, fact), **changes)
