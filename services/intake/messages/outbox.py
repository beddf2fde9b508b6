"""The outbox: messages that follow from events, with their states, in the collection `outbox`.

    queued -> sending -> sent
                      -> queued again, later (the sender was down)
                      -> failed (given up; operators see it and may try again)
    withheld: not sent, and why: `opted_out`, `no_telephone`, `erased`, `stale`

The id of a message is made of the event's id and the person, so that an event heard again adds nothing. Messages
that are being sent are claimed, a few together, until a moment; where their worker dies, another takes them up then.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from pymongo import ASCENDING, DESCENDING, UpdateOne
from pymongo.database import Database
from pymongo.errors import BulkWriteError

from services.intake.messages.wishes import Wishes
from shared.filters import all_of
from shared.journal.at_once import write_at_once
from shared.timekeeping import in_shanghai

Document = dict[str, Any]

STATES = ("queued", "sending", "sent", "failed", "withheld")
CLAIM = timedelta(seconds=60)
"""How long a worker may take to send what it took; then another may take it up."""
FEW = 20
"""How many are taken at once. So many may go twice, with the same ids, where a worker dies before it noted them."""
DUPLICATE = 11000


@dataclass(frozen=True, slots=True)
class Said:
    """What became of a claimed message: its state, and what else is noted. Queued again, it has a `due_at`."""

    message: Document
    state: str
    told: Mapping[str, str | int] = field(default_factory=dict)


def postponed(claimed: Document, until: datetime, fault: str = "", *, attempt: bool = True) -> Said:
    """Put a claimed message back until a moment; `attempt`: whether this counts as one."""
    back = {} if attempt else {"attempts": claimed["attempts"] - 1}
    return Said(claimed, "queued", {"due_at": stamp(until), "fault": fault, **back})


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

    def add(self, messages: Sequence[Mapping[str, Any]]) -> int:
        """Put messages in, each once; tell how many were new."""
        if not messages:
            return 0
        try:
            done = self._messages.insert_many([dict(each) for each in messages], ordered=False)
        except BulkWriteError as error:
            if any(each["code"] != DUPLICATE for each in error.details["writeErrors"]):
                raise
            return int(error.details["nInserted"])
        return len(done.inserted_ids)

    def claim(self, now: datetime, most: int = FEW) -> list[Document]:
        """Take up to so many messages, those that wait longest, for a minute.

        They are found by one index and taken by their ids, if nobody has taken them since: to find and to take at once,
        some databases look through all messages.
        """
        due = {"due_at": {"$gt": "", "$lte": stamp(now)}}
        found = list(self._messages.find(due).sort("due_at", ASCENDING).limit(most))
        if not found:
            return []
        ids = [each["_id"] for each in found]
        taken = {"state": "sending", "due_at": stamp(now + CLAIM), "claim": secrets.token_hex(8)}
        wanted = {"_id": {"$in": ids}, **due}
        changed = self._messages.update_many(wanted, {"$set": taken, "$inc": {"attempts": 1}}).modified_count
        mine = set(ids) if changed == len(ids) else self._taken(ids, taken["claim"])
        return [{**each, **taken, "attempts": each["attempts"] + 1} for each in found if each["_id"] in mine]

    def _taken(self, ids: Sequence[str], claim: str) -> set[str]:
        """Tell which of them are ours: another worker was at the same ones."""
        return {each["_id"] for each in self._messages.find({"_id": {"$in": list(ids)}, "claim": claim}, {"_id": 1})}

    def settle(self, said: Sequence[Said]) -> int:
        """Note what became of claimed messages; tell of how many. What another worker has taken up since is its own."""
        notes = [UpdateOne(_claimed(each.message), {"$set": _fields(each)}) for each in said]
        return write_at_once(self._messages, notes).modified_count if notes else 0

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


def _claimed(message: Document) -> Document:
    return {"_id": message["_id"], "state": "sending", "claim": message["claim"]}


def _fields(said: Said) -> Document:
    return {"fault": "", "due_at": "", **said.told, "state": said.state}


def stamp(moment: datetime) -> str:
    """Write a moment so that text sorts as time does."""
    return in_shanghai(moment).isoformat(timespec="milliseconds")
