"""Slowing down whoever tries too often in vain: counted by what was tried and from where, in spans of time.

Only misses are counted, so that a whole hall behind one address is never held up by doing its work. What is counted is
kept as a keyed hash, another one in every span, and no longer than it counts: trying all addresses tells nothing
without the key.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from pymongo.database import Database

from shared.contracts import Rejected

COLLECTION = "throttle"

Document = dict[str, Any]


class Throttle:
    """Counts misses of one kind, and refuses where there were too many.

    Args:
        database: the service's own.
        secret: keys the hashes.
        what: names the kind; counts of different kinds never meet.
        most: by what is told of a try (`number`, `address`), how many misses of the same are let pass within a span.
        span: how long misses count, from one full span of the clock to the next.
        code: of the refusal.
    """

    def __init__(
        self, database: Database[Document], secret: str, what: str, most: Mapping[str, int], span: timedelta, code: str
    ) -> None:
        self._counts, self._secret = database[COLLECTION], secret.encode()
        self._what, self._most, self._span, self._code = what, most, span, code

    def prepare(self) -> None:
        """Create the index by which counts are forgotten; harmless when it exists."""
        self._counts.create_index("until", expireAfterSeconds=0, name="until")

    def allow(self, now: datetime, **tried: str) -> None:
        """Let a try pass.

        Raises:
            Rejected: the throttle's code, with status 429; the same for what exists and what does not.
        """
        most = {self._name(kind, told, now): self._most[kind] for kind, told in tried.items()}
        found = self._counts.find({"_id": {"$in": list(most)}})
        if any(each["count"] >= most[each["_id"]] for each in found):
            raise Rejected(self._code, "too many tries in vain; wait some minutes", "S1.5c", status=429)

    def miss(self, now: datetime, **tried: str) -> None:
        """Count a try that was in vain."""
        for kind, told in tried.items():
            until = {"$setOnInsert": {"until": now + 2 * self._span}, "$inc": {"count": 1}}
            self._counts.update_one({"_id": self._name(kind, told, now)}, until, upsert=True)

    def _name(self, kind: str, told: str, now: datetime) -> str:
        number = int(now.timestamp() // self._span.total_seconds())
        said = f"{self._what}\n{kind}\n{told}\n{number}"
        return hmac.new(self._secret, said.encode(), sha256).hexdigest()[:32]
