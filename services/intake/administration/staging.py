"""Files that wait for a yes: kept for an hour with who brought them, and gone after that.

Only the file is kept. What it would do is worked out anew whenever somebody looks, so nothing stale can be confirmed.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bson import Binary
from pymongo.collection import Collection
from pymongo.database import Database

from shared.contracts import Rejected

KEPT_FOR = timedelta(hours=1)
MOST_WAITING = 20
"""So many files of one account may wait; the oldest make room."""


@dataclass(frozen=True, slots=True)
class Staged:
    """A file that waits. `subject`: the kind its reader came from, or empty; `done`: how much it stated."""

    token: str
    account: str
    subject: str
    name: str
    content: bytes
    expires_at: datetime
    done: int | None = None


class Staging:
    """The waiting files, in the collection `imports`."""

    def __init__(self, database: Database[dict[str, Any]]) -> None:
        self._files: Collection[dict[str, Any]] = database["imports"]

    def prepare(self) -> None:
        """Let the database forget them too; harmless when it does so already."""
        self._files.create_index("expires_at", expireAfterSeconds=0, name="expiry")

    def keep(self, account: str, subject: str, name: str, content: bytes, now: datetime) -> str:
        """Keep a file and give the word under which it is found."""
        self._files.delete_many({"expires_at": {"$lte": now}})
        waiting = [each["_id"] for each in self._files.find({"account": account}, {"_id": 1}).sort("expires_at", 1)]
        self._files.delete_many({"_id": {"$in": waiting[: max(0, len(waiting) - MOST_WAITING + 1)]}})
        token = secrets.token_urlsafe(16)
        fields = {"account": account, "subject": subject, "name": name[:200], "content": Binary(content)}
        self._files.insert_one({"_id": token, **fields, "expires_at": now + KEPT_FOR})
        return token

    def find(self, account: str, token: str, now: datetime) -> Staged:
        """Give a waiting file to the account that brought it.

        Raises:
            Rejected: 404 `unknown_import`: another's, or gone.
        """
        found = self._files.find_one({"_id": token, "account": account, "expires_at": {"$gt": now}})
        if found is None:
            raise Rejected("unknown_import", "this preview is gone; bring the file again", status=404)
        return Staged(
            token=token,
            account=account,
            subject=found["subject"],
            name=found["name"],
            content=bytes(found["content"]),
            expires_at=found["expires_at"],
            done=found.get("done"),
        )

    def mark_done(self, token: str, statements: int) -> None:
        """Note that it was carried out."""
        self._files.update_one({"_id": token}, {"$set": {"done": statements}})
