"""Slowing down whoever tries too often in vain: counted by address and time, in the service's own database.

Only misses are counted, so that a whole hall behind one address is never held up by doing its work.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Any

from flask import request
from pymongo import ReturnDocument
from pymongo.database import Database
from pymongo.errors import DuplicateKeyError

from shared.contracts import Rejected
from shared.web.kit import kit

COLLECTION = "throttle"


class Misses:
    """The misses of one caller in the present span of time."""

    def __init__(self, database: Database[dict[str, Any]], key: str, span: int) -> None:
        self._counters, self._key, self._span = database[COLLECTION], key, span

    def so_far(self) -> int:
        """Give how many there were."""
        found = self._counters.find_one({"_id": self._key})
        return int(found["count"]) if found else 0

    def count(self) -> None:
        """Count one more; forget spans long past."""
        try:
            counter = self._counters.find_one_and_update(
                {"_id": self._key},
                {"$inc": {"count": 1}, "$set": {"span": self._span}},
                upsert=True,
                return_document=ReturnDocument.AFTER,
            )
        except DuplicateKeyError:
            return  # another request made the same counter in this moment: one miss goes uncounted
        if counter is not None and counter["count"] == 1:
            self._counters.delete_many({"span": {"$lt": self._span - 10}})


@contextmanager
def throttle(
    database: Database[dict[str, Any]], what: str, most: int, minutes: int, code: str = "too_many_attempts"
) -> Iterator[Misses]:
    """Let the present caller try, unless too many tries were in vain; call `count` on what is given for a miss.

    The address is kept as a keyed hash, another one in every span: trying all addresses tells nothing without the key.

    Raises:
        Rejected: `code` (429).
    """
    span = int(kit().clock.now().timestamp() // (minutes * 60))
    secret = kit().settings.secret_key.encode()
    caller = hmac.new(secret, f"{span}/{request.remote_addr}".encode(), sha256).hexdigest()[:24]
    misses = Misses(database, f"{what}/{span}/{caller}", span)
    if misses.so_far() >= most:
        raise Rejected(code, "too many tries in vain; wait some minutes", "S1.5c", status=429)
    yield misses
