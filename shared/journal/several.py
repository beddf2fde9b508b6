"""Several sinks behind one reader: what a service follows is read from the log once, and stored in one step.

Each sink keeps its own position. The reader begins where the hindmost has come, and all of them are given what it
reads: sinks are strict per stream and skip what they know, so being given something twice changes nothing, and no
sink ever relies on a place in the log that was not compared with the log.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from pymongo.database import Database

from shared.journal.bus import Bus, Record, Spot
from shared.journal.casefold import CaseFold
from shared.journal.fold_stores import MongoFoldStore
from shared.journal.follower import Follower, Move, Position, Sink
from shared.journal.positions import Step

FAR = 5_000
"""Whoever is this many records behind the foremost reads by itself until it has caught up, and holds nobody up."""
NEARLY = 100
"""Whoever reads by itself and finds fewer records than this has caught up."""


class Joins(Protocol):
    """A sink that stores together with others."""

    def positions(self, spots: Iterable[Spot]) -> dict[Spot, Position]: ...

    def join(self, step: Step, moves: Sequence[Move]) -> Exception | None:
        """Take in what was read, and put on the step what is to be stored, with the new positions.

        Gives the fault of what could not be taken in and must come again: its partition is not on the step. What it
        raises has the same meaning for all of it.
        """


class Apart:
    """A sink that stores by itself, each partition in its own step."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink

    def positions(self, spots: Iterable[Spot]) -> dict[Spot, Position]:
        return self._sink.positions(spots)

    def join(self, step: Step, moves: Sequence[Move]) -> None:
        for move in moves:
            self._sink.take(*move)
            step.moved[move.spot] = move.new


class Folding(Apart):
    """A fold whose cells lie in MongoDB; they are stored with what the others store."""

    def __init__(self, fold: CaseFold, store: MongoFoldStore) -> None:
        super().__init__(fold)
        self._store = store

    def join(self, step: Step, moves: Sequence[Move]) -> None:
        with self._store.on(step):
            super().join(step, moves)


def joining(sink: Any) -> Joins:
    """Give a sink as one that stores together with others, as far as it can."""
    if isinstance(sink, CaseFold) and isinstance(sink.store, MongoFoldStore):
        return Folding(sink, sink.store)
    joins: Joins = sink if hasattr(sink, "join") else Apart(sink)
    return joins


class Several:
    """The sink that hands on to several."""

    def __init__(self, database: Database[dict[str, Any]], sinks: Mapping[str, Joins]) -> None:
        self._database = database
        self._sinks = sinks
        self._stored: dict[str, dict[Spot, Position]] = {}

    def positions(self, spots: Iterable[Spot]) -> dict[Spot, Position]:
        spots = list(spots)
        self._stored = {name: dict(sink.positions(spots)) for name, sink in self._sinks.items()}
        return {spot: min((at[spot] for at in self._stored.values()), key=lambda at: at.offset) for spot in spots}

    def take(self, spot: Spot, records: Sequence[Record], old: Position, new: Position) -> None:
        self.take_all([Move(spot, records, old, new)])

    def take_all(self, moves: Sequence[Move]) -> None:
        """Let every sink take in what was read, and store it all at once.

        Where one of them fails, the others' is stored all the same before its fault is raised.
        """
        whole, parts, faults = Step(self._database), {}, []
        for name, sink in self._sinks.items():
            part = Step(self._database)
            try:
                fault = sink.join(part, [_as_seen_from(self._stored[name][move.spot], move) for move in moves])
            except Exception as failure:
                faults.append(failure)
                continue
            faults += [fault] if fault is not None else []
            parts[name] = part
            whole.add(part)
        whole.commit()
        for name, part in parts.items():
            self._stored[name].update(part.moved)
        if faults:
            raise faults[0]


def _as_seen_from(stored: Position, move: Move) -> Move:
    """Give a move as the change of a position that may lie elsewhere; only its fence counts."""
    return move._replace(old=stored, new=Position(move.new.offset, move.new.anchor, stored.fence + 1))


class Convoy:
    """Follows topics into several sinks with as few readers as can be: one, unless somebody is far behind."""

    def __init__(
        self,
        bus: Bus,
        topics: Sequence[str],
        sinks: Mapping[str, Joins],
        database: Database[dict[str, Any]],
        *,
        most: int = 5_000,
    ) -> None:
        self._bus, self._topics, self._sinks, self._database, self._most = bus, topics, sinks, database, most
        self._followers: list[Follower] = []

    def step(self, timeout: float = 0.2) -> int:
        """Read one batch into the sinks; give the number of records read. Raises as `Follower.step`."""
        self._followers = self._followers or [self._follower(names) for names in self._parted()]
        did = [follower.step(timeout / len(self._followers)) for follower in self._followers]
        if len(did) > 1 and did[-1] < NEARLY:
            self.close()
        return sum(did)

    def close(self) -> None:
        """Let go of the log."""
        for follower in self._followers:
            follower.close()
        self._followers = []

    def _follower(self, names: Sequence[str]) -> Follower:
        together = Several(self._database, {name: self._sinks[name] for name in names})
        return Follower(self._bus, self._topics, together, most=self._most)

    def _parted(self) -> list[list[str]]:
        """Part those that are far behind the foremost from the rest."""
        spots = [(topic, number) for topic in self._topics for number in range(self._bus.partitions(topic))]
        come = {name: sum(at.offset for at in each.positions(spots).values()) for name, each in self._sinks.items()}
        far = [name for name, at in come.items() if max(come.values()) - at > FAR]
        near = [name for name in self._sinks if name not in far]
        return [near, far] if far else [near]
