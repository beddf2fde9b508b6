"""The inbox of superior units: one document a case, and the queries on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pymongo import ASCENDING
from pymongo.collection import Collection

from services.approval.superiors.state import AtSuperior
from shared.contracts import Rejected, encode
from shared.filters import all_of
from shared.identity import Identity
from shared.journal.handle import Outcome
from shared.web.paging import Paging

Document = dict[str, Any]
NO_LIMIT = "9999-12-31"
"""Where a file stands in the inbox that has no limit."""

ORDER = [("due_or_last", ASCENDING), ("_id", ASCENDING)]


def project(case: str, state: AtSuperior) -> Document:
    """Give a referral as the inbox and the API show it; days are `YYYY-MM-DD`."""
    facts = encode(state.facts)
    asked = [code for each in state.asked for code in each.materials]
    decision = encode(state.decision) if state.decision else None
    return {
        "case": case,
        "status": str(state.status),
        **facts,
        "due_or_last": facts["due"] or NO_LIMIT,
        "asked": asked,
        "decision": decision,
    }


def prepare(collection: Collection[Document]) -> None:
    """Create the index of the inbox; harmless when it exists."""
    collection.create_index([("superior", ASCENDING), ("status", ASCENDING), *ORDER], name="inbox")


def visible(identity: Identity) -> Document:
    """Give the filter of what somebody may see: superior units their own inbox, departments what they sent."""
    return {"superior" if identity.can("superior.decide") else "department": identity.unit or None}


def search(collection: Collection[Document], identity: Identity, paging: Paging, status: str) -> list[Document]:
    """Give up to `paging.fetch` files, the most urgent first."""
    wanted = [visible(identity), {"status": status} if status else {}, _after(paging)]
    return list(collection.find(all_of(*wanted)).sort(ORDER).limit(paging.fetch))


def _after(paging: Paging) -> Document:
    if paging.after is None:
        return {}
    due, case = paging.after
    return {"$or": [{"due_or_last": {"$gt": due}}, {"due_or_last": due, "_id": {"$gt": case}}]}


def sort_key(row: Mapping[str, Any]) -> tuple[str, str]:
    """Give what the inbox is sorted by."""
    return row["due_or_last"], row["_id"]


def shown(case: str, outcome: Outcome[AtSuperior]) -> Document:
    """Give a file as it was right after its command."""
    return {**project(case, outcome.state), "version": outcome.version}


def find(collection: Collection[Document], identity: Identity, case: str) -> Document:
    """Give one file that somebody may see.

    Raises:
        Rejected: `no_referral`, also where it is none of theirs.
    """
    found = collection.find_one(all_of({"_id": case}, visible(identity)))
    if found is None:
        raise Rejected("no_referral", "no file of this case is known to you", status=404)
    return found
