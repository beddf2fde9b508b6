"""The register as a service keeps it for itself: the newest statement of every subject, and every older one.

Intake owns the register; the others fold the `registry` topic into their own database, and stay up when intake
is down. A case is always judged by the version of the item it began with.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

from pymongo import ASCENDING
from pymongo.database import Database
from pymongo.errors import DuplicateKeyError

from shared.contracts import Event, Rejected, decode, encode
from shared.contracts.registry import (
    CalendarPublished,
    DepartmentRegistered,
    ItemPublished,
    StaffRegistered,
    VenueRegistered,
)
from shared.contracts.streams import REGISTRY, REGISTRY_CATEGORIES, category_of, key_of, stream_name
from shared.journal.subscriber import Incoming, Subscription

Document = dict[str, Any]
E = TypeVar("E", bound=Event)


class Replica:
    """The register in the collections `registry` (newest) and `registry_versions` (all)."""

    def __init__(self, database: Database[Document]) -> None:
        self._newest = database["registry"]
        self._versions = database["registry_versions"]

    def prepare(self) -> None:
        """Create the index by category."""
        self._newest.create_index([("category", ASCENDING)], name="category")

    def subscription(self, service: str) -> Subscription:
        """Give the subscription that keeps this replica."""
        return Subscription(f"{service}.registry", (REGISTRY,), self._hear, REGISTRY_CATEGORIES)

    def _hear(self, incoming: Incoming) -> None:
        for fact in incoming.events:
            self.apply(incoming.stream, incoming.version, fact)

    def apply(self, stream: str, version: int, fact: Event) -> None:
        """Take in a statement; an older one never replaces a newer one, and saying it twice changes nothing."""
        document = {"stream": stream, "version": version, "type": fact.type, "data": encode(fact)}
        self._versions.replace_one({"_id": f"{stream}@{version}"}, document, upsert=True)
        fields = {**document, "category": category_of(stream), "key": key_of(stream)}
        try:
            self._newest.update_one({"_id": stream, "version": {"$lt": version}}, {"$set": fields}, upsert=True)
        except DuplicateKeyError:
            return  # what is there is as new or newer

    def item(self, code: str, version: int | None = None) -> tuple[ItemPublished, int]:
        """Give an item and its version, the newest or a given one.

        Raises:
            Rejected: `unknown_item`.
        """
        found = self._find("item", code, version)
        if found is None:
            raise Rejected("unknown_item", f"there is no item {code}", status=422, errors={"item": "unknown"})
        return _as(ItemPublished, found), int(found["version"])

    def items(self) -> list[ItemPublished]:
        """Give all items, newest versions, by code."""
        return list(self._all("item", ItemPublished))

    def venue(self, venue: str) -> VenueRegistered:
        """Give a hall or point.

        Raises:
            Rejected: `unknown_venue`.
        """
        return self._one("venue", venue, VenueRegistered)

    def venues(self) -> list[VenueRegistered]:
        """Give all halls and points, by id."""
        return list(self._all("venue", VenueRegistered))

    def department(self, code: str) -> DepartmentRegistered:
        """Give a department.

        Raises:
            Rejected: `unknown_department`.
        """
        return self._one("department", code, DepartmentRegistered)

    def departments(self) -> list[DepartmentRegistered]:
        """Give all departments, by code."""
        return list(self._all("department", DepartmentRegistered))

    def staff(self, account: str) -> StaffRegistered:
        """Give a staff account.

        Raises:
            Rejected: `unknown_staff`.
        """
        return self._one("staff", account, StaffRegistered)

    def calendars(self) -> list[CalendarPublished]:
        """Give the published calendars, by year."""
        return list(self._all("calendar", CalendarPublished))

    def _one(self, category: str, key: str, kind: type[E]) -> E:
        found = self._find(category, key, None)
        if found is None:
            raise Rejected(f"unknown_{category}", f"there is no {category} {key}", status=422)
        return _as(kind, found)

    def _find(self, category: str, key: str, version: int | None) -> Document | None:
        stream = stream_name(category, key)
        if version is None:
            return self._newest.find_one({"_id": stream})
        return self._versions.find_one({"_id": f"{stream}@{version}"})

    def _all(self, category: str, kind: type[E]) -> Iterator[E]:
        for found in self._newest.find({"category": category}).sort("_id", ASCENDING):
            yield _as(kind, found)


def _as(kind: type[E], found: Document) -> E:
    fact = decode(found["type"], found["data"])
    assert isinstance(fact, kind), f"{found['_id']} is no {kind.__name__}"
    return fact
