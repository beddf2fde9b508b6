"""The read model of appointments: one document each; a hall's day, a person's own, those whose time is over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from pymongo import ASCENDING
from pymongo.database import Database

from services.intake.appointments.decider import APPOINTMENTS
from services.intake.appointments.state import Appointment
from shared.contracts import Rejected, encode
from shared.journal.views import View

Document = dict[str, Any]

OPEN = ("booked", "arrived")


def appointment_view(database: Database[Document]) -> View[Appointment]:
    """Give the view that keeps the collection `appointments`."""
    return View(database["appointments"], APPOINTMENTS, project)


def prepare(database: Database[Document]) -> None:
    """Create the indexes; harmless when they exist."""
    found = database["appointments"]
    found.create_index([("hall", ASCENDING), ("day", ASCENDING), ("begins", ASCENDING)], name="day")
    found.create_index([("status", ASCENDING), ("ends", ASCENDING)], name="open")
    found.create_index([("account", ASCENDING), ("begins", ASCENDING)], name="account")


def project(number: str, held: Appointment) -> Document:
    """Give the document of an appointment; the applicant stays sealed."""
    assert held.booked is not None, "only what was booked has a document"
    assert held.begins is not None
    assert held.ends is not None
    told = encode(held.booked)
    return {
        **{name: told[name] for name in ("hall", "division", "department", "item", "booked_at", "by", "applicant")},
        "number": number,
        "account": held.booked.account,
        "case_no": held.booked.case_no,
        "day": held.begins.date().isoformat(),
        "begins": held.begins.isoformat(),
        "ends": held.ends.isoformat(),
        "seat": held.seat,
        "market_day": held.market_day,
        "changes": held.changes,
        "status": held.status,
        "ticket": held.ticket,
        "arrived_at": held.arrived_at.isoformat() if held.arrived_at else None,
        "ended_by": held.ended_by,
        "reason": held.reason,
    }


def known(view: View[Appointment], number: str) -> Document | None:
    """Give one appointment, or None."""
    return view.collection.find_one({"_id": number.strip().upper()})


def find(view: View[Appointment], number: str) -> Document:
    """Give one appointment.

    Raises:
        Rejected: `unknown_appointment`.
    """
    found = known(view, number)
    if found is None:
        raise Rejected("unknown_appointment", "there is no such appointment", "S2.6d", status=404)
    return found


def of_day(view: View[Appointment], hall: str, day: date) -> list[Document]:
    """Give a hall's appointments of a day, by time."""
    return list(view.collection.find({"hall": hall, "day": day.isoformat()}).sort([("begins", 1), ("_id", 1)]))


def of_account(view: View[Appointment], account: str, most: int = 50) -> list[Document]:
    """Give an account's own appointments, the latest first."""
    return list(view.collection.find({"account": account}).sort("begins", -1).limit(most)) if account else []


def over(view: View[Appointment], now: datetime) -> Iterator[Document]:
    """Give the appointments whose time is over and that nothing came of yet."""
    yield from view.collection.find({"status": {"$in": list(OPEN)}, "ends": {"$lte": now.isoformat()}})
