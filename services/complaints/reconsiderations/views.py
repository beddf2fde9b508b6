"""The register as lists show it: one document a reconsideration or lawsuit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, get_args

from pymongo import ASCENDING, DESCENDING
from pymongo.collection import Collection

from services.complaints.complaints.views import jurisdiction
from services.complaints.reconsiderations.state import Litigation, Reconsideration
from shared.contracts import Rejected, encode
from shared.contracts.remedies import Limit
from shared.filters import all_of
from shared.identity import Identity
from shared.web.paging import Paging

Document = dict[str, Any]
LIMITS: tuple[Limit, ...] = get_args(Limit)


def project(number: str, state: Reconsideration) -> Document:
    """Give a reconsideration as lists keep it; days are `YYYY-MM-DD`."""
    told = encode(state.registered) if state.registered else {}
    ended = encode(state.decided) if state.decided else {}
    return {
        "number": number,
        **told,
        "began_on": told.get("received_on"),
        "status": state.status,
        **_last_days(state),
        "in_time": state.in_time,
        "asked_on": _day(state.correction.asked_on if state.correction else None),
        "corrected_on": _day(state.corrected.corrected_on if state.corrected else None),
        "accepted_on": _day(state.accepted.accepted_on if state.accepted else None),
        "manner": state.accepted.manner if state.accepted else "",
        "extended": state.extended,
        "overdue": state.overdue,
        "outcome": ended.get("outcome", ""),
        "decided_on": ended.get("decided_on"),
        "decided_in_time": ended.get("in_time"),
        "ruling_no": ended.get("document_no", ""),
        "served_on": _day(state.served_on),
    }


def _last_days(state: Reconsideration) -> Document:
    """Give every last day with what it was before a calendar was published; whether one that runs is provisional."""
    days = {what: getattr(state, what) for what in LIMITS}
    told = {f"{what}_by": _day(day.due if day else None) for what, day in days.items()}
    before = {f"{what}_before": _day(day.before if day else None) for what, day in days.items()}
    return {**told, **before, "provisional": any(day.provisional for day in days.values() if day)}


def project_litigation(number: str, state: Litigation) -> Document:
    """Give a lawsuit as lists keep it."""
    told = encode(state.registered) if state.registered else {}
    ended = encode(state.decided) if state.decided else {}
    return {
        "number": number,
        **told,
        "began_on": told.get("filed_on"),
        "sue_by": _day(state.sue.due if state.sue else None),
        "sue_before": _day(state.sue.before if state.sue else None),
        "provisional": state.sue.provisional if state.sue else False,
        "in_time": state.in_time,
        "status": state.status,
        "outcome": ended.get("outcome", ""),
        "decided_on": ended.get("decided_on"),
        "ruling_no": ended.get("document_no", ""),
        "final": ended.get("final", False),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def unsettled(collection: Collection[Document], year: int) -> list[Document]:
    """Give the files of which a last day may change with a calendar of a year: number, case and division.

    Those that are not decided, and the decided ones after which one may sue until then.
    """
    sued = {"sue_by": {"$gte": f"{year}-01-01", "$lt": f"{year + 2}-01-01"}}
    wanted = {"$or": [{"status": {"$ne": "decided"}}, sued]}
    return list(collection.find(wanted, {"number": 1, "case_no": 1, "division": 1}).sort("_id", ASCENDING))


def prepare(collection: Collection[Document]) -> None:
    """Create the indexes of a list; harmless when they exist."""
    collection.create_index([("began_on", DESCENDING), ("_id", DESCENDING)], name="newest")
    collection.create_index([("status", ASCENDING), ("examine_by", ASCENDING)], name="waiting")


def search(
    collection: Collection[Document], identity: Identity, paging: Paging, *, department: str = "", status: str = ""
) -> list[Document]:
    """Give up to `paging.fetch` of somebody's jurisdiction, the newest first; `department`, `status`: empty for all."""
    named = {"department": department, "status": status}
    wanted = [jurisdiction(identity), {name: value for name, value in named.items() if value}, _after(paging)]
    order = [("began_on", DESCENDING), ("_id", DESCENDING)]
    return list(collection.find(all_of(*wanted)).sort(order).limit(paging.fetch))


def _after(paging: Paging) -> Document:
    if paging.after is None:
        return {}
    day, number = paging.after
    return {"$or": [{"began_on": {"$lt": day}}, {"began_on": day, "_id": {"$lt": number}}]}


def sort_key(row: Mapping[str, Any]) -> tuple[str, str]:
    """Give what the lists are sorted by."""
    return row["began_on"], row["number"]


def running(collection: Collection[Document], case_no: str) -> Document | None:
    """Give the reconsideration of a case that the authority has not decided, the newest; None where there is none."""
    waiting = {"case_no": case_no, "status": {"$ne": "decided"}}
    return collection.find_one(waiting, sort=[("began_on", DESCENDING)]) if case_no else None


def find(collection: Collection[Document], identity: Identity, number: str) -> Document:
    """Give one of somebody's jurisdiction.

    Raises:
        Rejected: `no_remedy`, also where it is none of theirs.
    """
    found = collection.find_one(all_of({"_id": number}, jurisdiction(identity)))
    if found is None:
        raise Rejected("no_remedy", "no such file is known to you", status=404)
    return found
