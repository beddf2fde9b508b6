"""Looks at a rating that was just given, and at those before it from the same place; flags what is a pattern."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pymongo import DESCENDING

from services.complaints.ratings.commands import FlagRating
from services.complaints.ratings.patterns import Found, Given, found
from services.complaints.service import Complaints
from shared.contracts import Meta
from shared.contracts.commands import Actor
from shared.journal.ids import derived_command_id

WATCH = Actor("rating-watch", "system")
MOST = 50
"""So many ratings before it from one place are looked at; more make the pattern no clearer."""


def look(service: Complaints, case_no: str) -> None:
    """Look at one rating, once; done again it changes nothing."""
    row = service.ratings.collection.find_one({"_id": case_no, "rated_at": {"$ne": None}})
    if row is None:
        return
    for each in found(_given(row), _neighbours(service, row)):
        service.rate(case_no, _command(row, each))
    service.ratings.collection.update_one({"_id": case_no}, {"$set": {"looked": True}})


def look_at_the_rest(service: Complaints) -> None:
    """Look at what no process got round to after it was given."""
    waiting = service.ratings.collection.find({"rated_at": {"$ne": None}, "looked": {"$ne": True}}, {"_id": 1})
    for row in list(waiting.limit(500)):
        look(service, row["_id"])


def _neighbours(service: Complaints, row: Mapping[str, Any]) -> list[Given]:
    places = [{name: row[name]} for name in ("terminal", "device", "network") if row.get(name)]
    if not places:
        return []
    wanted = {"$or": places, "rated_at": {"$lte": row["rated_at"]}}
    near = service.ratings.collection.find(wanted).sort("rated_at", DESCENDING).limit(MOST)
    return [_given(each) for each in near]


def _given(row: Mapping[str, Any]) -> Given:
    at = datetime.fromisoformat(row["rated_at"])
    return Given(row["case_no"], at, row.get("terminal", ""), row.get("device", ""), row.get("network", ""))


def _command(row: Mapping[str, Any], each: Found) -> FlagRating:
    """It is recorded at the rating's own time, a moment later: on a virtual calendar too."""
    at = datetime.fromisoformat(row["rated_at"])
    meta = Meta(
        command_id=derived_command_id("rating-watch", f"{row['case_no']}/{each.pattern}"),
        actor=WATCH,
        now=at,
        occurred_at=at,
        simulated=bool(row.get("simulated")),
    )
    return FlagRating(meta=meta, pattern=each.pattern, others=each.others)
