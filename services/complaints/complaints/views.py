"""The handlers' list: one document a complaint, and the queries on it. What people wrote stays sealed here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from pymongo import ASCENDING
from pymongo.collection import Collection

from services.complaints.complaints.state import DONE, Complaint, Status, keys_of
from shared.contracts import Rejected, encode
from shared.filters import all_of, within
from shared.identity import Identity
from shared.identity.identity import division_prefixes
from shared.web.paging import Paging

Document = dict[str, Any]
ORDER = [("due", ASCENDING), ("_id", ASCENDING)]
OPEN = ("filed", "accepted", "returned", "assigned", "replied")


def project(number: str, complaint: Complaint) -> Document:
    """Give a complaint as the list keeps it; texts are sealed, days are `YYYY-MM-DD`."""
    filed = encode(complaint.filed) if complaint.filed else {}
    return {
        "number": number,
        **filed,
        **(_standing(complaint) if complaint.filed else {}),
        "status": str(complaint.status),
        "handler": complaint.handler,
        "reply": complaint.reply,
        "outcome": complaint.outcome,
    }


def _standing(complaint: Complaint) -> Document:
    """Give what may have changed since it was filed."""
    declined, closed, taken = complaint.declined, complaint.closed, complaint.accepted
    return {
        **_last_days(complaint),
        "department": complaint.department,
        "hall": complaint.hall,
        "division": complaint.division,
        "concerned": list(complaint.concerned),
        "accepted_on": taken.accepted_on.isoformat() if taken else None,
        "decline_reasons": declined.reasons if declined else "",
        "decline_basis": declined.basis if declined else "",
        "finding": complaint.finding,
        "statement": complaint.statement,
        "investigations": complaint.investigations,
        "looked_into": complaint.looked_into,
        "investigated_on": _day(complaint.investigated.investigated_on if complaint.investigated else None),
        "investigated_by": complaint.investigated.by if complaint.investigated else "",
        "asked": complaint.asked,
        "ask_reason": complaint.ask_reason,
        "extended": complaint.added,
        "returns": complaint.returns,
        "sent_at": complaint.sent_at.isoformat() if complaint.sent_at else None,
        "suggested": complaint.suggested,
        "return_reason": complaint.return_reason,
        "escalated": complaint.escalated,
        "ruled": complaint.ruled,
        "reopened": complaint.reopened,
        "reopen_reason": complaint.reopen_reason,
        "integrity": closed.integrity if closed else "",
        "found_conduct": closed.conduct if closed else "",
        "found_staff": closed.staff if closed else "",
        "closed_on": _day(closed.closed_on if closed else None),
        "in_time": closed.in_time if closed else None,
        "overdue": sorted({what for what, _ in complaint.noted}),
    }


def _last_days(complaint: Complaint) -> Document:
    """Give the last days as they were counted last, the one before, and the next that may pass unseen."""
    waiting = complaint.status is Status.FILED
    days = {
        "acceptance": complaint.accept_due if waiting else None,
        "decision": complaint.decide_due if waiting else None,
        "closing": complaint.due if complaint.status not in DONE else None,
    }
    watched = [(day, what) for what, day in days.items() if day and (what, day) not in complaint.noted]
    return {
        "due": _day(complaint.due),
        "provisional": complaint.provisional,
        "due_before": _day(complaint.due_before),
        "accept_due": _day(complaint.accept_due),
        "decide_due": _day(complaint.decide_due),
        "counted_from": _day(complaint.counted_from),
        "watch": _day(min(watched)[0]) if watched else None,
        "watched": sorted([what, day.isoformat()] for day, what in watched),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def open_ones(collection: Collection[Document]) -> list[Document]:
    """Give every complaint that is not closed: its number, case and division."""
    return list(collection.find({"status": {"$in": list(OPEN)}}, {"case_no": 1, "division": 1}).sort("_id", ASCENDING))


def prepare(collection: Collection[Document]) -> None:
    """Create the indexes of the list; harmless when they exist."""
    collection.create_index([("status", ASCENDING), *ORDER], name="by_status")
    collection.create_index([("division", ASCENDING), *ORDER], name="by_division")
    collection.create_index([("kind", ASCENDING), *ORDER], name="by_kind")
    collection.create_index([("watch", ASCENDING)], name="by_watch")
    collection.create_index([("ticket_no", ASCENDING)], name="by_ticket")


def jurisdiction(identity: Identity) -> Document:
    """Give the filter of somebody's jurisdiction."""
    return within(division_prefixes(identity))


