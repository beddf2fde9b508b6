"""The worklist: one document a review, and the queries on it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from pymongo import ASCENDING, DESCENDING
from pymongo.collection import Collection

from services.approval.reviews.state import Review
from shared.contracts import Event, Rejected, encode
from shared.contracts.registry import Text
from shared.filters import all_of, within
from shared.identity import Identity
from shared.identity.identity import division_prefixes
from shared.journal.handle import Outcome
from shared.timekeeping import local_day
from shared.web.paging import Paging

Document = dict[str, Any]
ORDER = [("promised_due", ASCENDING), ("_id", ASCENDING)]


def project(case: str, review: Review) -> Document:
    """Give a review as the worklist and the API show it; days are `YYYY-MM-DD`."""
    return {
        "case": case,
        "public_key": public_key(case),
        "status": str(review.status),
        **encode(review.facts),
        **_stated(review),
        "points": [{"code": code, "holds": review.checked.get(code)} for code in review.points],
        "missing": list(review.missing),
        "complete": review.complete,
        "findings": [
            {"points": list(step.points), "passed": step.passed, "text": step.finding} for step in review.steps
        ],
        **_work(review),
        **_procedures(review),
        **_outcome(review),
    }


def public_key(case: str) -> str:
    """Give what stands for a case in public lists and their cursors, which do not say case numbers."""
    return hashlib.sha256(case.encode()).hexdigest()[:16]


def _stated(review: Review) -> Document:
    """Both last days as they were last told; `/clock` counts them anew."""
    told = review.stated
    if told is None:
        return {}
    return {
        "promised_due": told.promised_due.isoformat(),
        "statutory_due": told.statutory_due.isoformat() if told.statutory_due else None,
        "provisional": told.provisional,
        "calendar": list(told.calendar),
    }


def _work(review: Review) -> Document:
    """Whose turn it is: the steps in order, who has them, whom the review waits for."""
    undone = {step.code for step in review.undone}
    none = ("", "")
    return {
        "steps": [
            {
                "code": step.code,
                "name": encode_text(step.name),
                "post": step.post,
                "points": list(step.points),
                "field_check": step.field_check,
                "done": step.code not in undone,
                "officer": review.assigned.get(step.code, none)[0],
                "deputy": review.assigned.get(step.code, none)[1],
            }
            for step in review.planned
        ],
        "consulted": list(dict.fromkeys((*review.plan.consulted, *review.asked))),
        "unanswered": list(review.unanswered),
        "opinions": [encode(each) for each in review.opinions.values()],
        "interested": [encode(each) for each in review.told],
        "statements": [
            {"party": each.party, "heard_on": each.heard_on.isoformat(), "adopted": each.adopted, "answer": each.answer}
            for each in review.statements
        ],
    }


def _procedures(review: Review) -> Document:
    hearing, referral = review.hearing, review.referral
    waiting = next((each.begun.procedure for each in review.suspensions if each.open), "")
    return {
        "suspended": waiting,
        "extension": _or_none(review.extension),
        "hearing": {
            "offered": [encode(each) for each in hearing.offered.values()],
            "requested": [encode(each) for each in hearing.requested.values()],
            "waived": [encode(each) for each in hearing.waived.values()],
            "scheduled": _or_none(hearing.scheduled),
            "held": _or_none(hearing.held),
        },
        "superior": referral.forwarded.superior if referral.forwarded else "",
        "referral": {
            "needed": bool(review.plan.superior),
            "route": referral.route.route if referral.route else "",
            "forwarded": _or_none(referral.forwarded),
            "answer": _or_none(referral.answer),
        },
    }


def _outcome(review: Review) -> Document:
    return {
        "decision": _or_none(review.decision),
        "served": _or_none(review.served),
        "certificate_end": _or_none(review.certificate_end),
        "lateness": [encode(each) for each in review.lateness],
        "decided_on": local_day(review.decision.decided_at).isoformat() if review.decision else "",
    }


def _or_none(fact: Event | None) -> Document | None:
    return encode(fact) if fact is not None else None


def encode_text(text: Text) -> dict[str, str]:
    """Give a text in both languages."""
    return {"zh": text.zh, "en": text.en}


def prepare(collection: Collection[Document]) -> None:
    """Create the indexes of the worklist; harmless when they exist."""
    collection.create_index([("department", ASCENDING), ("status", ASCENDING), *ORDER], name="worklist")
    collection.create_index([("status", ASCENDING), *ORDER], name="by_due")
    collection.create_index([("decided_on", DESCENDING), ("public_key", ASCENDING)], name="published")
    for unit in ("consulted", "superior"):
        collection.create_index([(unit, ASCENDING), *ORDER], name=unit)


def visible(identity: Identity) -> Document:
    """Give the filter of what somebody may see.

    Reviewers see what their department reviews or is consulted on, superior units what was forwarded to them, others
    their jurisdiction.
    """
    if identity.can("review.step"):
        return {"$or": [{"department": identity.unit}, {"consulted": identity.unit}]}
    if identity.can("superior.decide"):
        return {"superior": identity.unit or None}
    return within(division_prefixes(identity))


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
    return list(collection.find(all_of(*wanted)).sort(ORDER).limit(paging.fetch))


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
    found = collection.find_one(all_of({"_id": case}, visible(identity)))
    if found is None:
        raise Rejected("no_review", "no review of this case is known to you", status=404)
    return found
