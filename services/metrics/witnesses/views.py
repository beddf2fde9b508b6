"""Cosignatures as documents, by checkpoint and witness; told from the events alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from pymongo import ASCENDING, DESCENDING, UpdateOne
from pymongo.database import Database

from services.metrics.witnesses.decider import WITNESSES
from shared.contracts import encode
from shared.contracts.checkpoints import CheckpointCosigned
from shared.contracts.events import decode
from shared.contracts.streams import category_of
from shared.journal.commit import Commit
from shared.journal.handle import Journal, facts_of

Document = dict[str, Any]
BY_SIZE = [("tree_size", DESCENDING), ("witness", ASCENDING)]


class Cosignatures:
    """The read model: `{_id: size/name, ...event}`; a cosignature never changes."""

    def __init__(self, database: Database[Document]) -> None:
        self.collection = database["cosignatures"]

    def prepare(self) -> None:
        """Create the index by which those of a checkpoint are found."""
        self.collection.create_index(BY_SIZE, name="size")

    def add(self, events: Iterable[object]) -> None:
        """Take in what was countersigned."""
        told = [each for each in events if isinstance(each, CheckpointCosigned)]
        if told:
            self.collection.bulk_write([UpdateOne(*_document(each), upsert=True) for each in told])

    def repair_behind(self, journal: Journal, commits: Iterable[Commit]) -> None:  # noqa: ARG002
        """Take in what relayed commits say, should their own process have died before it did."""
        mine = [commit for commit in commits if category_of(commit.stream) == WITNESSES.category]
        self.add([fact for commit in mine for fact in facts_of(commit.envelope())])

    def of(self, *sizes: int) -> list[CheckpointCosigned]:
        """Give the cosignatures of checkpoints, those of the largest first, and by witness."""
        return [_event(each) for each in self.collection.find({"tree_size": {"$in": sizes}}).sort(BY_SIZE)]

    def newest(self) -> list[CheckpointCosigned]:
        """Give the cosignatures of the largest checkpoint that anybody countersigned."""
        last = self.collection.find_one({}, sort=BY_SIZE)
        return self.of(last["tree_size"]) if last else []

    def all(self) -> Sequence[CheckpointCosigned]:
        """Give every cosignature."""
        return [_event(each) for each in self.collection.find().sort(BY_SIZE)]


def _document(told: CheckpointCosigned) -> tuple[Document, Document]:
    return {"_id": f"{told.tree_size}/{told.witness}"}, {"$setOnInsert": encode(told)}


def _event(found: Document) -> CheckpointCosigned:
    fact = decode(CheckpointCosigned.type, {name: value for name, value in found.items() if name != "_id"})
    assert isinstance(fact, CheckpointCosigned)
    return fact
