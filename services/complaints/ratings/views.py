"""Ratings as lists show them: one document a case, and the queries on it. Comments stay sealed here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pymongo import ASCENDING, DESCENDING
from pymongo.collection import Collection

from services.complaints.ratings.state import Rating
from shared.contracts import encode
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
    }


def prepare(collection: Collection[Document]) -> None:
    """Create the indexes of the lists; harmless when they exist."""
    collection.create_index(ORDER, name="newest")
    collection.create_index([("department", ASCENDING), *ORDER], name="by_department")


def visible(identity: Identity) -> Document:
    """Give the filter of what somebody may see: their jurisdiction's."""
    prefixes = "|".join(re.escape(prefix) for prefix in division_prefixes(identity))
    return {"division": {"$regex": f"^({prefixes})"}} if prefixes else {"_id": None}


def search(
    collection: Collection[Document],
    identity: Identity,
    paging: Paging,
    *,
    department: str = "",
    grade: int | None = None,
    rated: bool | None = None,
) -> list[Document]:
    """Give up to `paging.fetch` ratings, the newest delivery first.

    Args:
        collection: the list.
        identity: who asks.
        paging: where to go on.
        department: the one rated; empty for all.
        grade: one of the five; None for all.
        rated: whether somebody rated; None for both.
    """
    found: Document = {}
    if department:
        found["department"] = department
    if rated is not None:
        found["grade"] = {"$ne": None} if rated else None
    if grade is not None:
        found["grade"] = grade
    wanted = [visible(identity), found, _after(paging)]
    return list(collection.find({"$and": [each for each in wanted if each]}).sort(ORDER).limit(paging.fetch))


def _after(paging: Paging) -> Document:
    if paging.after is None:
        return {}
    day, case_no = paging.after
    return {"$or": [{"delivered_on": {"$lt": day}}, {"delivered_on": day, "_id": {"$lt": case_no}}]}


def sort_key(row: Mapping[str, Any]) -> tuple[str, str]:
    """Give what the list is sorted by."""
    return row["delivered_on"], row["case_no"]
