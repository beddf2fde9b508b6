"""The handlers' list: one document a complaint, and the queries on it. What people wrote stays sealed here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pymongo import ASCENDING
from pymongo.collection import Collection

from services.complaints.complaints.state import Complaint
from shared.contracts import Rejected, encode
from shared.identity import Identity
from shared.identity.identity import division_prefixes
from shared.web.paging import Paging

Document = dict[str, Any]
ORDER = [("due", ASCENDING), ("_id", ASCENDING)]
OPEN = ("filed", "assigned", "replied")


def project(number: str, complaint: Complaint) -> Document:
    """Give a complaint as the list keeps it; `text`, `contact` and `reply` are sealed, days are `YYYY-MM-DD`."""
    filed = encode(complaint.filed) if complaint.filed else {}
    return {
        "number": number,
        **filed,
        **(_last_day(complaint) if complaint.filed else {}),
        "status": str(complaint.status),
        "handler": complaint.handler,
        "reply": complaint.reply,
        "outcome": complaint.outcome,
    }


def _last_day(complaint: Complaint) -> Document:
    """Give the last day as it was counted last, and the one before."""
    before = complaint.due_before
    return {
        "due": complaint.due.isoformat() if complaint.due else None,
        "provisional": complaint.provisional,
        "due_before": before.isoformat() if before else None,
    }


def open_ones(collection: Collection[Document]) -> list[Document]:
    """Give every complaint that is not closed: its number, case and division."""
    return list(collection.find({"status": {"$in": list(OPEN)}}, {"case_no": 1, "division": 1}).sort("_id", ASCENDING))


def prepare(collection: Collection[Document]) -> None:
    """Create the indexes of the list; harmless when they exist."""
    collection.create_index([("status", ASCENDING), *ORDER], name="by_status")
    collection.create_index([("division", ASCENDING), *ORDER], name="by_division")


def visible(identity: Identity) -> Document:
    """Give the filter of what somebody may see: their jurisdiction's, and never a complaint about their own unit."""
    prefixes = "|".join(re.escape(prefix) for prefix in division_prefixes(identity))
    wanted: Document = {"division": {"$regex": f"^({prefixes})"}} if prefixes else {"_id": None}
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
    mine: bool = False,
) -> list[Document]:
    """Give up to `paging.fetch` complaints, the most urgent first.

    Args:
        collection: the list.
        identity: who asks.
        paging: where to go on.
        status: one of the statuses, or `open` for all that are not closed; empty for all.
        department: the one complained of; empty for all.
        mine: only those given to whoever asks.
    """
    wanted = [visible(identity), _filters(status, department, identity.id if mine else ""), _after(paging)]
    return list(collection.find({"$and": [each for each in wanted if each]}).sort(ORDER).limit(paging.fetch))


def _filters(status: str, department: str, handler: str) -> Document:
    found: Document = {}
    if status:
        found["status"] = {"$in": list(OPEN)} if status == "open" else status
    if department:
        found["department"] = department
    if handler:
        found["handler"] = handler
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
    found = collection.find_one({"$and": [{"_id": number}, visible(identity)]})
    if found is None:
        raise Rejected("no_complaint", "no such complaint is known to you", status=404)
    return found
