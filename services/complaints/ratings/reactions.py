"""What happens at intake, and what complaints does about it: know the service, invite its rating, open a lead."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from services.complaints.complaints.leads import open_lead
from services.complaints.ratings.commands import InviteRating
from services.complaints.service import Complaints
from shared.contracts import Event
from shared.contracts.complaints import ComplaintClosed
from shared.contracts.convenience import ConsultationClosed, ConsultationRegistered
from shared.contracts.intake import CaseDelivered, CaseReceived, CaseRedirected, CaseRefused
from shared.contracts.people import ProxyCaseReceived, ProxyFeeAttempted, ProxyHandedOver
from shared.contracts.ratings import Occasion
from shared.contracts.receiving import CaseNotNeeded
from shared.contracts.registry import ItemPublished
from shared.contracts.streams import JOURNAL, category_of
from shared.journal.subscriber import Incoming, Subscription
from shared.timekeeping import local_day

ENDINGS: dict[type[Event], Occasion] = {
    CaseDelivered: "delivered",
    CaseRefused: "refused",
    CaseRedirected: "redirected",
    CaseNotNeeded: "not_needed",
}
"""How a service ends, so that it may be rated: one matter, one rating (L18 一事一评)."""


def subscription(service: Complaints) -> Subscription:
    """Give what complaints wants to hear of cases and of what village points do."""
    streams = frozenset({"case", "proxy", "consultation", "complaint"})
    return Subscription(
        "complaints.cases",
        (JOURNAL,),
        lambda incoming: hear(service, incoming),
        streams,
        together=lambda several: hear_together(service, several),
    )


def hear(service: Complaints, incoming: Incoming) -> None:
    """Note a received case, invite the rating of one that ended; hearing it again does nothing."""
    hear_together(service, [incoming])


def hear_together(service: Complaints, several: Sequence[Incoming]) -> None:
    """Hear commits in this order; what was received is noted at once."""
    service.cases.note({told.key: fact for told in several for fact in told.events if isinstance(fact, CaseReceived)})
    for told in several:
        _hear(service, told)


def _hear(service: Complaints, incoming: Incoming) -> None:
    for index, fact in enumerate(incoming.events):
        match fact:
            case ProxyHandedOver() | ProxyCaseReceived():
                service.cases.note_point(fact.case_no, fact.point)
            case ConsultationRegistered():
                _note_question(service, incoming.key, fact)
            case ConsultationClosed() if incoming.stream.startswith("consultation/"):
                _invite_matter(service, incoming, index, fact.closed_on, "consultation")
            case ComplaintClosed() if may_rate(fact):
                _note_complaint(service, incoming.key, fact)
                _invite_matter(service, incoming, index, fact.closed_on or _day(incoming, index), "complaint")
            case ProxyFeeAttempted():
                open_lead(service, incoming, index, fact)
            case _ if type(fact) in ENDINGS and category_of(incoming.stream) == "case":
                _invite(service, incoming, index, fact)


def _invite(service: Complaints, incoming: Incoming, index: int, fact: Event) -> None:
    known = service.cases.find(incoming.key)
    if known is None and not isinstance(fact, CaseDelivered):
        return  # a case of which only its end is known tells no department
    delivered = isinstance(fact, CaseDelivered)
    by_proxy = delivered and fact.manner == "proxy"  # type: ignore[attr-defined]
    command = InviteRating(
        meta=incoming.reaction_meta("invite-rating", service.clock, index),
        department=fact.department if isinstance(fact, CaseDelivered) else known.department if known else "",
        item=fact.item if isinstance(fact, CaseDelivered) else known.item if known else "",
        division=fact.division if isinstance(fact, CaseDelivered) else known.division if known else "",
        delivered_on=fact.delivered_on if isinstance(fact, CaseDelivered) else _day(incoming, index),
        hall=known.hall if known else "",
        point=known.point if known and by_proxy else "",
        occasion=ENDINGS[type(fact)],
    )
    service.rate(incoming.key, command)


def may_rate(closed: ComplaintClosed) -> bool:
    """Who reported somebody is not asked how it was: an invitation would tell that there was a report (S2.9b)."""
    return "report" not in (closed.kind, closed.nature)


def _note_question(service: Complaints, number: str, fact: ConsultationRegistered) -> None:
    item = service.replica.find(ItemPublished, fact.item) if fact.item else None
    service.cases.note_matter(
        number,
        department=item.department if item else "",
        division=fact.division,
        hall=fact.hall,
        item=fact.item,
        account=fact.account,
    )


def _note_complaint(service: Complaints, number: str, fact: ComplaintClosed) -> None:
    """What is rated is how the complaint was handled: by the hall whose handler had it, not by whoever it was about."""
    row = service.complaints.collection.find_one({"_id": number}) or {}
    handler = service.replica.find_staff(row.get("handler", ""))
    hall = (handler.hall if handler else "") or fact.hall
    service.cases.note_matter(
        number,
        department="" if hall else fact.department,
        division=fact.division,
        hall=hall,
        item=fact.item,
        account=row.get("account", ""),
    )


def _invite_matter(service: Complaints, incoming: Incoming, index: int, ended: date, occasion: Occasion) -> None:
    """Invite the rating of a question or a complaint that was closed: one matter, one rating, whatever follows."""
    known = service.cases.find(incoming.key)
    if known is None:
        return
    command = InviteRating(
        meta=incoming.reaction_meta(f"invite-{occasion}", service.clock, index),
        department=known.department,
        item=known.item,
        division=known.division,
        delivered_on=ended,
        hall=known.hall,
        occasion=occasion,
    )
    service.rate(incoming.key, command)


def _day(incoming: Incoming, index: int) -> date:
    return local_day(datetime.fromisoformat(incoming.envelope.events[index].occurred_at))
