"""Every rule of a review. Pure; raises `Rejected`. The rules lie in modules by subject; here is which is whose."""

from __future__ import annotations

from services.approval.reviews import decisions, hearings, parties, referrals, steps, suspensions
from services.approval.reviews.commands import EndReview, OpenReview
from services.approval.reviews.state import Review, Status
from shared.contracts import Command, Event, Rejected
from shared.contracts.approval import ReviewEnded, ReviewOpened

SUBJECTS = (steps.RULES, parties.RULES, suspensions.RULES, hearings.RULES, referrals.RULES, decisions.RULES)
"""Which rule answers which command, by subject."""


def decide(review: Review, command: Command) -> list[Event]:
    """Tell which facts follow from a command; see each rule for its basis.

    Raises:
        Rejected: with a stable code, and the basis of the rule that refuses.
    """
    match command:
        case OpenReview():
            return _open(review, command)
        case EndReview():
            ended = ReviewEnded(reason=command.reason, confirmed=command.confirmed)
            return [ended] if review.status is Status.OPEN else []
    for rules in SUBJECTS:
        if (rule := rules.get(type(command))) is not None:
            return rule(review, command)
    raise Rejected("unknown_command", f"a review takes no {command.name}")


def _open(review: Review, command: OpenReview) -> list[Event]:
    """A case is reviewed once: what was opened is not opened again."""
    if review.status is not Status.NEW:
        return []
    return [
        ReviewOpened(
            item=command.item,
            item_version=command.item_version,
            department=command.department,
            division=command.division,
            accepted_on=command.accepted_on,
            accepted_at=command.accepted_at,
            promised=command.promised,
            statutory=command.statutory,
            promised_due=command.promised_due,
            statutory_due=command.statutory_due,
            review_points=command.review_points,
            plan=command.plan,
            accepted_by=command.accepted_by,
            materials=command.materials,
            provisional=command.provisional,
            calendar=command.calendar,
        )
    ]
