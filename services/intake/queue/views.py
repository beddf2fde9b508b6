"""The read model of the queue: a document a number; the line in front of a window, the screen, measured services."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from pymongo import ASCENDING, DESCENDING
from pymongo.database import Database

from services.intake.queue.decider import TICKETS
from services.intake.queue.order import Waiting
from services.intake.queue.state import Service, Ticket
from shared.contracts import Rejected
from shared.contracts.abilities import takes
from shared.contracts.registry import VenueRegistered, Window
from shared.journal.views import View

Document = dict[str, Any]

MEASURED_LATELY = 30
"""How many of the newest services a waiting time is measured by."""
AT_WORK_MINUTES = 60
"""A window that called somebody within so many minutes counts as one that calls."""
ON_SCREEN = 6


def ticket_view(database: Database[Document]) -> View[Ticket]:
    """Give the view that keeps the collection `tickets`."""
    return View(database["tickets"], TICKETS, project)


def prepare(database: Database[Document]) -> None:
    """Create the indexes; harmless when they exist."""
    database["tickets"].create_index([("hall", ASCENDING), ("day", ASCENDING), ("status", ASCENDING)], name="line")
    database["tickets"].create_index([("hall", ASCENDING), ("served_at", DESCENDING)], name="served")


def project(key: str, ticket: Ticket) -> Document:
    """Give the document of a number."""
    taken = ticket.taken
    assert taken is not None, "only what was taken has a document"
    return {
        "ticket": key,
        "hall": taken.hall,
        "day": taken.day.isoformat(),
        "number": taken.number,
        "items": list(taken.items),
        "remaining": list(ticket.remaining),
        "status": ticket.status,
        "special": taken.special,
        "priority": taken.priority,
        "appointment": taken.appointment,
        "appointed_for": _iso(taken.appointed_for),
        "taken_at": _iso(taken.taken_at),
        "since": _iso(ticket.since),
        "window": ticket.window,
        "called_at": _iso(ticket.called_at),
        "first_called_at": _iso(ticket.first_called_at),
        "times": ticket.times,
        "services": [_service(each) for each in ticket.services],
        "served_at": _iso(ticket.services[-1].served_at) if ticket.services else None,
    }


def _service(each: Service) -> Document:
    seconds = int((each.served_at - each.called_at).total_seconds())
    return {"window": each.window, "called_at": _iso(each.called_at), "seconds": seconds}


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def find(view: View[Ticket], key: str) -> Document:
    """Give one number.

    Raises:
        Rejected: `unknown_ticket`.
    """
    found = view.collection.find_one({"_id": key})
    if found is None:
        raise Rejected("unknown_ticket", "there is no such number", "S2.2b", status=404)
    return found


def of_day(view: View[Ticket], hall: str, day: date, *statuses: str) -> list[Document]:
    """Give a hall's numbers of a day, by number; narrowed to statuses where some are named."""
    wanted: Document = {"hall": hall, "day": day.isoformat()}
    if statuses:
        wanted["status"] = {"$in": list(statuses)}
    return list(view.collection.find(wanted).sort("number", ASCENDING))


def waiting(row: Document) -> Waiting:
    """Give a number's place in the order of calls."""
    appointed = row["appointed_for"]
    return Waiting(
        key=row["_id"],
        number=row["number"],
        since=datetime.fromisoformat(row["since"]),
        priority=row["priority"],
        appointed_for=datetime.fromisoformat(appointed) if appointed else None,
    )


def for_window(rows: Iterable[Document], window: Window, day: date) -> list[Document]:
    """Give those numbers that have something left for a window."""
    return [row for row in rows if any(takes(window, item, day) for item in row["remaining"])]


def seconds_lately(view: View[Ticket], hall: str, windows: Iterable[str]) -> list[float]:
    """Give how long the newest services at some windows of a hall took."""
    ours = set(windows)
    newest = view.collection.find({"hall": hall, "served_at": {"$ne": None}}, {"services": 1})
    rows = newest.sort("served_at", DESCENDING).limit(MEASURED_LATELY)
    return [float(each["seconds"]) for row in rows for each in row["services"] if each["window"] in ours]


def at_work(rows: Iterable[Document], now: datetime) -> set[str]:
    """Tell which windows called somebody within the last hour."""
    found = set()
    for row in rows:
        calls = [(row["window"], row["called_at"]), *((each["window"], each["called_at"]) for each in row["services"])]
        for window, called in calls:
            if window and called and now - datetime.fromisoformat(called) <= timedelta(minutes=AT_WORK_MINUTES):
                found.add(window)
    return found


def screen(view: View[Ticket], venue: VenueRegistered, day: date) -> Document:
    """Give what a hall's screen shows: who is called where, the newest first, and how many wait. Numbers only."""
    rows = of_day(view, venue.id, day, "called", "waiting")
    called = sorted((row for row in rows if row["status"] == "called"), key=lambda row: row["called_at"], reverse=True)
    return {
        "hall": venue.id,
        "day": day.isoformat(),
        "called": [{name: row[name] for name in ("number", "window", "times", "called_at")} for row in called][
            :ON_SCREEN
        ],
        "waiting": sum(row["status"] == "waiting" for row in rows),
    }
