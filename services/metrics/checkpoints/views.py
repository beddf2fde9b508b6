"""The checkpoints as documents, one each, by size; told from the events alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from pymongo import DESCENDING, UpdateOne
from pymongo.database import Database

from services.metrics.checkpoints.decider import OF_TREE
from shared.contracts import encode
from shared.contracts.checkpoints import CheckpointSealed, LeavesOrdered
from shared.contracts.events import decode
from shared.contracts.streams import category_of
from shared.journal.commit import Commit
from shared.journal.handle import Journal, facts_of

Document = dict[str, Any]

MOST_COMMITS = 2**40
"""So many leaves no tree ever has."""


class Checkpoints:
    """The read model: `{_id: size, ...event}`. A checkpoint never changes, so adding it twice changes nothing."""

    def __init__(self, database: Database[Document]) -> None:
        self.collection = database["checkpoints"]
        self.orders = database["leaf_orders"]

    def add(self, events: Sequence[object]) -> None:
        """Take in what was sealed, and what was named."""
        named = [each for each in events if isinstance(each, LeavesOrdered)]
        if named:
            self.orders.bulk_write([UpdateOne(*_order(each), upsert=True) for each in named])
        sealed = [each for each in events if isinstance(each, CheckpointSealed)]
        if sealed:
            self.collection.bulk_write(
                [UpdateOne({"_id": each.tree_size}, {"$setOnInsert": encode(each)}, upsert=True) for each in sealed]
            )

    def repair_behind(self, journal: Journal, commits: Iterable[Commit]) -> None:  # noqa: ARG002
        """Take in what relayed commits say, should their own process have died before it did."""
        mine = [commit for commit in commits if category_of(commit.stream) in OF_TREE]
        self.add([fact for commit in mine for fact in facts_of(commit.envelope())])

    def ordered(self) -> int:
        """Tell how many leaves are named, in their order, by commits."""
        last = self.orders.find_one({}, sort=[("_id", DESCENDING)])
        return last["_id"] + last["count"] if last else 0

    def newest(self) -> CheckpointSealed | None:
        """Give the newest checkpoint."""
        return next(iter(self.before(None, 1)), None)

    def of(self, size: int) -> CheckpointSealed | None:
        """Give the checkpoint of a size; any number may be asked for."""
        return _event(self.collection.find_one({"_id": size})) if 0 < size <= MOST_COMMITS else None

    def before(self, size: int | None, most: int) -> list[CheckpointSealed]:
        """Give checkpoints below a size, newest first."""
        wanted = {} if size is None else {"_id": {"$lt": size}}
        found = self.collection.find(wanted).sort("_id", DESCENDING).limit(most)
        return [event for each in found if (event := _event(each))]


def _order(told: LeavesOrdered) -> tuple[Document, Document]:
    return {"_id": told.first}, {"$setOnInsert": {"count": told.count}}


def _event(found: Document | None) -> CheckpointSealed | None:
    if found is None:
        return None
    fact = decode(CheckpointSealed.type, {name: value for name, value in found.items() if name != "_id"})
    assert isinstance(fact, CheckpointSealed)
    return fact
