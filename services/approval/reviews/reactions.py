"""What happens at intake, and what a review does about it."""

from __future__ import annotations

from datetime import datetime

from services.approval.reviews.commands import EndReview, OpenReview
from services.approval.service import Approval
from shared.contracts.intake import CaseAccepted, CaseWithdrawn
from shared.contracts.streams import JOURNAL
from shared.journal.subscriber import Incoming, Subscription


def subscription(approval: Approval) -> Subscription:
    """Give what approval wants to hear of cases."""
    return Subscription("approval.cases", (JOURNAL,), lambda incoming: hear(approval, incoming), frozenset({"case"}))


def hear(approval: Approval, incoming: Incoming) -> None:
    """Open a review for an accepted case, end that of a withdrawn one; hearing it again does nothing."""
    for index, fact in enumerate(incoming.events):
        match fact:
            case CaseAccepted():
                approval.do(incoming.key, _opening(approval, incoming, index, fact))
            case CaseWithdrawn():
                meta = incoming.reaction_meta("end-review", approval.clock, index)
                approval.do(incoming.key, EndReview(meta=meta, reason=fact.reason))


def _opening(approval: Approval, incoming: Incoming, index: int, fact: CaseAccepted) -> OpenReview:
    return OpenReview(
        meta=incoming.reaction_meta("open-review", approval.clock, index),
        item=fact.item,
        item_version=fact.item_version,
        department=fact.department,
        division=fact.division,
        accepted_on=fact.accepted_on,
        accepted_at=datetime.fromisoformat(incoming.envelope.events[index].occurred_at),
        promised=fact.promised,
        statutory=fact.statutory,
        promised_due=fact.promised_due,
        statutory_due=fact.statutory_due,
        review_points=fact.review_points,
    )
