"""The tree as metrics keeps it: a follower of the journal that gives every commit its place, once.

A leaf is a commit's hash, which covers its exact bytes and the hash before it. Places are given in the order in which
the follower meets commits; tiles, the size and how far the log was read are stored in one transaction, by
compare-and-set, so two writers never give a place twice. A tile of leaves also notes which commits stand in it and
when the earliest and the latest of them were recorded. By that a commit is found again, and a commit the log brings a
second time is known: without a document, or an index entry, for every commit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import msgspec
from bson import Binary
from pymongo import ReplaceOne
from pymongo.database import Database

from services.metrics.checkpoints.decider import OF_TREE
from services.metrics.checkpoints.tiles import WIDTH, Load, grown, hashes, name, nodes
from shared.contracts.streams import category_of
from shared.journal.bus import Record, Spot
from shared.journal.errors import BadCommit
from shared.journal.follower import Move, Position
from shared.journal.merkle import Node, leaf
from shared.journal.positions import Positions, Step
from shared.journal.strict import glance_record

NAME = "tree"
HEAD: Spot = (NAME, 0)
"""Stands among the positions for the tree itself: its offset is the size, and its fence decides who appends."""
HEAD_ID = "head"
HOUR, DAY = "2026-11-10T10", "2026-11-10"
"""As much of a time as names its hour, and its day."""
AT_ONCE = 32 * WIDTH
"""Leaves that are put back in one transaction."""
LATER = "~"
"""Sorts behind whatever a time may go on with."""


class Leaf(NamedTuple):
    """A commit as the tree takes it: its name, hash, and when it was recorded (ISO 8601, local)."""

    commit: str
    hashed: bytes
    recorded_at: str


class TreeHead(NamedTuple):
    """How many leaves there are, and how many of them are no commits about the tree itself."""

    size: int
    matters: int


class _Recorded(msgspec.Struct, gc=False):
    recorded_at: str


_recorded = msgspec.json.Decoder(_Recorded).decode


class Tree:
    """The sink that appends, and what proofs are made from. Documents of the collection `tree`: a tile each, and one
    that says how large the tree is."""

    def __init__(self, database: Database[dict[str, Any]]) -> None:
        self.collection = database["tree"]
        self._database = database
        self._positions = Positions(database, NAME)

    def prepare(self) -> None:
        """Create the index by which a commit's place is found."""
        self.collection.create_index("latest", name="latest", sparse=True)

    def positions(self, spots: Iterable[Spot]) -> dict[Spot, Position]:
        return self._positions.load(spots)

    def take(self, spot: Spot, records: Sequence[Record], old: Position, new: Position) -> None:
        self.take_all([Move(spot, records, old, new)])

    def take_all(self, moves: Sequence[Move]) -> None:
        """Give what was read its places, and move on in the log, in one step.

        Raises:
            Fenced: somebody else appended meanwhile.
        """
        step, before = Step(self._database), self._positions.load([HEAD])[HEAD]
        for spot, _, old, new in moves:
            step.move(NAME, spot, old, new)
        leaves = self._unknown(leaf_ for move in moves for leaf_ in _leaves(move.records))
        if leaves:
            step.move(NAME, HEAD, before, Position(before.offset + len(leaves), "", before.fence + 1))
            step.write(self.collection, list(self._appended(before.offset, leaves)))
        step.commit()

    def replace(self, leaves: Sequence[Leaf]) -> None:
        """Begin anew with leaves whose order is known; the log is read from its beginning again.

        What ends in between leaves a tree that is shorter than what was sealed, and of which nothing is sealed.
        """
        fence = self._positions.load([HEAD])[HEAD].fence
        self._database["positions"].delete_many({"name": NAME})
        self.collection.delete_many({})
        for start in range(0, len(leaves), AT_ONCE):
            step, before = Step(self._database), self._positions.load([HEAD])[HEAD]
            some = leaves[start : start + AT_ONCE]
            step.move(NAME, HEAD, before, Position(start + len(some), "", max(fence, before.fence) + 1))
            step.write(self.collection, list(self._appended(start, some)))
            step.commit()

    def head(self) -> TreeHead:
        """Tell how large the tree is."""
        found = self.collection.find_one({"_id": HEAD_ID})
        return TreeHead(found["size"], found["matters"]) if found else TreeHead(0, 0)

    def nodes(self) -> Node:
        """Give what proofs ask of the tree; tiles are read once for as long as it is used."""
        return nodes(self.tiles())

    def tiles(self) -> Load:
        """Give a reader of tiles that keeps what it has read."""
        return cache(lambda place: _bytes(self.collection.find_one({"_id": name(place)}, {"hashes": 1})))

    def hashes(self, first: int, last: int) -> list[bytes]:
        """Give the hashes of leaves `first` to `last - 1`, as far as there are any."""
        load, tiles = self.tiles(), range(first // WIDTH, -(-last // WIDTH))
        row = [hashed for n in tiles for hashed in hashes(load((0, n)))]
        return row[first - tiles.start * WIDTH : last - tiles.start * WIDTH]

    def index(self, hashed: bytes, recorded_at: str) -> int | None:
        """Tell the place of a commit, counted from 0, by its hash and the time it was recorded at.

        A tile is full within the hour where much is done, and within the day elsewhere, so that is looked at first.
        """
        wanted = leaf(hashed)
        for known in (HOUR, DAY, ""):
            for found in self._between(recorded_at, recorded_at, recorded_at[: len(known)] + LATER):
                for n, each in enumerate(hashes(_bytes(found))):
                    if each == wanted:
                        return int(found["number"]) * WIDTH + n
        return None

    def leaves(self, size: int) -> Iterator[tuple[int, list[bytes], list[str]]]:
        """Give the first `size` leaves, tile by tile: the tile's number, the hashes, and which commits they are.

        The tree may grow meanwhile; what there is beyond `size` is left out.
        """
        wanted = {"_id": {"$gte": "0/", "$lt": name((0, -(-size // WIDTH)))}}
        for found in self.collection.find(wanted, {"hashes": 1, "commits": 1, "number": 1}).sort("_id", 1):
            left = max(size - found["number"] * WIDTH, 0)
            yield found["number"], hashes(_bytes(found))[:left], found["commits"].split("\n")[:left]

    def _unknown(self, leaves: Iterable[Leaf]) -> list[Leaf]:
        """Leave out what has a place, and what is there twice."""
        each = {leaf_.hashed: leaf_ for leaf_ in leaves}
        known = {
            hashed
            for first, last in _spans(sorted(leaf_.recorded_at for leaf_ in each.values()))
            for found in self._between(first, last)
            for hashed in hashes(_bytes(found))
        }
        return [leaf_ for leaf_ in each.values() if leaf(leaf_.hashed) not in known]

    def _between(self, first: str, last: str, until: str = LATER) -> Iterator[Mapping[str, Any]]:
        """Give the tiles of leaves that may hold commits recorded within a span; `until`: none that goes on later."""
        wanted = {"latest": {"$gte": first, "$lte": until}, "earliest": {"$lte": last}}
        yield from self.collection.find(wanted, {"hashes": 1, "number": 1}).sort("latest", 1)

    def _appended(self, size: int, leaves: Sequence[Leaf]) -> Iterator[ReplaceOne[dict[str, Any]]]:
        """Give the writes that put leaves behind the first `size`."""
        number, have = divmod(size, WIDTH)
        last = self.collection.find_one({"_id": name((0, number))}) if have else None
        row = [*_told(last), *((each.commit, each.recorded_at) for each in leaves)]
        load = self.tiles()
        for place, told in grown(load, size, [leaf(each.hashed) for each in leaves]).items():
            at = (place[1] - number) * WIDTH
            about = _about(place[1], row[at : at + WIDTH]) if place[0] == 0 else {}
            yield _replaced(name(place), {"hashes": Binary(told), **about})
        matters = sum(category_of(each.commit) not in OF_TREE for each in leaves)
        yield _replaced(HEAD_ID, {"size": size + len(leaves), "matters": self.head().matters + matters})


def _leaves(records: Iterable[Record]) -> Iterator[Leaf]:
    """Read what is sound; a damaged record is told by the archive, and is no leaf."""
    for record in records:
        try:
            said = glance_record(record.value, record.hash)
            yield Leaf(f"{said.stream}@{said.version}", record.hash, _recorded(record.value).recorded_at)
        except (BadCommit, msgspec.DecodeError):
            continue


def _spans(times: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Join sorted times to spans without an hour's change inside, so that a straggler does not span a year."""
    first = last = ""
    for each in times:
        if first and each[:13] != last[:13]:
            yield first, last
            first = each
        first, last = first or each, each
    if first:
        yield first, last


def _told(tile: Mapping[str, Any] | None) -> Iterator[tuple[str, str]]:
    """Give the commits of a tile that is not full; of their times only the bounds are known, and only these count."""
    if tile is not None:
        first, *others = tile["commits"].split("\n")
        yield first, tile["earliest"]
        yield from ((commit, tile["latest"]) for commit in others)


def _about(number: int, row: Sequence[tuple[str, str]]) -> dict[str, Any]:
    commits, times = "\n".join(commit for commit, _ in row), [recorded_at for _, recorded_at in row]
    return {"number": number, "commits": commits, "earliest": min(times), "latest": max(times)}


def _replaced(identity: str, fields: dict[str, Any]) -> ReplaceOne[dict[str, Any]]:
    return ReplaceOne({"_id": identity}, fields, upsert=True)


def _bytes(found: Mapping[str, Any] | None) -> bytes:
    return bytes(found["hashes"]) if found else b""
