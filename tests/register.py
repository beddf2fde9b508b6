"""The demonstration register as a service's own copy has it, without waiting for a log; clean tables between tests."""

from __future__ import annotations

from functools import cache
from typing import Any

from pymongo.database import Database

from services.intake.registry.demo import statements
from shared.contracts import Event
from shared.contracts.registry import CalendarPublished, StaffRegistered, VenueRegistered
from shared.replica import Replica


def fill_register(replica: Replica) -> None:
    """Take in every statement of the demonstration data as version 1 of its stream."""
    for fact in statements():
        replica.apply(_stream(fact), 1, fact)


def wipe(database: Database[dict[str, Any]]) -> None:
    """Empty a service's database but for its indexes and the demonstration register."""
    database["registry"].delete_many({"_id": {"$nin": _streams()}})
    database["registry_versions"].delete_many({"stream": {"$nin": _streams()}})
    for name in database.list_collection_names():
        if not name.startswith("registry"):
            database[name].delete_many({})


@cache
def _streams() -> list[str]:
    return [_stream(fact) for fact in statements()]


def _stream(fact: Event) -> str:
    category = fact.type.partition(".")[0]
    match fact:
        case CalendarPublished():
            return f"{category}/{fact.year}"
        case StaffRegistered() | VenueRegistered():
            return f"{category}/{fact.id}"
    return f"{category}/{getattr(fact, 'code')}"  # noqa: B009
