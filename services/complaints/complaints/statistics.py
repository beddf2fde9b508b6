"""Complaints counted by department, item, member of staff, conduct or kind; the style of work apart (S3.2b)."""

from __future__ import annotations

from datetime import date
from typing import Any

from pymongo.collection import Collection

from services.complaints.complaints.views import visible
from shared.contracts.complaints import STYLE
from shared.filters import all_of
from shared.identity import Identity

Document = dict[str, Any]

BY = ("department", "item", "staff", "conduct", "kind", "hall")
"""What may be counted by."""

FOUND = ("substantiated", "partly")


def count(collection: Collection[Document], identity: Identity, by: str, first: date, last: date) -> list[Document]:
    """Count what was filed from `first` to `last`, both included, of what somebody may see; the most first.

    As the inquiry found it, where there was one: conduct and person may be others than were named at first. `style`:
    found true and about the style of work; `late`: closed after its last day, or noted as overdue.
    """
    since = {"filed_on": {"$gte": first.isoformat(), "$lte": last.isoformat()}}
    found: Document = {"$in": ["$outcome", list(FOUND)]}
    style: Document = {"$and": [found, {"$in": [_as_found("conduct"), list(STYLE)]}]}
    late: Document = {"$or": [{"$eq": ["$in_time", False]}, {"$in": ["closing", {"$ifNull": ["$overdue", []]}]}]}
    sums = {
        "filed": {"$sum": 1},
        "closed": _times({"$eq": ["$status", "closed"]}),
        "substantiated": _times({"$eq": ["$outcome", "substantiated"]}),
        "partly": _times({"$eq": ["$outcome", "partly"]}),
        "unsubstantiated": _times({"$eq": ["$outcome", "unsubstantiated"]}),
        "style": _times(style),
        "integrity": _times({"$gt": [{"$ifNull": ["$integrity", ""]}, ""]}),
        "late": _times(late),
    }
    key: Any = _as_found(by) if by in ("conduct", "staff") else f"${by}"
    steps: list[Document] = [
        {"$match": all_of(visible(identity), since)},
        {"$group": {"_id": key, **sums}},
        {"$sort": {"filed": -1, "_id": 1}},
    ]
    return [{"key": row.pop("_id") or "", **row} for row in collection.aggregate(steps)]


def _times(condition: Document) -> Document:
    return {"$sum": {"$cond": [condition, 1, 0]}}


def _as_found(field: str) -> Document:
    """Give what the inquiry found of a field, or what was filed."""
    told = {"$ifNull": [f"$found_{field}", ""]}
    return {"$cond": [{"$gt": [told, ""]}, told, f"${field}"]}
