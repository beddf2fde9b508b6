"""What a lead department sends, and what the superior unit does about it; through the journal, at least once."""

from __future__ import annotations

from services.approval.reviews.decider import REVIEWS
from services.approval.service import Approval
from services.approval.superiors.commands import CloseReferral, Receive
from shared.contracts import Rejected
from shared.contracts.approval import ReviewEnded
from shared.contracts.streams import JOURNAL
from shared.contracts.superiors import ReviewForwarded
from shared.journal.subscriber import Incoming, Subscription


def subscription(approval: Approval) -> Subscription:
    """Give what a superior unit wants to hear of reviews."""
    wanted = frozenset({"review"})
    return Subscription("approval.superiors", (JOURNAL,), lambda incoming: hear(approval, incoming), wanted)


def hear(approval: Approval, incoming: Incoming) -> None:
    """Take in a forwarded file, close that of a withdrawn case; hearing it again does nothing."""
    for index, fact in enumerate(incoming.events):
        match fact:
            case ReviewForwarded():
                approval.do_superior(incoming.key, _receiving(approval, incoming, index, fact))
            case ReviewEnded():
                meta = incoming.reaction_meta("close-referral", approval.clock, index)
                approval.do_superior(incoming.key, CloseReferral(meta=meta))


def _receiving(approval: Approval, incoming: Incoming, index: int, fact: ReviewForwarded) -> Receive:
    """The file as it was when this forwarding was said: later rounds have words of their own."""
    review = approval.journal.load(REVIEWS, incoming.key, incoming.version).state
    facts = review.facts
    return Receive(
        meta=incoming.reaction_meta("receive-referral", approval.clock, index),
        superior=fact.superior,
        department=facts.department,
        division=facts.division,
        item=facts.item,
        item_version=facts.item_version,
        opinion=fact.opinion,
        passed=fact.passed,
        materials=fact.materials,
        guide=_guide(approval, facts.item, facts.item_version, fact.materials),
        points=fact.points,
        received_on=fact.forwarded_on,
        limit=fact.limit,
        round=review.referral.rounds,
        calendar=approval.calendar(facts.division),
    )


def _guide(approval: Approval, item: str, version: int, known: tuple[str, ...]) -> tuple[str, ...]:
    """The materials of the guide; where the register does not know the item, those of the file."""
    try:
        published, _ = approval.replica.item(item, version)
    except Rejected:
        return known
    return tuple(material.code for material in published.materials)
