"""What happens at intake, and what complaints does about it: know the case, invite its rating."""

from __future__ import annotations

from services.complaints.ratings.commands import InviteRating
from services.complaints.service import Complaints
from shared.contracts.intake import CaseDelivered, CaseReceived
from shared.contracts.streams import JOURNAL
from shared.journal.subscriber import Incoming, Subscription


def subscription(service: Complaints) -> Subscription:
    """Give what complaints wants to hear of cases."""
    return Subscription("complaints.cases", (JOURNAL,), lambda incoming: hear(service, incoming), frozenset({"case"}))


def hear(service: Complaints, incoming: Incoming) -> None:
    """Note a received case, invite the rating of a delivered one; hearing it again does nothing."""
    for index, fact in enumerate(incoming.events):
        match fact:
            case CaseReceived():
                service.cases.note(incoming.key, fact)
            case CaseDelivered():
                service.rate(incoming.key, _invitation(service, incoming, index, fact))


def _invitation(service: Complaints, incoming: Incoming, index: int, fact: CaseDelivered) -> InviteRating:
    return InviteRating(
        meta=incoming.reaction_meta("invite-rating", service.clock, index),
        department=fact.department,
        item=fact.item,
        division=fact.division,
        delivered_on=fact.delivered_on,
    )
