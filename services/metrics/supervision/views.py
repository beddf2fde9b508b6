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
    collection: Collection[Document],
    *,
    units: list[str] | None = None,
    status: str = "",
    step: str = "",
    overdue: bool = False,
    after: str = "",
    most: int = 100,
) -> list[Document]:
    """Give orders and proposals by id.

    Args:
        collection: the list.
        units: of these units only; None for all.
        status, step: only such; empty for all.
        overdue: only those whose last day passed without an answer (S2.1e, S3.1a, S3.3b).
        after: the id to go on from.
        most: so many at most.
    """
    wanted: Document = {"_id": {"$gt": after}}
    if units is not None:
        wanted["unit"] = {"$in": units}
    wanted |= {name: value for name, value in (("status", status), ("step", step)) if value}
    if overdue:
        wanted["overdue"] = True
    return list(collection.find(wanted).sort("_id", ASCENDING).limit(most))


def find(collection: Collection[Document], key: str, units: list[str] | None = None) -> Document:
    """Give one; of another unit than `units` it is unknown.

    Raises:
        Rejected: `unknown_supervision`.
    """
    found = collection.find_one({"_id": key} if units is None else {"_id": key, "unit": {"$in": units}})
    if found is None:
        raise Rejected("unknown_supervision", "there is no such order or proposal", status=404)
    return found
