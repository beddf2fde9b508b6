"""Running numbers for what people read: cases of a day, documents of a year. Kept in a service's own database."""

from __future__ import annotations

from typing import Any

from pymongo import ReturnDocument
from pymongo.database import Database
from pymongo.errors import DuplicateKeyError

from shared.journal.errors import StoreDown

Document = dict[str, Any]

ATTEMPTS = 10
"""How often a counter is tried while others are just making it; once is nearly always enough."""


class Sequences:
    """Counters in the collection `sequences`, one document each."""

    def __init__(self, database: Database[Document]) -> None:
        self._counters = database["sequences"]

    def next(self, name: str) -> int:
        """Take the next number of a sequence, beginning with 1.

        No number is given twice, on any number of processes. A number whose command then fails is a gap; whoever
        wants none takes it only when the rules have let the command pass.
        """
        return self.take(name, 1)[0]

    def take(self, name: str, count: int) -> range:
        """Take several numbers at the price of one look; what is not used of them is a gap."""
        for _ in range(ATTEMPTS):
            counter = self._raised(name, count)
            if counter is not None:
                last = int(counter["last"])
                return range(last - count + 1, last + 1)
        raise StoreDown(f"the sequence {name} is contended")

    def _raised(self, name: str, count: int) -> Document | None:
        """Raise a counter; None where another process was making the same counter in this very moment."""
        try:
            return self._counters.find_one_and_update(
                {"_id": name}, {"$inc": {"last": count}}, upsert=True, return_document=ReturnDocument.AFTER
            )
        except DuplicateKeyError:
            return None
