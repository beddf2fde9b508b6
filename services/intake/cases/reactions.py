"""What approval decides, and what a case does about it. Intake reacts to nothing else."""

from __future__ import annotations

from services.intake.cases.commands import RecordDecision
from services.intake.service import Intake
from shared.contracts.approval import ReviewDecided
from shared.contracts.streams import JOURNAL
from shared.journal.subscriber import Incoming, Subscription

POLICY = "record-decision"


def subscription(intake: Intake) -> Subscription:
    """Give what intake wants to hear of reviews."""
    return Subscription("intake.reviews", (JOURNAL,), lambda incoming: hear(intake, incoming), frozenset({"review"}))


def hear(intake: Intake, incoming: Incoming) -> None:
    """Record a decision on its case, so that the result can be delivered, and keep dates that moved.

    Hearing it again does nothing.
    """
    for index, fact in enumerate(incoming.events):
        intake.moved.note(incoming.key, incoming.version, fact)
        if isinstance(fact, ReviewDecided):
            meta = incoming.reaction_meta(POLICY, intake.clock, index)
            command = RecordDecision(
                meta=meta,
                outcome=fact.outcome,
                document_no=fact.document_no,
                decided_at=fact.decided_at,
                remedies_told=fact.outcome == "approved" or bool(fact.review_authority),
            )
            intake.do(incoming.case, command)
