"""Every commit of every service, kept as it was sent: what a history is read from and a chain is checked on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from bson import Binary
from pymongo import ASCENDING, InsertOne
from pymongo.database import Database
from pymongo.errors import BulkWriteError

from shared.journal.bus import Record, Spot
from shared.journal.commit import Envelope, read_body
from shared.journal.errors import BadCommit
from shared.journal.follower import Move, Position
from shared.journal.positions import Positions, Step
from shared.journal.strict import open_record, sealed_hash
from shared.observability import log

DUPLICATE = 11000
ARCHIVE, REGISTER_ARCHIVE = "archive", "register_archive"


class Archive:
    """A sink that keeps raw commits in a collection of its name, once each, in whatever order they come.

    `ARCHIVE` holds the journal, `REGISTER_ARCHIVE` the statements of the register: histories and exports are made of
    the first alone, and both are leaves of the tree. A record that is not what was sealed is told in the log and not
    kept: it would stand in the place of the sound one that a refill brings.
    """

    def __init__(self, database: Database[dict[str, Any]], name: str = ARCHIVE) -> None:
        self.collection = database[name]
        self._database, self._name = database, name
        self._positions = Positions(database, name)

    def prepare(self) -> None:
        """Create the index by which a history is found."""
        self.collection.create_index([("case", ASCENDING)], name="case")

    def positions(self, spots: Iterable[Spot]) -> dict[Spot, Position]:
        return self._positions.load(spots)

    def take(self, spot: Spot, records: Sequence[Record], old: Position, new: Position) -> None:
        step = Step(self._database)
        self.join(step, [Move(spot, records, old, new)])
        step.commit()

    def join(self, step: Step, moves: Sequence[Move]) -> None:
        """Keep what was read, and put on the step where we have come: not before the commits are stored."""
        self._keep([record for move in moves for record in move.records])
        for spot, _, old, new in moves:
            step.move(self._name, spot, old, new)

    def _keep(self, records: Iterable[Record]) -> None:
        inserts = [InsertOne(document) for record in records if (document := _document(record))]
        try:
            if inserts:
                self.collection.bulk_write(inserts, ordered=False)
        except BulkWriteError as error:
            if any(e["code"] != DUPLICATE for e in error.details["writeErrors"]):
                raise

    def scan(self) -> Iterator[tuple[str, int, bytes, bool]]:
        """Give every commit's stream, version and hash, and whether the bytes kept here are those that were sealed."""
        for found in self.collection.find({}, {"case": 0}):
            digest = found["hash"]
            yield found["stream"], found["version"], _bytes(digest), sealed_hash(bytes(found["body"])).hex() == digest

    def lacking(self, ids: Sequence[str]) -> list[str]:
        """Tell which of these commits are not here."""
        found = self.collection.find({"_id": {"$in": list(ids)}}, {"_id": 1})
        return sorted(set(ids) - {d["_id"] for d in found})

    def of_case(self, case: str) -> Iterator[tuple[Envelope, bytes, str]]:
        """Give a case's commits (envelope, exact bytes, hash), unordered."""
        for found in self.collection.find({"case": case}):
            body = bytes(found["body"])
            yield read_body(body), body, found["hash"]

    def all(self) -> Iterator[tuple[Envelope, bytes, str]]:
        """Give every commit kept here (envelope, exact bytes, hash), those of a case together."""
        for found in self.collection.find().sort([("case", ASCENDING)]):
            body = bytes(found["body"])
            yield read_body(body), body, found["hash"]


def _document(record: Record) -> dict[str, Any] | None:
    try:
        said = open_record(record.value, record.hash)
    except BadCommit as poison:
        log().error("unreadable_record", topic=record.topic, offset=record.offset, reason=str(poison))
        return None
    return {
        "_id": f"{said.stream}@{said.version}",
        "case": said.case,
        "stream": said.stream,
        "version": said.version,
        "prev": said.prev,
        "hash": record.hash.hex(),
        "body": Binary(record.value),
    }


def _bytes(digest: str) -> bytes:
    try:
        return bytes.fromhex(digest)
    except ValueError:
        return b""
