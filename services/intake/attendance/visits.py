"""Who looked after which village point in a quarter: checks, guidance, training; the points nobody checked (S2.1f)."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from pymongo import ASCENDING
from pymongo.database import Database

from services.intake.attendance.decider import DAYS
from services.intake.attendance.state import VenueDay
from shared.contracts.attendance import PURPOSES
from shared.identity import Identity
from shared.identity.identity import division_allowed
from shared.journal.views import View
from shared.replica import Replica
from shared.timekeeping.quarters import quarter_of

Document = dict[str, Any]
COLLECTION = "venue_days"


def day_view(database: Database[Document]) -> View[VenueDay]:
    """Give the view that keeps a document of every day on which something was noted at a place."""
    return View(database[COLLECTION], DAYS, project)


def prepare(database: Database[Document]) -> None:
    """Create the index; harmless when it exists."""
    database[COLLECTION].create_index([("looked", ASCENDING), ("day", ASCENDING)], name="looked")


def project(key: str, day: VenueDay) -> Document:
    """Give a day's looks; its key is the place and the day."""
    looks = Counter(look.purpose for look in day.looks)
    return {"venue": key[:-11], "day": key[-10:], "looked": bool(looks), "looks": dict(looks)}


def looked_after(replica: Replica, database: Database[Document], identity: Identity, day: date) -> Document:
    """Give every point of somebody's jurisdiction with what was done there in the quarter of a day."""
    first, following = quarter_of(day)
    found = _looks(database, first, following)
    points = [venue for venue in replica.venues() if venue.kind == "point"]
    rows = [
        {
            "point": point.id,
            "division": point.division,
            **{purpose: found.get(point.id, {}).get(purpose, 0) for purpose in PURPOSES},
            "last": found.get(point.id, {}).get("last"),
            "unchecked": not found.get(point.id, {}).get("check"),
        }
        for point in points
        if division_allowed(identity, point.division)
    ]
    return {"first": first, "following": following, "items": sorted(rows, key=_order)}


def _order(row: Document) -> tuple[bool, str]:
    return not row["unchecked"], row["point"]


def _looks(database: Database[Document], first: date, following: date) -> dict[str, Document]:
    """Give what was noted from a day until another, by place; days are read in their order."""
    within = {"looked": True, "day": {"$gte": first.isoformat(), "$lt": following.isoformat()}}
    found: dict[str, Document] = {}
    for row in database[COLLECTION].find(within).sort("day", ASCENDING):
        place = found.setdefault(row["venue"], dict.fromkeys(PURPOSES, 0))
        for purpose, times in row["looks"].items():
            place[purpose] += times
        place["last"] = date.fromisoformat(row["day"])
    return found
