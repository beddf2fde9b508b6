"""Orders and proposals as documents and lists."""

from __future__ import annotations

from typing import Any

from pymongo import ASCENDING
from pymongo.collection import Collection
from pymongo.database import Database

from services.metrics.supervision.state import Supervision
from shared.contracts import Rejected, encode

Document = dict[str, Any]


def project(key: str, told: Supervision) -> Document:
    """Give an order or proposal as a document."""
    return {
        "id": key,
        "status": str(told.status),
        "step": told.step,
        "kind": told.kind,
        "unit": told.unit,
        "period": told.period,
        "ground": told.ground,
        "evidence": list(told.evidence),
        "statement": told.statement,
        "issued": encode(told.issued) if told.issued else None,
        "due": told.due.isoformat() if told.due else None,
        "answer": encode(told.answer) if told.answer else None,
        "held": encode(told.held) if told.held else None,
        "overdue": told.overdue,
        "closed": encode(told.closed) if told.closed else None,
    }


def prepare(database: Database[Document]) -> None:
    """Create the indexes of the list; harmless when they exist."""
    database["supervision"].create_index([("unit", ASCENDING), ("_id", ASCENDING)], name="unit")
    database["supervision"].create_index([("status", ASCENDING), ("due", ASCENDING)], name="due")


def listed(
    collection: Collection[Document], *, unit: str | None = None, status: str = "", after: str = "", most: int = 100
) -> list[Document]:
    """Give orders and proposals by id; `unit`: of that unit only."""
    wanted: Document = {"_id": {"$gt": after}}
    if unit is not None:
        wanted["unit"] = unit
    if status:
        wanted["status"] = status
    return list(collection.find(wanted).sort("_id", ASCENDING).limit(most))


def find(collection: Collection[Document], key: str, unit: str | None = None) -> Document:
    """Give one; of another unit than `unit` it is unknown.

    Raises:
        Rejected: `unknown_supervision`.
    """
    found = collection.find_one({"_id": key} if unit is None else {"_id": key, "unit": unit})
    if found is None:
        raise Rejected("unknown_supervision", "there is no such order or proposal", status=404)
    return found
