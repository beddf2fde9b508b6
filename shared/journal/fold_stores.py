"""Where folds keep their cells: in memory for specs and simulation, in MongoDB for real. One suite tests both."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import orjson
from bson import Binary
from pymongo import InsertOne, ReplaceOne
from pymongo.database import Database

from shared.journal.bus import Spot
from shared.journal.cells import Flushed, Stored, Sums, decode_cell
from shared.journal.errors import Fenced
from shared.journal.follower import Position
from shared.journal.positions import Positions, Step


def add_up(parts: Iterable[Mapping[str, int]]) -> Sums:
    """Add sums key by key; keys that come to nothing are left out."""
    total: Sums = {}
    for part in parts:
        for key, value in part.items():
            total[key] = total.get(key, 0) + value
    return {key: value for key, value in total.items() if value}


class MemoryFoldStore:
    """Cells in a dictionary."""

    def __init__(self) -> None:
        self._positions: dict[tuple[str, Spot], Position] = {}
        self._cells: dict[tuple[str, Spot, str], Stored] = {}

    def positions(self, fold: str, spots: Iterable[Spot]) -> dict[Spot, Position]:
        return {spot: self._positions.get((fold, spot), Position()) for spot in spots}

    def cells(self, fold: str, spot: Spot, names: Iterable[str]) -> dict[str, bytes]:
        return {n: self._cells[fold, spot, n].body for n in names if (fold, spot, n) in self._cells}

    def flush(self, fold: str, spot: Spot, old: Position, new: Position, cells: Flushed) -> None:
        if self._positions.get((fold, spot), Position()) != old:
            raise Fenced(f"{fold} {spot} is no longer at fence {old.fence}")
        if any(cell.fresh and (fold, spot, name) in self._cells for name, cell in cells.items()):
            raise Fenced(f"{fold} {spot} has a cell that was not there")
        self._positions[fold, spot] = new
        for name, cell in cells.items():
            self._cells[fold, spot, name] = cell._replace(sums=dict(cell.sums), poisoned=dict(cell.poisoned))

    def sums(self, fold: str) -> Sums:
        return add_up(cell.sums for (of, _, _), cell in self._cells.items() if of == fold)

    def poisoned(self, fold: str) -> dict[str, str]:
        """Give the parked cases, with the reason."""
        mine = (cell.poisoned for (of, _, _), cell in self._cells.items() if of == fold)
        return {case: why for poisoned in mine for case, why in poisoned.items()}

    def cases(self, fold: str, cell_prefix: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
        """Give the facts of every case in the cells whose names begin so."""
        for (of, _, name), cell in self._cells.items():
            if of == fold and name.startswith(cell_prefix):
                yield from ((case, entry.facts) for case, entry in decode_cell(cell.body).cases.items())

    def cases_adding(self, fold: str, wanted: Callable[[str], bool]) -> Iterator[tuple[str, dict[str, Any]]]:
        """Give the facts of every case in the cells whose sums have a key that is wanted."""
        for (of, _, _), cell in self._cells.items():
            if of == fold and any(map(wanted, cell.sums)):
                yield from ((case, entry.facts) for case, entry in decode_cell(cell.body).cases.items())

    def drop(self, fold: str) -> None:
        """Forget a fold."""
        self._positions = {k: v for k, v in self._positions.items() if k[0] != fold}
        self._cells = {k: v for k, v in self._cells.items() if k[0] != fold}


class MongoFoldStore:
    """Cells in the collection `cells`, positions in `positions`, both changed in one transaction.

    A cell's id is `fold/cell/topic/partition`: all of a fold, or of its cells whose names begin alike, is a range of
    ids, and needs no index besides. Each index doubles what storing a cell costs.
    """

    def __init__(self, database: Database[dict[str, Any]]) -> None:
        self._database = database
        self._cells = database["cells"]
        self._step: Step | None = None

    def prepare(self) -> None:
        """Create the index, and give up the one that earlier versions had; harmless when that is done."""
        if "fold_cell" in self._cells.index_information():
            self._cells.drop_index("fold_cell")
        self._database["positions"].create_index("name", name="name")

    def positions(self, fold: str, spots: Iterable[Spot]) -> dict[Spot, Position]:
        return Positions(self._database, fold).load(spots)

    def cells(self, fold: str, spot: Spot, names: Iterable[str]) -> dict[str, bytes]:
        by_id = {_cell_id(fold, spot, name): name for name in names}
        found = self._cells.find({"_id": {"$in": list(by_id)}}, {"body": 1})
        return {by_id[d["_id"]]: bytes(d["body"]) for d in found}

    def flush(self, fold: str, spot: Spot, old: Position, new: Position, cells: Flushed) -> None:
        step = self._step or Step(self._database)
        step.move(fold, spot, old, new)
        step.write(self._cells, [_write(fold, spot, name, cell) for name, cell in cells.items()])
        if self._step is None:
            step.commit()

    @contextmanager
    def on(self, step: Step) -> Iterator[None]:
        """Put on a step what is flushed meanwhile, instead of storing it; whoever commits the step stores it."""
        self._step = step
        try:
            yield
        finally:
            self._step = None

    def sums(self, fold: str) -> Sums:
        return add_up(orjson.loads(d["sums"]) for d in self._cells.find({"_id": _of(fold)}, {"sums": 1}))

    def poisoned(self, fold: str) -> dict[str, str]:
        """Give the parked cases, with the reason."""
        found = self._cells.find({"_id": _of(fold), "poisoned.0": {"$exists": True}}, {"poisoned": 1})
        return {p["case"]: p["reason"] for d in found for p in d["poisoned"]}

    def cases(self, fold: str, cell_prefix: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
        """Give the facts of every case in the cells whose names begin so."""
        for found in self._cells.find({"_id": _of(fold, cell_prefix)}, {"body": 1}):
            yield from ((case, entry.facts) for case, entry in decode_cell(bytes(found["body"])).cases.items())

    def cases_adding(self, fold: str, wanted: Callable[[str], bool]) -> Iterator[tuple[str, dict[str, Any]]]:
        """Give the facts of every case in the cells whose sums have a key that is wanted.

        Only those cells are opened; the sums of all are looked at, which is far less.
        """
        cells = self._cells.find({"_id": _of(fold)}, {"sums": 1})
        for name in [found["_id"] for found in cells if any(map(wanted, orjson.loads(found["sums"])))]:
            found = self._cells.find_one({"_id": name}, {"body": 1})
            if found is not None:
                yield from ((case, entry.facts) for case, entry in decode_cell(bytes(found["body"])).cases.items())

    def case(self, fold: str, cell: str, case: str) -> dict[str, Any] | None:
        """Give one case's facts."""
        for found in self._cells.find({"_id": _of(fold, f"{cell}/")}, {"body": 1}):
            entry = decode_cell(bytes(found["body"])).cases.get(case)
            if entry is not None:
                return entry.facts
        return None

    def drop(self, fold: str) -> None:
        """Forget a fold: its positions first, so that no position is left whose cells are gone."""
        self._database["positions"].delete_many({"name": fold})
        self._cells.delete_many({"_id": _of(fold)})


def _cell_id(fold: str, spot: Spot, name: str) -> str:
    return f"{fold}/{name}/{spot[0]}/{spot[1]}"


def _of(fold: str, begins: str = "") -> dict[str, str]:
    """Give the range of ids of a fold's cells, or of those whose names begin so."""
    return {"$gte": f"{fold}/{begins}", "$lt": f"{fold}/{begins}\uffff"}


def _write(fold: str, spot: Spot, name: str, cell: Stored) -> InsertOne[dict[str, Any]] | ReplaceOne[dict[str, Any]]:
    key = _cell_id(fold, spot, name)
    document: dict[str, Any] = {
        "_id": key,
        "body": Binary(cell.body),
        "sums": Binary(orjson.dumps(cell.sums)),
        "poisoned": [{"case": case, "reason": reason} for case, reason in cell.poisoned.items()],
    }
    return InsertOne(document) if cell.fresh else ReplaceOne({"_id": key}, document, upsert=True)
