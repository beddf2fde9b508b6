"""The read model of questions: what is open in a hall and with whom, an account's own."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from pymongo import ASCENDING, DESCENDING
from pymongo.database import Database

from services.intake.consultations.decider import CONSULTATIONS
from services.intake.consultations.state import Consultation
from shared.contracts import encode
from shared.journal.views import View

Document = dict[str, Any]

UNDER_WAY = ("open", "guided", "answered")
MOST = 200


def consultation_view(database: Database[Document]) -> View[Consultation]:
    """Give the view that keeps the collection `consultations`."""
    return View(database["consultations"], CONSULTATIONS, project)


def prepare(database: Database[Document]) -> None:
    """Create the indexes; harmless when they exist."""
    database["consultations"].create_index([("hall", ASCENDING), ("status", ASCENDING)], name="open")
    database["consultations"].create_index([("account", ASCENDING), ("asked_at", DESCENDING)], name="account")


def project(number: str, asked: Consultation) -> Document:
    """Give the document of a question; texts and person stay sealed."""
    assert asked.registered is not None, "only what was registered has a document"
    told = encode(asked.registered)
    closed = encode(asked.closed) if asked.closed else {}
    return {
        **{name: told[name] for name in ("hall", "division", "asked_at", "channel", "due", "item", "account")},
        "number": number,
        "applicant": told["applicant"],
        "question": told["question"],
        "status": asked.status,
        "responsible": asked.responsible,
        "window": asked.window,
        "department": asked.department,
        "guided_at": asked.guided_at.isoformat() if asked.guided_at else None,
        "answered_at": asked.answered_at.isoformat() if asked.answered_at else None,
        "answer": asked.answer,
        "closed_on": closed.get("closed_on"),
        "same_day": closed.get("same_day"),
        "in_time": closed.get("in_time"),
        "how": closed.get("how", ""),
        "minutes": closed.get("minutes"),
    }


def find(view: View[Consultation], number: str) -> Document | None:
    """Give one question, or None."""
    return view.collection.find_one({"_id": number.strip().upper()})


def open_in(view: View[Consultation], hall: str) -> list[Document]:
    """Give what is open in a hall, the oldest first."""
    wanted = {"hall": hall, "status": {"$in": list(UNDER_WAY)}}
    return list(view.collection.find(wanted).sort("asked_at", ASCENDING).limit(MOST))


def open_with(view: View[Consultation], hall: str, who: str) -> int:
    """Count what is open in a hall with somebody, or with nobody (empty)."""
    return view.collection.count_documents({"hall": hall, "status": {"$in": list(UNDER_WAY)}, "responsible": who})


def of_account(view: View[Consultation], account: str, most: int = 50) -> list[Document]:
    """Give an account's own questions, the newest first."""
    return list(view.collection.find({"account": account}).sort("asked_at", DESCENDING).limit(most)) if account else []


def day_end(view: View[Consultation], hall: str, day: date) -> Document:
    """Give a hall's list at the end of a day: what is open by person, and what was closed the day it was asked.

    Nobody's questions stand under an empty name, first: somebody has to take them up.
    """
    people: dict[str, list[Document]] = defaultdict(list)
    for row in open_in(view, hall):
        if row["asked_at"][:10] <= day.isoformat():
            people[row["responsible"]].append(row)
    asked = view.collection.count_documents({"hall": hall, "asked_at": _on(day)})
    same = view.collection.count_documents({"hall": hall, "asked_at": _on(day), "same_day": True})
    return {
        "hall": hall,
        "day": day.isoformat(),
        "asked": asked,
        "closed_same_day": same,
        "open": sum(map(len, people.values())),
        "people": [{"responsible": who, "items": people[who]} for who in sorted(people)],
    }


def _on(day: date) -> Document:
    """Local days are how stored times begin: they carry Shanghai's offset."""
    return {"$gte": day.isoformat(), "$lt": f"{day.isoformat()}~"}
