"""What everybody may read: approvals, and why promises were not kept. Of applicants nothing is told, not even numbers
of their cases."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from pymongo import ASCENDING, DESCENDING
from pymongo.collection import Collection

from services.approval.reviews.state import Review
from services.approval.service import Approval
from shared.web.paging import Paging

Document = dict[str, Any]


def certificate(review: Review, today: date) -> Document | None:
    """Give the certificate of an approval, the published specimen of its kind, and whether it holds on a day."""
    found = review.decision.certificate if review.decision else None
    if found is None:
        return None
    ended, plan = review.certificate_end, review.plan.certificate
    lapsed = found.valid_until is not None and today > found.valid_until
    return {
        "name": found.name,
        "number": found.number,
        "valid_from": found.valid_from,
        "valid_until": found.valid_until,
        "holds": ended is None and not lapsed,
        "specimen": list(plan.specimen) if plan else [],
        "ended": {"manner": ended.manner, "ended_on": ended.ended_on, "document_no": ended.document_no}
        if ended
        else None,
    }


def approvals(collection: Collection[Document], paging: Paging) -> list[Document]:
    """Give up to `paging.fetch` approvals, the newest first."""
    wanted: Document = {"decision.outcome": "approved"}
    if paging.after is not None:
        day, key = paging.after
        wanted["$or"] = [{"decided_on": {"$lt": day}}, {"decided_on": day, "public_key": {"$gt": key}}]
    order = [("decided_on", DESCENDING), ("public_key", ASCENDING)]
    return [_approval(row) for row in collection.find(wanted).sort(order).limit(paging.fetch)]


def _approval(row: Mapping[str, Any]) -> Document:
    decision, ended = row["decision"], row.get("certificate_end")
    given = decision.get("certificate") or {}
    return {
        "public_key": row["public_key"],
        "item": row["item"],
        "department": row["department"],
        "division": row["division"],
        "document_no": decision["document_no"],
        "decided_on": row["decided_on"],
        "signed_as": decision.get("signed_as", ""),
        "certificate_no": given.get("number", ""),
        "valid_from": given.get("valid_from"),
        "valid_until": given.get("valid_until"),
        "ended_on": ended["ended_on"] if ended else None,
    }


def approval_key(row: Mapping[str, Any]) -> tuple[str, str]:
    """Give what approvals are sorted by."""
    return row["decided_on"], row["public_key"]


def lateness(approval: Approval, paging: Paging, today: date) -> list[Document]:
    """Give up to `paging.fetch` broken promises, the oldest first: still open, decided too late, or explained."""
    late: Document = {
        "$or": [
            {"status": "open", "promised_due": {"$lt": today.isoformat()}},
            {"status": "decided", "$expr": {"$gt": ["$decided_on", "$promised_due"]}},
            {"lateness.0": {"$exists": True}},
        ]
    }
    if paging.after is not None:
        due, key = paging.after
        late = {
            "$and": [late, {"$or": [{"promised_due": {"$gt": due}}, {"promised_due": due, "public_key": {"$gt": key}}]}]
        }
    found = approval.reviews.collection.find(late).sort([("promised_due", ASCENDING), ("public_key", ASCENDING)])
    return [_late(approval, row) for row in found.limit(paging.fetch)]


def _late(approval: Approval, row: Mapping[str, Any]) -> Document:
    """Tell a broken promise; whoever still waits may turn to the review authority first (L14d)."""
    told = row["lateness"][-1] if row["lateness"] else {}
    return {
        "public_key": row["public_key"],
        "item": row["item"],
        "department": row["department"],
        "division": row["division"],
        "accepted_on": row["accepted_on"],
        "promised_due": row["promised_due"],
        "statutory_due": row["statutory_due"],
        "decided_on": row["decided_on"] or None,
        "reasons": told.get("reasons", ""),
        "explained_on": told.get("explained_on"),
        "review_authority": approval.review_authority(row["department"]),
    }


def lateness_key(row: Mapping[str, Any]) -> tuple[str, str]:
    """Give what broken promises are sorted by."""
    return row["promised_due"], row["public_key"]
