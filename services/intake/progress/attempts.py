"""How often somebody may be wrong about a number and its query code: counted by number and by address, in quarters of
an hour, in the collection `progress_attempts`. Addresses are kept as keyed hashes, and no longer than they count.
"""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from pymongo import ReturnDocument
from pymongo.collection import Collection

from services.intake.messages.outbox import stamp
from shared.contracts import Rejected

Document = dict[str, Any]

SPAN = timedelta(minutes=15)
MOST_FOR_NUMBER = 10
"""Wrong codes for one number within a span; whether the number exists makes no difference."""
MOST_FROM_ADDRESS = 60
"""Wrong answers from one address; a township may sit behind one."""


class Attempts:
    """Counts wrong answers, and refuses where there were too many."""

    def __init__(self, collection: Collection[Document], secret: str) -> None:
        self._counts = collection
        self._secret = secret.encode()

    def allow(self, number: str, address: str, now: datetime) -> None:
        """Let a look pass.

        Raises:
            Rejected: `too_many_looks` with status 429, the same for numbers that exist and that do not.
        """
        names = {
            self._name("number", number, now): MOST_FOR_NUMBER,
            self._name("from", address, now): MOST_FROM_ADDRESS,
        }
        found = self._counts.find({"_id": {"$in": list(names)}})
        if any(each["count"] >= names[each["_id"]] for each in found):
            raise Rejected("too_many_looks", "wrong too often; wait a quarter of an hour", "S1.5c", status=429)

    def wrong(self, number: str, address: str, now: datetime) -> None:
        """Note a wrong answer; forget those that count no longer."""
        for name in (self._name("number", number, now), self._name("from", address, now)):
            until = {"$setOnInsert": {"until": stamp(now + SPAN)}, "$inc": {"count": 1}}
            counted = self._counts.find_one_and_update(
                {"_id": name}, until, upsert=True, return_document=ReturnDocument.AFTER
            )
            if counted and counted["count"] == 1:
                self._counts.delete_many({"until": {"$lt": stamp(now - SPAN)}})

    def _name(self, kind: str, told: str, now: datetime) -> str:
        span = int(now.timestamp() // SPAN.total_seconds())
        digest = hmac.new(self._secret, f"{kind}\n{told}\n{span}".encode(), sha256).hexdigest()
        return digest[:32]
