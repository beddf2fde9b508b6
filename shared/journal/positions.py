"""Where followers have come, in MongoDB: one document a follower and partition, changed only by compare-and-set."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from pymongo import InsertOne, UpdateOne
from pymongo.client_session import ClientSession
from pymongo.collection import Collection
from pymongo.database import Database
from pymongo.errors import BulkWriteError
from pymongo.read_concern import ReadConcern
from pymongo.write_concern import WriteConcern

from shared.journal.at_once import kind_by_kind
from shared.journal.bus import Spot
from shared.journal.errors import Fenced
from shared.journal.follower import Position

DUPLICATE = 11000


class Positions:
    """Positions of one follower in the collection `positions`; a `Step` moves them."""

    def __init__(self, database: Database[dict[str, Any]], name: str) -> None:
        self._collection = database["positions"]
        self._name = name

    def load(self, spots: Iterable[Spot]) -> dict[Spot, Position]:
        """Give the stored position of each partition; `Position()` where there is none."""
        by_id = {_id(self._name, spot): spot for spot in spots}
        found = {d["_id"]: d for d in self._collection.find({"_id": {"$in": list(by_id)}})}
        return {spot: _position(found.get(key)) for key, spot in by_id.items()}


class Step:
    """What followers of one database store at once, all of it or nothing: where they have come, and what belongs to it.

    One transaction, however many partitions and followers take part: at a steady trickle of commits the transactions
    are what costs.

    Attributes:
        moved: the positions that hold once this is committed.
    """

    def __init__(self, database: Database[dict[str, Any]]) -> None:
        self._database = database
        self._places: list[InsertOne[dict[str, Any]] | UpdateOne] = []
        self._writes: dict[str, tuple[Collection[dict[str, Any]], list[Any]]] = {}
        self.moved: dict[Spot, Position] = {}

    def move(self, name: str, spot: Spot, old: Position, new: Position) -> None:
        """Move a follower from old to new."""
        fields = {"offset": new.offset, "anchor": new.anchor, "fence": new.fence, "name": name}
        key = _id(name, spot)
        begun = UpdateOne({"_id": key, "fence": old.fence}, {"$set": fields})
        self._places.append(begun if old.fence else InsertOne({"_id": key, **fields}))
        self.moved[spot] = new

    def write(self, collection: Collection[dict[str, Any]], operations: Sequence[Any]) -> None:
        """Write into another collection of the same database; none of the operations depends on another."""
        if operations:
            self._writes.setdefault(collection.name, (collection, []))[1].extend(operations)

    def add(self, other: Step) -> None:
        """Take in what another wants stored."""
        self._places += other._places
        for collection, operations in other._writes.values():
            self.write(collection, operations)

    def commit(self) -> None:
        """Store it.

        Raises:
            Fenced: a stored position is not the old one, or what belongs to it was there already; nothing of what
                belongs to positions was written.
        """
        if not self._writes:
            self._advance()
            return
        with self._database.client.start_session() as session:
            session.with_transaction(
                self._all, read_concern=ReadConcern("snapshot"), write_concern=WriteConcern("majority", j=True)
            )

    def _all(self, session: ClientSession) -> None:
        # The fence first: whoever lost it writes nothing.
        self._advance(session)
        try:
            for collection, operations in self._writes.values():
                collection.bulk_write(kind_by_kind(operations), session=session)
        except BulkWriteError as error:
            raise _fenced(error, "another process was at the same document") from None

    def _advance(self, session: ClientSession | None = None) -> None:
        if not self._places:
            return
        try:
            done = self._database["positions"].bulk_write(kind_by_kind(self._places), session=session)
        except BulkWriteError as error:
            raise _fenced(error, "a position was begun by another") from None
        if done.matched_count + done.inserted_count != len(self._places):
            raise Fenced(f"one of {len(self._places)} positions is no longer where it was left")


def _fenced(error: BulkWriteError, told: str) -> Exception:
    """Give what a failed write means: a document that should not have been there is another process's."""
    if any(each["code"] == DUPLICATE for each in error.details["writeErrors"]):
        return Fenced(told)
    return error


def _id(name: str, spot: Spot) -> str:
    return f"{name}/{spot[0]}/{spot[1]}"


def _position(document: dict[str, Any] | None) -> Position:
    if document is None:
        return Position()
    return Position(document["offset"], document["anchor"], document["fence"])
