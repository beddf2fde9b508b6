"""The register as a service keeps it for itself: the newest statement of every subject, and every older one.

Intake owns the register; the others fold the `registry` topic into their own database, and stay up when intake
is down. A case is always judged by the version of the item it began with.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, TypeVar

from pymongo import ASCENDING
from pymongo.client_session import ClientSession
from pymongo.database import Database
from pymongo.errors import DuplicateKeyError

from shared.contracts import Event, Rejected, decode, encode
from shared.contracts.registry import (
    CalendarPublished,
    DepartmentRegistered,
    ItemPublished,
    LocalDaysPublished,
    StaffRegistered,
    VenueRegistered,
)
from shared.contracts.statements import category_of_kind, key_of_fields
from shared.contracts.streams import REGISTRY, REGISTRY_CATEGORIES, category_of, key_of, stream_name
from shared.journal.subscriber import Incoming, Subscription
from shared.timekeeping import Calendar, from_published

Document = dict[str, Any]
E = TypeVar("E", bound=Event)

REMEMBERED = 2_000
"""How many statements of given versions a process keeps in memory."""


class Replica:
    """The register in the collections `registry` (newest) and `registry_versions` (all)."""

    def __init__(self, database: Database[Document]) -> None:
        self._newest = database["registry"]
        self._versions = database["registry_versions"]
        self._said: dict[tuple[type[Event], str, int], Any] = {}

    def prepare(self) -> None:
        """Create the indexes; harmless when they exist."""
        self._newest.create_index([("category", ASCENDING)], name="category")
        self._versions.create_index([("stream", ASCENDING), ("version", ASCENDING)], name="stream")

    def subscription(self, service: str) -> Subscription:
        """Give the subscription that keeps this replica."""
        return Subscription(f"{service}.registry", (REGISTRY,), self._hear, REGISTRY_CATEGORIES)

    def _hear(self, incoming: Incoming) -> None:
        for fact in incoming.events:
            self.apply(incoming.stream, incoming.version, fact, recorded_at=incoming.envelope.recorded_at)

    def apply(
        self,
        stream: str,
        version: int,
        fact: Event,
        session: ClientSession | None = None,
        recorded_at: str = "",
    ) -> None:
        """Take in a statement; an older one never replaces a newer one, and saying it twice changes nothing.

        `session`: of a transaction in which the statement itself is made; then nothing newer can be there.
        `recorded_at`: when it was recorded, ISO 8601 with offset, for whoever asks what held at a moment.
        """
        document: Document = {"stream": stream, "version": version, "type": fact.type, "data": encode(fact)}
        if recorded_at:
            document["recorded"] = as_utc(recorded_at)
        try:
            self._versions.replace_one({"_id": f"{stream}@{version}"}, document, upsert=True, session=session)
        except DuplicateKeyError:
            if session is not None:
                raise  # else another process takes in the same statement in this moment
        fields = {**document, "category": category_of(stream), "key": key_of(stream)}
        try:
            older = {"_id": stream, "version": {"$lt": version}}
            self._newest.update_one(older, {"$set": fields}, upsert=True, session=session)
        except DuplicateKeyError:
            if session is not None:
                raise
            return  # what is there is as new or newer

    def all(self, kind: type[E]) -> dict[str, E]:
        """Give every subject of a kind, newest statements, by key and in the order of keys."""
        found = self._newest.find({"category": category_of_kind(kind)}).sort("_id", ASCENDING)
        return {document["key"]: _as(kind, document) for document in found}

    def one(self, kind: type[E], key: str) -> E:
        """Give one subject, by its newest statement.

        Raises:
            Rejected: `unknown_<category>`.
        """
        return self.versioned(kind, key)[0]

    def find(self, kind: type[E], *named: str) -> E | None:
        """Give one subject by the fields that name it, or None where the register has none."""
        found = self._find(category_of_kind(kind), key_of_fields(named), None)
        return _as(kind, found) if found else None

    def versioned(self, kind: type[E], key: str, version: int | None = None) -> tuple[E, int]:
        """Give one subject and the version of its statement, the newest or a given one.

        Raises:
            Rejected: `unknown_<category>`.
        """
        if version is not None and (known := self._said.get((kind, key, version))) is not None:
            return known, version
        category = category_of_kind(kind)
        found = self._find(category, key, version)
        if found is None:
            # What is no code may be anything, a person's name too: it is not repeated.
            told = f"there is no {category} {key}" if key.isascii() else f"there is no such {category}"
            raise Rejected(f"unknown_{category}", told, status=422, errors={category: "unknown"})
        if version is None:
            return _as(kind, found), int(found["version"])
        return self._remembered(kind, key, version, _as(kind, found)), version

    def _remembered(self, kind: type[E], key: str, version: int, fact: E) -> E:
        """Remember a statement: a version of it never changes, only newer ones come."""
        if len(self._said) >= REMEMBERED:
            self._said.clear()
        self._said[kind, key, version] = fact
        return fact

    def numbered(self, kind: type[E]) -> dict[str, tuple[E, int]]:
        """Give every subject of a kind with the version of its newest statement, by key and in the order of keys."""
        found = self._newest.find({"category": category_of_kind(kind)}).sort("_id", ASCENDING)
        return {document["key"]: (_as(kind, document), int(document["version"])) for document in found}

    def versions(self, kind: type[E], key: str) -> list[tuple[int, E]]:
        """Give every statement of a subject with its version, the oldest first."""
        stream = stream_name(category_of_kind(kind), key)
        found = self._versions.find({"stream": stream}).sort("version", ASCENDING)
        return [(int(document["version"]), _as(kind, document)) for document in found]

    def as_of(self, kind: type[E], moment: datetime) -> dict[str, list[E]]:
        """Give every subject's statements that were recorded by a moment, oldest first, by key.

        A subject of which none was recorded by then is given by its first: a register that was loaded later speaks of
        earlier days too.
        """
        until, known = moment.astimezone(UTC).isoformat(), self.recorded(kind)
        return {
            key: [fact for at, fact in told if at <= until] or [fact for _, fact in told[:1]]
            for key, told in known.items()
        }

    def recorded(self, kind: type[E]) -> dict[str, list[tuple[str, E]]]:
        """Give every subject's statements by key, oldest first, each with when it was recorded.

        ISO 8601 in UTC, so that texts are in order as times are; empty where that is not known.
        """
        known: dict[str, list[tuple[str, E]]] = {}
        begin = f"{category_of_kind(kind)}/"
        found = self._versions.find({"stream": {"$gte": begin, "$lt": begin + "\uffff"}})
        for document in found.sort([("stream", ASCENDING), ("version", ASCENDING)]):
            told = known.setdefault(key_of(document["stream"]), [])
            told.append((document.get("recorded", ""), _as(kind, document)))
        return known

    def statements(self) -> int:
        """Tell about how many statements there are; more of them mean that something was stated since."""
        return self._versions.estimated_document_count()

    def item(self, code: str, version: int | None = None) -> tuple[ItemPublished, int]:
        """Give an item and its version, the newest or a given one; raises as `versioned`."""
        return self.versioned(ItemPublished, code, version)

    def item_on(self, code: str, day: date) -> tuple[ItemPublished, int]:
        """Give an item as it is in force on a day, with its version: the newest of those that have begun by then.

        Where none has begun, the first that will; its `effective_from` then lies after the day. Raises as `versioned`.
        """
        newest, version = self.versioned(ItemPublished, code)
        if newest.effective_from <= day:
            return newest, version
        known = self.versions(ItemPublished, code)
        begun = [(each, at) for at, each in known if each.effective_from <= day]
        return begun[-1] if begun else min(((each, at) for at, each in known), key=lambda told: told[0].effective_from)

    def items(self) -> list[ItemPublished]:
        """Give all items, newest versions, by code."""
        return list(self.all(ItemPublished).values())

    def items_on(self, day: date) -> list[ItemPublished]:
        """Give all items as they are in force on a day, or will first be, by code."""
        return [item if item.effective_from <= day else self.item_on(item.code, day)[0] for item in self.items()]

    def venue(self, venue: str) -> VenueRegistered:
        """Give a hall or point; raises as `one`."""
        return self.one(VenueRegistered, venue)

    def venues(self) -> list[VenueRegistered]:
        """Give all halls and points, by id."""
        return list(self.all(VenueRegistered).values())

    def department(self, code: str) -> DepartmentRegistered:
        """Give a department; raises as `one`."""
        return self.one(DepartmentRegistered, code)

    def departments(self) -> list[DepartmentRegistered]:
        """Give all departments, by code."""
        return list(self.all(DepartmentRegistered).values())

    def staff(self, account: str) -> StaffRegistered:
        """Give a staff account; raises as `one`."""
        return self.one(StaffRegistered, account)

    def calendar(self, division: str = "") -> Calendar:
        """Give the working-day calendar as the register has it, seen from a jurisdiction with its own days off."""
        kinds = (CalendarPublished, LocalDaysPublished)
        found = self._newest.find({"category": {"$in": [category_of_kind(kind) for kind in kinds]}})
        facts = [decode(document["type"], document["data"]) for document in found.sort("_id", ASCENDING)]
        years = (fact for fact in facts if isinstance(fact, CalendarPublished))
        local = (fact for fact in facts if isinstance(fact, LocalDaysPublished))
        return from_published(years, local=local).within(division)

    def find_staff(self, account: str) -> StaffRegistered | None:
        """Give a staff account, or None where the register has none."""
        return self.find(StaffRegistered, account)

    def calendars(self) -> list[CalendarPublished]:
        """Give the published calendars, by year."""
        return list(self.all(CalendarPublished).values())

    def _find(self, category: str, key: str, version: int | None) -> Document | None:
        stream = stream_name(category, key)
        if version is None:
            return self._newest.find_one({"_id": stream})
        return self._versions.find_one({"_id": f"{stream}@{version}"})


def as_utc(moment: str) -> str:
    """Give an ISO 8601 time in UTC, so that texts are in order as times are."""
    return datetime.fromisoformat(moment).astimezone(UTC).isoformat()


def _as(kind: type[E], found: Document) -> E:
    fact = decode(found["type"], found["data"])
    assert isinstance(fact, kind), f"{found['_id']} is no {kind.__name__}"
    return fact
