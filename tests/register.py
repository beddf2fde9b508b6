"""The demonstration register as a service's own copy has it, without waiting for a log; clean tables between tests."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Any

from pymongo.database import Database

from services.intake.registry.demo import statements
from shared.contracts.statements import stream_of
from shared.replica import Replica


def fill_register(replica: Replica) -> None:
    """Take in every statement of the demonstration data, the versions of a subject in their order."""
    versions: Counter[str] = Counter()
    for fact in statements():
        versions[stream_of(fact)] += 1
        replica.apply(stream_of(fact), versions[stream_of(fact)], fact)


def wipe(database: Database[dict[str, Any]]) -> None:
    """Empty a service's database but for its indexes and the demonstration register."""
    database["registry"].delete_many({"_id": {"$nin": _streams()}})
    database["registry_versions"].delete_many({"stream": {"$nin": _streams()}})
    for name in database.list_collection_names():
        if not name.startswith("registry"):
            database[name].delete_many({})


@cache
def _streams() -> list[str]:
    return [stream_of(fact) for fact in statements()]
