"""The demonstration register as a service's own copy has it, without waiting for a log; clean tables between tests."""

from __future__ import annotations

from collections import Counter
from typing import Any

from pymongo.database import Database

from services.intake.registry.demo import statements
from shared.contracts.statements import stream_of
from shared.replica import Replica

REGISTER = ("registry", "registry_versions")
_filled: dict[str, dict[str, list[dict[str, Any]]]] = {}


def fill_register(replica: Replica) -> None:
    """Take in every statement of the demonstration data, the versions of a subject in their order."""
    versions: Counter[str] = Counter()
    for fact in statements():
        versions[stream_of(fact)] += 1
        replica.apply(stream_of(fact), versions[stream_of(fact)], fact)
    database = replica._newest.database
    _filled[database.name] = {name: list(database[name].find()) for name in REGISTER}


def wipe(database: Database[dict[str, Any]]) -> None:
    """Empty a service's database but for its indexes and the register, which is again as it was filled."""
    for name in set(database.list_collection_names()) - set(REGISTER):
        database[name].delete_many({})
    filled = _filled[database.name]
    if all(database[name].count_documents({}) == len(documents) for name, documents in filled.items()):
        return  # every statement leaves a version behind
    for name, documents in filled.items():
        database[name].delete_many({})
        database[name].insert_many(documents)
