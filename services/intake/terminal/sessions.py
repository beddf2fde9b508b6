"""Sessions of people before a terminal, in the collection `terminal_sessions`.

A session ends with a press, when nobody touched the screen for a while, or when the terminal was switched off: the
server ends it by its own clock, throws the drafts away and deletes the key that opens them, whether the browser asks
or not.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any

from pymongo import ASCENDING, ReturnDocument
from pymongo.collection import Collection

from services.intake.messages.outbox import stamp
from services.intake.portal.drafts import Drafts, Owner

Document = dict[str, Any]

MOST_OPEN = 5
"""So many cases one person may look at in a session; the first of more is let go."""


class Sessions:
    """The sessions of all terminals.

    Args:
        collection: where they are kept.
        drafts: forgets what a person entered.
        idle: how long nobody may touch the screen.
    """

    def __init__(self, collection: Collection[Document], drafts: Drafts, idle: timedelta) -> None:
        self._sessions, self._drafts, self.idle = collection, drafts, idle

    def prepare(self) -> None:
        """Create the index; harmless when it exists."""
        self._sessions.create_index([("until", ASCENDING)], name="until")

    def begin(self, device: str, now: datetime) -> str:
        """Begin a session at a device."""
        token = secrets.token_urlsafe(24)
        self._sessions.insert_one({"_id": token, "device": device, "until": stamp(now + self.idle), "opened": []})
        return token

    def touch(self, token: str, device: str, now: datetime) -> Document | None:
        """Go on with a session of this device; None where it is over: then all of it is forgotten."""
        living = {"_id": token, "device": device, "until": {"$gt": stamp(now)}}
        later = {"$set": {"until": stamp(now + self.idle)}}
        found = self._sessions.find_one_and_update(living, later, return_document=ReturnDocument.AFTER)
        if found is None and token:
            self.end(token)
        return found

    def opened(self, token: str, case_no: str) -> None:
        """Remember a case whose number and code were right."""
        kept = {"$each": [case_no], "$slice": -MOST_OPEN}
        self._sessions.update_one({"_id": token}, {"$push": {"opened": kept}})

    def end(self, token: str) -> None:
        """Forget a person: drafts, the key that opens them, the session. Twice is once."""
        self._drafts.forget(owner_of(token))
        self._sessions.delete_one({"_id": token})

    def sweep(self, now: datetime) -> int:
        """End every session that is over; give how many."""
        over = [each["_id"] for each in self._sessions.find({"until": {"$lte": stamp(now)}}, {"_id": 1})]
        for token in over:
            self.end(token)
        return len(over)


def owner_of(token: str) -> Owner:
    """Name the owner of a session's drafts."""
    return Owner(f"terminal/{token}")
