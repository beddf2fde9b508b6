"""The read model of the special channel: a hall's requests, those whose hours have passed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from pymongo import ASCENDING
from pymongo.database import Database

from services.intake.special_channel.decider import SPECIALS
from services.intake.special_channel.state import Special
from shared.contracts import encode
from shared.journal.views import View

Document = dict[str, Any]

MOST = 100


def special_view(database: Database[Document]) -> View[Special]:
    """Give the view that keeps the collection `specials`."""
    return View(database["specials"], SPECIALS, project)


def prepare(database: Database[Document]) -> None:
    """Create the indexes; harmless when they exist."""
    database["specials"].create_index([("hall", ASCENDING), ("answer_due", ASCENDING)], name="hall")
    database["specials"].create_index([("status", ASCENDING), ("answer_due", ASCENDING)], name="due")


def project(number: str, special: Special) -> Document:
    """Give the document of a request; person and project stay sealed."""
    assert special.requested is not None, "only what was asked for has a document"
    told = encode(special.requested)
    answered = encode(special.answered) if special.answered else {}
    return {
        **{name: told[name] for name in ("hall", "division", "ground", "item", "requested_at", "account", "project")},
        "number": number,
        "applicant": told["applicant"],
        "answer_due": told["answer_due"],
        "status": special.status,
        "missed": special.missed,
        **{name: answered.get(name) for name in ("answered_at", "in_time", "approver", "reasons", "valid_until")},
        "simplified": list(answered.get("simplified", ())),
    }


def find(view: View[Special], number: str) -> Document | None:
    """Give one request, or None."""
    return view.collection.find_one({"_id": number.strip().upper()})


def of_hall(view: View[Special], hall: str) -> list[Document]:
    """Give a hall's requests: those that wait first, by the hour they are due; then the others, the latest first."""
    waiting = list(view.collection.find({"hall": hall, "status": "open"}).sort("answer_due", 1).limit(MOST))
    others = view.collection.find({"hall": hall, "status": {"$ne": "open"}}).sort("answer_due", -1).limit(MOST)
    return [*waiting, *others]


def overdue(view: View[Special], now: datetime) -> Iterator[Document]:
    """Give the requests whose hours have passed without an answer, that nobody noted yet."""
    yield from view.collection.find({"status": "open", "missed": False, "answer_due": {"$lt": now.isoformat()}})
