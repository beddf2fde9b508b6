"""What can be done against a decision, where, and until when; counted from the day it was served. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from services.approval.reviews.limits import LITIGATION_MONTHS, days
from services.approval.reviews.state import Review
from shared.contracts import Rejected
from shared.timekeeping import Calendar, Deadline


@dataclass(frozen=True, slots=True)
class Remedies:
    """Both ways to have a decision looked at again, with the last day of each (B-1 L14, L15).

    `authority`: where to ask for reconsideration; `court`: where to sue.
    """

    authority: str
    court: str
    reconsideration: Deadline
    litigation: Deadline

    @property
    def provisional(self) -> bool:
        """Whether a last day was counted on a year without an official calendar."""
        return self.reconsideration.provisional or self.litigation.provisional

    @property
    def versions(self) -> tuple[str, ...]:
        """The calendar versions both were counted on."""
        return tuple(dict.fromkeys((*self.reconsideration.versions, *self.litigation.versions)))


def counted(authority: str, court: str, served_on: date, calendar: Calendar) -> Remedies:
    """Count both last days: sixty natural days, and six months; neither ends on a rest day (B-1 L14 to L16)."""
    return Remedies(
        authority=authority,
        court=court,
        reconsideration=calendar.nat_due(served_on, days("reconsideration")),
        litigation=calendar.month_due(served_on, LITIGATION_MONTHS),
    )


def remedies(review: Review, calendar: Calendar) -> Remedies | None:
    """Count the remedies against what was served; None where nothing adverse was."""
    decision, served = review.decision, review.served
    if decision is None or served is None or decision.outcome == "approved":
        return None
    return counted(decision.review_authority, decision.court, served.served_on, calendar)


def last_days(review: Review, calendar: Calendar) -> tuple[date, date] | None:
    """Give the last days that hold: what the applicant was told, or what a later calendar gives, whichever is later.

    A calendar that is published afterwards takes no day from an applicant who was told another (B-3.2).
    """
    now = remedies(review, calendar)
    if now is None or review.served is None:
        return None
    told = review.served
    return (
        max(now.reconsideration.due, told.reconsideration_by or now.reconsideration.due),
        max(now.litigation.due, told.litigation_by or now.litigation.due),
    )


def told(review: Review, calendar: Calendar) -> dict[str, Any]:
    """Give the remedies as JSON-ready data, each with every day behind it.

    Raises:
        Rejected: `no_remedies`: nothing adverse was decided, or it was not served yet.
    """
    found, last = remedies(review, calendar), last_days(review, calendar)
    if found is None or last is None or review.served is None:
        raise Rejected("no_remedies", "nothing adverse has been served", "许可法38②", status=404)
    return {
        "served_on": review.served.served_on,
        "provisional": found.provisional,
        "reconsideration": {"at": found.authority, "by": last[0], **found.reconsideration.explained()},
        "litigation": {"at": found.court, "by": last[1], **found.litigation.explained()},
    }
