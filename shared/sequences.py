"""Running numbers for what people read: cases of a day, documents of a year. Kept in a service's own database."""

from __future__ import annotations

from typing import Any

from pymongo.database import Database
from pymongo.errors import DuplicateKeyError

from shared.journal.errors import StoreDown

Document = dict[str, Any]

ATTEMPTS = 100
"""How often a counter is tried while others are raising it; once is nearly always enough."""


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
            found = self._counters.find_one({"_id": name})
            last = int(found["last"]) if found else 0
            if self._raised(name, last, last + count, begun=found is not None):
                return range(last + 1, last + count + 1)
        raise StoreDown(f"the sequence {name} is contended")

    def _raised(self, name: str, seen: int, last: int, *, begun: bool) -> bool:
        """Raise a counter that still stands where it was seen; False where others have raised it since.

        Read and compared, for two looks by its name: to raise and to read at once, some databases look through all
        counters.
        """
        if begun:
            raised = self._counters.update_one({"_id": name, "last": seen}, {"$set": {"last": last}})
            return raised.modified_count == 1
        try:
            self._counters.insert_one({"_id": name, "last": last})
        except DuplicateKeyError:
            return False
        return True
