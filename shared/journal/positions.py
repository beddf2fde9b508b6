"""Where followers have come, in MongoDB: one document a follower and partition, changed only by compare-and-set."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from pymongo.client_session import ClientSession
from pymongo.database import Database
from pymongo.errors import DuplicateKeyError
from pymongo.read_concern import ReadConcern
from pymongo.write_concern import WriteConcern

from shared.journal.bus import Spot
from shared.journal.errors import Fenced
from shared.journal.follower import Position


class Positions:
    """Positions of one follower in the collection `positions`."""

    def __init__(self, database: Database[dict[str, Any]], name: str) -> None:
        self._database = database
        self._collection = database["positions"]
        self._name = name

    def load(self, spots: Iterable[Spot]) -> dict[Spot, Position]:
        """Give the stored position of each partition; `Position()` where there is none."""
        by_id = {self._id(spot): spot for spot in spots}
        found = {d["_id"]: d for d in self._collection.find({"_id": {"$in": list(by_id)}})}
        return {spot: _position(found.get(key)) for key, spot in by_id.items()}

    def advance(self, spot: Spot, old: Position, new: Position, session: ClientSession | None = None) -> None:
        """Move from old to new.

        Raises:
            Fenced: the stored position is not old.
        """
        fields = {"offset": new.offset, "anchor": new.anchor, "fence": new.fence, "name": self._name}
        key = self._id(spot)
        if old.fence == 0:
            self._begin(key, fields, session)
            return
        done = self._collection.update_one({"_id": key, "fence": old.fence}, {"$set": fields}, session=session)
        if done.matched_count != 1:
            raise Fenced(f"{key} is no longer at fence {old.fence}")

    def advance_with(self, spot: Spot, old: Position, new: Position, work: Callable[[ClientSession], None]) -> None:
        """Move from old to new and do some writes, in one transaction: all of it or nothing.

        Raises:
            Fenced: the stored position is not old; nothing was written.
        """

        def both(session: ClientSession) -> None:
            # The fence first: whoever lost it writes nothing.
            self.advance(spot, old, new, session)
            work(session)

        with self._database.client.start_session() as session:
            session.with_transaction(
                both, read_concern=ReadConcern("snapshot"), write_concern=WriteConcern("majority", j=True)
            )

    def _begin(self, key: str, fields: dict[str, Any], session: ClientSession | None) -> None:
        try:
            self._collection.insert_one({"_id": key, **fields}, session=session)
        except DuplicateKeyError:
            raise Fenced(f"{key} was begun by another") from None

    def _id(self, spot: Spot) -> str:
        return f"{self._name}/{spot[0]}/{spot[1]}"


def _position(document: dict[str, Any] | None) -> Position:
    if document is None:
        return Position()
    return Position(document["offset"], document["anchor"], document["fence"])
