"""Erasure of what people wrote in complaints and ratings: heard from intake, done once nothing holds it (F10; L20).

`person.erased` names each key. It is noted before anything is deleted, and deleted by its id, so that hearing the event
again, or a key made since under the same pseudonym, changes nothing. What is under way, or has to be kept, waits.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from services.complaints.complaints.state import DONE
from services.complaints.service import Complaints
from shared.contracts.privacy import PersonErased
from shared.contracts.streams import JOURNAL
from shared.journal.subscriber import Incoming, Subscription
from shared.timekeeping import local_day
from shared.worker import Timer

EVERY_SECONDS = 300.0
OWN = ("account", "complaint", "rating")
"""Kinds of keys that this service seals with."""

COLLECTION = "erasures"
Document = dict[str, Any]


def subscription(service: Complaints) -> Subscription:
    """Give what is heard: erasures of persons."""
    return Subscription("complaints.erasures", (JOURNAL,), lambda told: hear(service, told), frozenset({"person"}))


def timer(service: Complaints) -> Timer:
    """Give the worker's timer: what waited is looked at again."""
    return Timer("erasures", EVERY_SECONDS, lambda: sweep(service))


def hear(service: Complaints, told: Incoming) -> None:
    """Note the keys that an erasure names, and delete those that nothing holds."""
    for fact in told.events:
        if isinstance(fact, PersonErased):
            for key in fact.keys:
                if key.kind in OWN:
                    note = {"person": key.person, "key_id": key.key_id, "erased": False}
                    name = {"_id": f"{key.person}/{key.key_id}"}
                    service.database[COLLECTION].update_one(name, {"$setOnInsert": note}, upsert=True)
    sweep(service)


def sweep(service: Complaints) -> None:
    """Delete the keys that wait and that nothing holds any more."""
    now = service.clock.now()
    for row in list(service.database[COLLECTION].find({"erased": False})):
        if not held(service, row["person"], now):
            service.vault.erase(row["person"], row["key_id"])
            service.database[COLLECTION].update_one({"_id": row["_id"]}, {"$set": {"erased": True}})


def held(service: Complaints, person: str, now: datetime) -> bool:
    """Tell whether something sealed for a pseudonym is under way, or still to be kept after it ended."""
    done = {status.value for status in DONE}
    for row in service.complaints.collection.find({"person": person}, {"status": 1, "closed_on": 1, "division": 1}):
        if row["status"] not in done or _kept(service, row, now):
            return True
    open_rating = {"person": person, "watch": {"$ne": None}}
    return service.ratings.collection.find_one(open_rating, {"_id": 1}) is not None


def _kept(service: Complaints, row: Document, now: datetime) -> bool:
    if not row.get("closed_on"):
        return False
    closed, months = date.fromisoformat(row["closed_on"]), service.settings.retention_months
    return local_day(now) <= service.calendar(row["division"]).month_due(closed, months).due
