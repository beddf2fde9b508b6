"""The read model of cases: one document a case, and the queries the desk, the pages and the lists ask."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pymongo import ASCENDING, DESCENDING
from pymongo.database import Database

from services.intake.cases.decider import CASES
from services.intake.cases.projection import project
from services.intake.cases.standing import NOWHERE
from services.intake.cases.state import OPEN, Case, Status
from shared.contracts import Rejected
from shared.filters import all_of, within
from shared.identity import Identity
from shared.identity.identity import division_prefixes
from shared.journal.handle import Loaded, Outcome
from shared.journal.views import View

Document = dict[str, Any]

NEWEST_FIRST = [("received_at", DESCENDING), ("_id", DESCENDING)]
"""The order of lists: by time of receipt, the newest first; the number decides between equals."""

FILTERS = ("status", "department", "hall", "item")
"""What a list may be narrowed by."""

WAITING_AT_DESK = frozenset({*OPEN, Status.DECIDED, Status.COMPLETED})
"""What a window still has to do something about: receive, accept, hand over."""


def case_view(database: Database[Document]) -> View[Case]:
    """Give the view that keeps the collection `cases`."""
    return View(database["cases"], CASES, project)


def prepare(database: Database[Document]) -> None:
    """Create the indexes of the lists; harmless when they exist. Few, because every act on a case pays for each."""
    cases = database["cases"]
    cases.create_index(NEWEST_FIRST, name="newest")
    cases.create_index([("hall", ASCENDING), ("status", ASCENDING), *NEWEST_FIRST], name="desk")
    own = {"account": {"$gt": ""}}
    cases.create_index([("account", ASCENDING), *NEWEST_FIRST], name="own", partialFilterExpression=own)
    cases.create_index([("applicant.person", ASCENDING), ("item", ASCENDING)], name="person")
    waiting = {"look_after": {"$gt": ""}}
    cases.create_index([("look_after", ASCENDING)], name="clock", partialFilterExpression=waiting)


def shown(case_no: str, now: Outcome[Case] | Loaded[Case]) -> Document:
    """Give a case's document as it was right after a command."""
    return {"_id": case_no, **project(case_no, now.state), "version": now.version}


def visible(identity: Identity, halls: Callable[[str], str], person: str = "") -> Document:
    """Give the filter of the cases an account may see.

    Args:
        identity: who asks.
        halls: tells the hall that an account's place of work belongs to.
        person: whose account it has proved to be; empty: it has proved nothing.
    """
    if identity.can("case.read_own"):
        own = {"account": identity.id}
        return {"$or": [own, {"applicant.person": person}]} if person else own
    match identity.role:
        case "window_clerk" | "village_agent":
            return {"hall": halls(identity.hall) or NOWHERE}
        case "reviewer" | "approver":
            return {"department": identity.unit or NOWHERE}
    return within(division_prefixes(identity))


def find(view: View[Case], case_no: str, narrowed: Document) -> Document:
    """Give one case out of those somebody may see.

    Raises:
        Rejected: `unknown_case`, also where it is none of theirs.
    """
    found = view.collection.find_one(all_of({"_id": case_no}, narrowed))
    if found is None:
        raise Rejected("unknown_case", "no case of this number is known to you", status=404)
    return found


def search(
    view: View[Case], narrowed: Document, after: Sequence[str | int] | None, most: int, **filters: str
) -> list[Document]:
    """Give up to `most` cases, the newest first.

    Args:
        view: the read model.
        narrowed: what the account may see.
        after: `(received_at, case number)` of the last one seen, or None for the first page.
        most: how many.
        filters: fields of `FILTERS` and what they must be; empty ones do not narrow.
    """
    wanted = [narrowed, {name: value for name, value in filters.items() if value}, _after(after)]
    return list(view.collection.find(all_of(*wanted)).sort(NEWEST_FIRST).limit(most))


def _after(after: Sequence[str | int] | None) -> Document:
    if after is None:
        return {}
    at, number = after
    return {"$or": [{"received_at": {"$lt": at}}, {"received_at": at, "_id": {"$lt": number}}]}


def sort_key(row: Mapping[str, Any]) -> tuple[str, str]:
    """Give what lists are sorted by."""
    return row["received_at"], row["_id"]


def waiting(view: View[Case], hall: str, most: int = 200) -> list[Document]:
    """Give the cases that a hall's windows have to do something about, the longest waiting first."""
    query = {"hall": hall, "status": {"$in": sorted(WAITING_AT_DESK)}}
    return list(view.collection.find(query).sort([("received_at", ASCENDING), ("_id", ASCENDING)]).limit(most))


def count_by_status(view: View[Case], narrowed: Document) -> dict[str, int]:
    """Count cases by status."""
    groups = view.collection.aggregate([{"$match": narrowed}, {"$group": {"_id": "$status", "count": {"$sum": 1}}}])
    return {found["_id"]: int(found["count"]) for found in groups}