def visible(identity: Identity) -> Document:
    """Give the filter of what somebody may see: their jurisdiction's, and never one about themselves or their unit."""
    wanted = jurisdiction(identity)
    wanted["concerned"] = {"$nin": list(keys_of(identity.id, identity.unit, identity.hall))}
    if identity.unit:
        wanted["department"] = {"$ne": identity.unit}
    return wanted


def search(
    collection: Collection[Document],
    identity: Identity,
    paging: Paging,
    *,
    status: str = "",
    department: str = "",
    kind: str = "",
    mine: bool = False,
    asked: bool = False,
) -> list[Document]:
    """Give up to `paging.fetch` complaints, the most urgent first.

    Args:
        collection: the list.
        identity: who asks.
        paging: where to go on.
        status: one of the statuses, or `open` for all that are not closed; empty for all.
        department: the one complained of; empty for all.
        kind: complaint, report, hotline, suggestion or cannot_do; empty for all.
        mine: only those given to whoever asks.
        asked: only those for which the head is asked for more time.
    """
    filters = _filters(status, department, identity.id if mine else "", kind)
    if asked:
        filters["asked"] = True
    wanted = [visible(identity), filters, _after(paging)]
    return list(collection.find(all_of(*wanted)).sort(ORDER).limit(paging.fetch))


def of_unit(collection: Collection[Document], identity: Identity, paging: Paging) -> list[Document]:
    """Give the hotline tickets that were sent to somebody's unit; never one by which somebody is reported."""
    sent = {"kind": "hotline", "department": identity.unit or None, "confidential": False}
    wanted = [jurisdiction(identity), sent, _after(paging)]
    return list(collection.find(all_of(*wanted)).sort(ORDER).limit(paging.fetch))


def _filters(status: str, department: str, handler: str, kind: str) -> Document:
    found: Document = {}
    if status:
        found["status"] = {"$in": list(OPEN)} if status == "open" else status
    for name, value in (("department", department), ("handler", handler)):
        if value:
            found[name] = value
    if kind:
        found["kind"] = {"$in": [kind, None]} if kind == "complaint" else kind
    return found


def _after(paging: Paging) -> Document:
    if paging.after is None:
        return {}
    due, number = paging.after
    return {"$or": [{"due": {"$gt": due}}, {"due": due, "_id": {"$gt": number}}]}


def sort_key(row: Mapping[str, Any]) -> tuple[str, str]:
    """Give what the list is sorted by."""
    return row["due"], row["number"]


def find(collection: Collection[Document], identity: Identity, number: str) -> Document:
    """Give one complaint that somebody may see.

    Raises:
        Rejected: `no_complaint`, also where it is none of theirs.
    """
    found = collection.find_one(all_of({"_id": number}, visible(identity)))
    if found is None:
        raise Rejected("no_complaint", "no such complaint is known to you", status=404)
    return found


def find_ticket(collection: Collection[Document], identity: Identity, number: str) -> Document:
    """Give one hotline ticket that was sent to somebody's unit; raises as `find`."""
    sent = {"_id": number, "kind": "hotline", "department": identity.unit or None, "confidential": False}
    found = collection.find_one(all_of(sent, jurisdiction(identity)))
    if found is None:
        raise Rejected("no_complaint", "no such ticket was sent to your unit", status=404)
    return found
