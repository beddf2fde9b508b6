"""Ratings as lists show them: one document a service, and the queries on it. Texts stay sealed here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from pymongo import ASCENDING, DESCENDING
from pymongo.collection import Collection

from services.complaints.ratings.state import BAD, WATCHED, Rating
from shared.contracts import Rejected, encode
from shared.contracts.ratings import Step
from shared.filters import all_of, within
from shared.identity import Identity
from shared.identity.identity import division_prefixes
from shared.web.paging import Paging

Document = dict[str, Any]
ORDER = [("delivered_on", DESCENDING), ("_id", DESCENDING)]


def project(case_no: str, rating: Rating) -> Document:
    """Give a rating as lists keep it; `grade` is None until somebody rated."""
    invited = encode(rating.invited) if rating.invited else {}
    given = rating.submitted
    return {
        "case_no": case_no,
        **invited,
        "grade": given.grade if given else None,
        "channel": given.channel if given else "",
        "comment": given.comment if given else "",
        "person": given.person if given else "",
        "rated_at": given.submitted_at.isoformat() if given and given.submitted_at else None,
        "device": given.device if given else "",
        "network": given.network if given else "",
        "terminal": given.terminal if given else "",
        "at_staff_device": given.at_staff_device if given else False,
        "reminded": list(rating.reminded),
        "flags": [{"pattern": flag.pattern, "others": list(flag.others)} for flag in rating.flags],
        "flags_open": rating.flags_open,
        "flags_reviewed_by": rating.flags_reviewed.by if rating.flags_reviewed else "",
        "barred": rating.barred,
        **_seen_to(rating),
    }


def _seen_to(rating: Rating) -> Document:
    """Give what became of a bad rating."""
    out, called, done = rating.last_exclusion, rating.contacted, rating.rectified
    days: dict[Step, date | None] = {"contact": rating.contact_due, "fix": rating.fix_due}
    before = dict(rating.due_before)
    waits = [(day, what) for what, day in days.items() if day and rating.step in WATCHED[what]]
    watched = [(day, what) for day, what in waits if (what, day) not in rating.noted]
    return {
        "step": rating.step,
        "contact_due": _day(rating.contact_due),
        "fix_due": _day(rating.fix_due),
        "contact_due_before": _day(before.get("contact")),
        "fix_due_before": _day(before.get("fix")),
        "uncertain": sorted(rating.uncertain),
        "contacted_on": _day(called.contacted_on if called else None),
        "contact_in_time": called.in_time if called else None,
        "finding": called.finding if called else "",
        "rectified_on": _day(done.rectified_on if done else None),
        "fix_in_time": done.in_time if done else None,
        "measures": done.measures if done else "",
        "fed_back_on": _day(rating.fed_back.on if rating.fed_back else None),
        "answer": rating.fed_back.answer if rating.fed_back else "",
        "excluded": rating.excluded is not None,
        "exclusion": encode(out) if out else None,
        "exclusions": rating.exclusions,
        "recheck_due": rating.recheck_due,
        "recheck": encode(rating.rechecked) if rating.rechecked else None,
        "overdue": sorted({what for what, _ in rating.noted}),
        "watch": _day(min(watched)[0]) if watched else None,
        "watched": sorted([what, day.isoformat()] for day, what in watched),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def seen_to(collection: Collection[Document]) -> list[Document]:
    """Give every bad rating of which a last day runs: its case and division."""
    return list(collection.find({"step": {"$in": ["contact", "fix"]}}, {"division": 1}).sort("_id", ASCENDING))


def prepare(collection: Collection[Document]) -> None:
    """Create the indexes of the lists; harmless when they exist."""
    collection.create_index(ORDER, name="newest")
    collection.create_index([("department", ASCENDING), *ORDER], name="by_department")
    collection.create_index([("step", ASCENDING), *ORDER], name="by_step")
    collection.create_index([("watch", ASCENDING)], name="by_watch")
    collection.create_index([("grade", ASCENDING), ("invited_at", ASCENDING)], name="unrated")
    for name in ("terminal", "device", "network"):
        collection.create_index([(name, ASCENDING), ("rated_at", DESCENDING)], name=f"by_{name}")


def visible(identity: Identity) -> Document:
    """Give the filter of what somebody may see: their jurisdiction's; a department's head sees their own unit's."""
    wanted: Document = within(division_prefixes(identity))
    if identity.role == "approver":
        wanted["department"] = identity.unit or None
    return wanted


