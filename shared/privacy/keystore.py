"""Where wrapped keys lie: one a person, in a database of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from bson import Binary
from pymongo.database import Database
from pymongo.errors import DuplicateKeyError


@dataclass(frozen=True, slots=True)
class StoredKey:
    """A person's key as it is stored: its id, which tokens name, and the key wrapped by the master key."""

    id: bytes
    wrapped: bytes


class KeyStore(Protocol):
    """A place for wrapped keys; the vault is its only caller."""

    def get(self, person: str) -> StoredKey | None:
        """Give a person's key, or None."""

    def add(self, person: str, key: StoredKey) -> bool:
        """Store a key for a person who has none; tell whether it was stored. Of two racing callers one wins."""

    def delete(self, person: str, key_id: bytes | None = None) -> bool:
        """Delete a person's key for good, only the one of this id where one is given; tell whether it was there."""

    def some(self) -> tuple[str, StoredKey] | None:
        """Give any person with the key, or None where nobody has one."""


class MemoryKeyStore:
    """Keys in memory, for tests and simulation."""

    def __init__(self) -> None:
        self._keys: dict[str, StoredKey] = {}

    def get(self, person: str) -> StoredKey | None:
        """Give a person's key, or None."""
        return self._keys.get(person)

    def add(self, person: str, key: StoredKey) -> bool:
        """Store a key for a person who has none; tell whether it was stored."""
        return self._keys.setdefault(person, key) is key

    def delete(self, person: str, key_id: bytes | None = None) -> bool:
        """Delete a person's key for good, only the one of this id where one is given; tell whether it was there."""
        held = self._keys.get(person)
        if held is None or key_id not in (None, held.id):
            return False
        return self._keys.pop(person, None) is not None

    def some(self) -> tuple[str, StoredKey] | None:
        """Give any person with the key, or None where nobody has one."""
        return next(iter(self._keys.items()), None)


class MongoKeyStore:
    """Keys in the collection `keys`; give it a durable handle (majority, journaled) of the vault's database."""

    def __init__(self, database: Database[dict[str, Any]]) -> None:
        self._keys = database["keys"]

    def get(self, person: str) -> StoredKey | None:
        """Give a person's key, or None."""
        found = self._keys.find_one({"_id": person})
        return _stored(found) if found else None

    def add(self, person: str, key: StoredKey) -> bool:
        """Store a key for a person who has none; tell whether it was stored."""
        try:
            self._keys.insert_one({"_id": person, "key_id": Binary(key.id), "wrapped": Binary(key.wrapped)})
        except DuplicateKeyError:
            return False
        return True

    def delete(self, person: str, key_id: bytes | None = None) -> bool:
        """Delete a person's key for good, only the one of this id where one is given; tell whether it was there."""
        wanted: dict[str, Any] = {"_id": person} if key_id is None else {"_id": person, "key_id": Binary(key_id)}
        return self._keys.delete_one(wanted).deleted_count > 0

    def some(self) -> tuple[str, StoredKey] | None:
        """Give any person with the key, or None where nobody has one."""
        found = self._keys.find_one()
        return (str(found["_id"]), _stored(found)) if found else None


def _stored(found: Mapping[str, Any]) -> StoredKey:
    return StoredKey(bytes(found["key_id"]), bytes(found["wrapped"]))
