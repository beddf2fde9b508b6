"""The worklist: one document a review, and the queries on it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from pymongo import ASCENDING
from pymongo.collection import Collection

from services.approval.reviews.state import Review
from shared.contracts import Rejected, encode
from shared.identity import Identity
from shared.identity.identity import division_prefixes
from shared.journal.handle import Outcome
from shared.web.paging import Paging

Document = dict[str, Any]
ORDER = [("promised_due", ASCENDING), ("_id", ASCENDING)]


def project(case: str, review: Review) -> Document:
    """Give a review as the worklist and the API show it; days are `YYYY-MM-DD`."""
    decision = encode(review.decision) if review.decision else None
    return {
        "case": case,
        "status": str(review.status),
        **encode(review.facts),
        "points": [{"code": code, "holds": review.checked.get(code)} for code in review.points],
        "missing": list(review.missing),
        "complete": review.complete,
        "findings": [
            {"points": list(step.points), "passed": step.passed, "text": step.finding} for step in review.steps
        ],
        "decision": decision,
    }


def prepare(collection: Collection[Document]) -> None:
    """Create the indexes of the worklist; harmless when they exist."""
    collection.create_index([("department", ASCENDING), ("status", ASCENDING), *ORDER], name="worklist")
    collection.create_index([("status", ASCENDING), *ORDER], name="by_due")


def visible(identity: Identity) -> Document:
    """Give the filter of what somebody may see: reviewers their department's, others their jurisdiction's."""
    if identity.can("review.step"):
        return {"department": identity.unit}
    prefixes = "|".join(re.escape(prefix) for prefix in division_prefixes(identity))
    return {"division": {"$regex": f"^({prefixes})"}} if prefixes else {"_id": None}


def search(
    collection: Collection[Document],
    identity: Identity,
    paging: Paging,
    *,
    status: str = "",
    department: str = "",
    due_by: date | None = None,
) -> list[Document]:
    """Give up to `paging.fetch` reviews, the most urgent first.

    Args:
        collection: the worklist.
        identity: who asks.
        paging: where to go on.
        status: `open`, `decided` or `ended`; empty for all.
        department: its code; empty for all.
        due_by: promised to be done on this day or before.
    """
    wanted = [visible(identity), _filters(status, department, due_by), _after(paging)]
    return list(collection.find({"$and": [each for each in wanted if each]}).sort(ORDER).limit(paging.fetch))


def _filters(status: str, department: str, due_by: date | None) -> Document:
    found: Document = {}
    if status:
        found["status"] = status
    if department:
        found["department"] = department
    if due_by:
        found["promised_due"] = {"$lte": due_by.isoformat()}
    return found


def _after(paging: Paging) -> Document:
    if paging.after is None:
        return {}
    due, case = paging.after
    return {"$or": [{"promised_due": {"$gt": due}}, {"promised_due": due, "_id": {"$gt": case}}]}


def shown(case: str, outcome: Outcome[Review]) -> Document:
    """Give a review as it was right after its command."""
    return {**project(case, outcome.state), "version": outcome.version}


def sort_key(row: Mapping[str, Any]) -> tuple[str, str]:
    """Give what the worklist is sorted by."""
    return row["promised_due"], row["_id"]


def find(collection: Collection[Document], identity: Identity, case: str) -> Document:
    """Give one review that somebody may see.

    Raises:
        Rejected: `no_review`, also where it is none of theirs.
    """
    found = collection.find_one({"$and": [{"_id": case}, visible(identity)]})
    if found is None:
        raise Rejected("no_review", "no review of this case is known to you", status=404)
    return found