FILTERS: Mapping[str, Document] = {
    "bad": {"grade": {"$in": list(BAD)}},
    "open": {"step": {"$in": ["contact", "fix", "feedback"]}},
    "flagged": {"flags": {"$nin": [None, []]}},
    "flags_open": {"flags_open": True},
    "excluded": {"exclusions": {"$gt": 0}},
    "recheck": {"recheck_due": True},
    "barred": {"barred": {"$gt": 0}},
    "call": {"grade": None, "reminded": "phone"},
}
"""The lists that handlers and inspectors look at."""


def search(
    collection: Collection[Document],
    identity: Identity,
    paging: Paging,
    *,
    department: str = "",
    grade: int | None = None,
    rated: bool | None = None,
    show: str = "",
) -> list[Document]:
    """Give up to `paging.fetch` ratings, the newest service first.

    Args:
        collection: the list.
        identity: who asks.
        paging: where to go on.
        department: the one rated; empty for all.
        grade: one of the five; None for all.
        rated: whether somebody rated; None for both.
        show: one of `FILTERS`; empty for all.
    """
    found: Document = {}
    if rated is not None:
        found["grade"] = {"$ne": None} if rated else None
    if grade is not None:
        found["grade"] = grade
    named = {"department": department} if department else {}
    wanted = [visible(identity), found, named, FILTERS.get(show, {}), _after(paging)]
    return list(collection.find(all_of(*wanted)).sort(ORDER).limit(paging.fetch))


def _after(paging: Paging) -> Document:
    if paging.after is None:
        return {}
    day, case_no = paging.after
    return {"$or": [{"delivered_on": {"$lt": day}}, {"delivered_on": day, "_id": {"$lt": case_no}}]}


def sort_key(row: Mapping[str, Any]) -> tuple[str, str]:
    """Give what the list is sorted by."""
    return row["delivered_on"], row["case_no"]


def find(collection: Collection[Document], identity: Identity, case_no: str) -> Document:
    """Give one rating that somebody may see.

    Raises:
        Rejected: `no_rating`, also where it is none of theirs.
    """
    found = collection.find_one(all_of({"_id": case_no}, visible(identity)))
    if found is None:
        raise Rejected("no_rating", "no such rating is known to you", status=404)
    return found


def exclusion_rates(collection: Collection[Document], identity: Identity) -> list[Document]:
    """Give, by department, the bad ratings and how many of them were left out, looked at again and overturned (G8)."""
    counts = {
        "bad": {"$sum": {"$cond": [{"$in": ["$grade", list(BAD)]}, 1, 0]}},
        "excluded": {"$sum": {"$cond": [{"$eq": ["$excluded", True]}, 1, 0]}},
        "ever": {"$sum": {"$cond": [{"$gt": ["$exclusions", 0]}, 1, 0]}},
        "rechecked": {"$sum": {"$cond": [{"$ne": [{"$ifNull": ["$recheck", None]}, None]}, 1, 0]}},
        "overturned": {"$sum": {"$cond": [{"$eq": ["$recheck.upheld", False]}, 1, 0]}},
    }
    steps: list[Document] = [
        {"$match": all_of(visible(identity), {"grade": {"$in": list(BAD)}})},
        {"$group": {"_id": "$department", **counts}},
        {"$sort": {"_id": 1}},
    ]
    return [{"department": row.pop("_id"), **row} for row in collection.aggregate(steps)]
