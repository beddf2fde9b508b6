"""The outbox: messages that follow from events, with their states, in the collection `outbox`.

    queued -> sending -> sent
                      -> queued again, later (the sender was down)
                      -> failed (given up; operators see it and may try again)
    withheld: not sent, and why: `opted_out`, `no_telephone`, `erased`, `stale`

The id of a message is made of the event's id and the person, so that an event heard again adds nothing. A message
that is being sent is claimed until a moment; where its worker dies, another takes it up after that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from pymongo import ASCENDING, DESCENDING
from pymongo.database import Database
from pymongo.errors import DuplicateKeyError

from services.intake.messages.wishes import Wishes
from shared.filters import all_of
from shared.timekeeping import in_shanghai

Document = dict[str, Any]

STATES = ("queued", "sending", "sent", "failed", "withheld")
CLAIM = timedelta(seconds=60)
"""How long a worker may take to send one message; then another may take it up."""
FEW = 20
"""How many are looked at to take one: others may be taking the first of them."""


class Outbox:
    """The messages of one service."""

    def __init__(self, database: Database[Document]) -> None:
        self._messages = database["outbox"]
        self.wishes = Wishes(database["message_wishes"])

    def prepare(self) -> None:
        """Create the indexes; harmless when they exist."""
        waiting = {"due_at": {"$gt": ""}}
        self._messages.create_index([("due_at", ASCENDING)], name="due", partialFilterExpression=waiting)
        own = {"account": {"$gt": ""}}
        self._messages.create_index(
            [("account", ASCENDING), ("at", DESCENDING)], name="own", partialFilterExpression=own
        )
        self._messages.create_index([("case_no", ASCENDING)], name="case")
        failed = {"state": "failed"}
        self._messages.create_index([("state", ASCENDING)], name="failed", partialFilterExpression=failed)

    def add(self, message: Mapping[str, Any]) -> bool:
        """Put a message in, once; tell whether it was new."""
        try:
            self._messages.insert_one(dict(message))
        except DuplicateKeyError:
            return False
        return True

    def claim(self, now: datetime) -> Document | None:
        """Take the message that waits longest, for a minute; None where none is due."""
        return next(self.claims(lambda: now, FEW), None)

    def claims(self, clock: Callable[[], datetime], most: int) -> Iterator[Document]:
        """Take up to so many messages, those that wait longest, each only when the one before has been seen to.

        They are found at once by one index, and each is taken by its id, if nobody has taken it since: to find and to
        take at once, some databases look through all messages.
        """
        due = {"due_at": {"$gt": "", "$lte": stamp(clock())}}
        for found in list(self._messages.find(due).sort("due_at", ASCENDING).limit(most)):
            as_found = {name: found[name] for name in ("_id", "due_at", "attempts")}
            taken = {"state": "sending", "due_at": stamp(clock() + CLAIM), "attempts": found["attempts"] + 1}
            if self._messages.update_one(as_found, {"$set": taken}).modified_count == 1:
                yield {**found, **taken}

    def settle(self, claimed: Document, state: str, **told: str | int) -> bool:
        """Note what became of a claimed message; False where another worker has taken it up since."""
        mine = {"_id": claimed["_id"], "state": "sending", "attempts": claimed["attempts"]}
        fields = {"fault": "", "due_at": "", **told, "state": state}
        return self._messages.update_one(mine, {"$set": fields}).modified_count == 1

    def postpone(self, claimed: Document, until: datetime, fault: str = "", *, attempt: bool = True) -> bool:
        """Put a claimed message back until a moment; `attempt`: whether this counts as one."""
        back = {} if attempt else {"attempts": claimed["attempts"] - 1}
        return self.settle(claimed, "queued", due_at=stamp(until), fault=fault, **back)

    def again(self, message: str, now: datetime) -> bool:
        """Queue a message that was given up once more, its attempts counted anew; False where it is none."""
        given_up = {"_id": message, "state": "failed"}
        fields = {"state": "queued", "due_at": stamp(now), "attempts": 0}
        return self._messages.update_one(given_up, {"$set": fields}).modified_count == 1

    def failed(self, most: int = 200) -> list[Document]:
        """Give the messages that were given up, the newest first."""
        return list(self._messages.find({"state": "failed"}).sort([("at", DESCENDING)]).limit(most))

    def of_account(self, account: str, after: Sequence[Any] | None, most: int) -> list[Document]:
        """Give an account's messages, the newest first, from after `(at, id)`."""
        wanted: Document = {"account": account} if account else {"_id": ""}
        if after:
            at, last = after
            wanted = all_of(wanted, {"$or": [{"at": {"$lt": at}}, {"at": at, "_id": {"$lt": last}}]})
        return list(self._messages.find(wanted).sort([("at", DESCENDING), ("_id", DESCENDING)]).limit(most))

    def of_case(self, case_no: str) -> list[Document]:
        """Give the messages of a case, the oldest first."""
        return list(self._messages.find({"case_no": case_no}).sort([("at", ASCENDING), ("_id", ASCENDING)]))

    def counts(self) -> dict[str, int]:
        """Count what waits and what was given up; what was sent is not counted anew every time."""
        waiting = self._messages.count_documents({"due_at": {"$gt": ""}})
        return {"waiting": waiting, "failed": self._messages.count_documents({"state": "failed"})}


def stamp(moment: datetime) -> str:
    """Write a moment so that text sorts as time does."""
    return in_shanghai(moment).isoformat(timespec="milliseconds")
