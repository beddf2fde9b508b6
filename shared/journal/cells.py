"""What a fold keeps: facts per case in cells, sums per cell, and where both are stored."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Mapping
from typing import Any, NamedTuple, Protocol

import msgspec
import orjson

from shared.journal.bus import Spot
from shared.journal.commit import Glance, Told
from shared.journal.follower import Position

Sums = dict[str, int]


class CaseFacts(Protocol):
    """The pure part of a fold. Facts must not depend on how streams interleave.

    Facts are one flat dictionary of scalars and tuples: `step` sets keys and never changes a value in place, so
    that a commit that fails half way leaves nothing behind.
    """

    name: str
    version: int

    @property
    def reads(self) -> Container[str]:
        """Give the types of events that `step` takes in; all others leave the facts as they are."""

    def initial(self, case: str) -> dict[str, Any]:
        """Give the facts of a case nothing is known of."""

    def step(self, facts: dict[str, Any], envelope: Glance, fact: Told) -> None:
        """Take one event, of a type that is read, into the facts."""

    def cell(self, case: str) -> str:
        """Name the cell that keeps a case: the same for ever, close for cases close in time."""

    def contributions(self, facts: dict[str, Any]) -> Sums:
        """Give what the case adds to the sums."""


class Entry(msgspec.Struct, array_like=True):
    """One case in a cell: facts, versions seen per stream, early or poisoned bodies, and the poison's reason."""

    facts: dict[str, Any]
    seen: dict[str, int]
    parked: dict[str, dict[int, bytes]] = {}
    poison: str = ""


class Cell(msgspec.Struct):
    """The cases of one partition and day, and the sums of what they contribute."""

    cases: dict[str, Entry] = {}
    sums: Sums = {}


class Stored(NamedTuple):
    """A cell as it is stored: bytes, sums, poisoned cases with reasons; `fresh` where the store had none before."""

    body: bytes
    sums: Sums
    poisoned: Mapping[str, str]
    fresh: bool = False


Flushed = Mapping[str, Stored]
"""Cells to store, by name."""

encode_cell = msgspec.msgpack.Encoder().encode
decode_cell = msgspec.msgpack.Decoder(Cell).decode


class FoldStore(Protocol):
    """Where a fold's cells and positions lie; `flush` stores both in one step."""

    def positions(self, fold: str, spots: Iterable[Spot]) -> dict[Spot, Position]:
        """Give the stored positions."""

    def cells(self, fold: str, spot: Spot, names: Iterable[str]) -> dict[str, bytes]:
        """Give stored cells by name; absent ones are left out."""

    def flush(self, fold: str, spot: Spot, old: Position, new: Position, cells: Flushed) -> None:
        """Store cells and move the position, all or nothing.

        Raises:
            Fenced: the stored position is not old, or a fresh cell is there already.
        """

    def sums(self, fold: str) -> Sums:
        """Add up the sums of all cells."""


def settle(sums: Sums, before: Sums, after: Sums) -> None:
    """Replace what a case added to the sums before by what it adds now."""
    for key, value in after.items():
        sums[key] = sums.get(key, 0) + value
    for key, value in before.items():
        left = sums[key] - value
        if left:
            sums[key] = left
        else:
            del sums[key]


def digest_of(sums: Mapping[str, int]) -> str:
    """Give SHA-256 over the sums in canonical form: equal exactly where the sums are equal."""
    kept = {key: value for key, value in sums.items() if value}
    return hashlib.sha256(orjson.dumps(kept, option=orjson.OPT_SORT_KEYS)).hexdigest()
