"""The read model of home visits: a hall's, those whose last day is over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from pymongo import ASCENDING
from pymongo.database import Database

from services.intake.home_visits.decider import VISITS
from services.intake.home_visits.state import Visit
from shared.contracts import encode
from shared.journal.views import View

Document = dict[str, Any]

UNDER_WAY = ("to_approve", "open", "scheduled")
MOST = 100


def visit_view(database: Database[Document]) -> View[Visit]:
    """Give the view that keeps the collection `home_visits`."""
    return View(database["home_visits"], VISITS, project)


def prepare(database: Database[Document]) -> None:
    """Create the indexes; harmless when they exist."""
    database["home_visits"].create_index([("hall", ASCENDING), ("status", ASCENDING), ("due", ASCENDING)], name="hall")
    database["home_visits"].create_index([("status", ASCENDING), ("due", ASCENDING)], name="due")


def project(number: str, visit: Visit) -> Document:
    """Give the document of a visit; person and address stay sealed."""
    assert visit.requested is not None, "only what was asked for has a document"
    told = encode(visit.requested)
    done = encode(visit.done) if visit.done else {}
    return {
        **{name: told[name] for name in ("hall", "division", "ground", "item", "requested_at", "account", "address")},
        "number": number,
        "applicant": told["applicant"],
        "status": visit.status,
        "due": visit.due.isoformat() if visit.due else None,
        "day": visit.day.isoformat() if visit.day else None,
        "staff": list(visit.staff),
        "missed": visit.missed,
        "reasons": visit.reasons,
        "done_at": done.get("done_at"),
        "in_time": done.get("in_time"),
        "receipt_no": done.get("receipt_no", ""),
        "case_no": done.get("case_no", ""),
    }


def find(view: View[Visit], number: str) -> Document | None:
    """Give one visit, or None."""
    return view.collection.find_one({"_id": number.strip().upper()})


def of_hall(view: View[Visit], hall: str, *, over: bool = False) -> list[Document]:
    """Give a hall's visits that are under way, the most urgent first; or those that are over, the latest first."""
    wanted: Document = {"hall": hall, "status": {"$nin" if over else "$in": list(UNDER_WAY)}}
    return list(view.collection.find(wanted).sort("due", -1 if over else 1).limit(MOST))


def overdue(view: View[Visit], today: date) -> Iterator[Document]:
    """Give the visits whose last day is over, that nobody noted yet."""
    wanted = {"status": {"$in": list(UNDER_WAY)}, "missed": False, "due": {"$lt": today.isoformat()}}
    yield from view.collection.find(wanted)
