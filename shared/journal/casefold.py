"""A rebuildable fold of the journal into facts per case and integer sums.

Facts live in cells (one a partition and day of receipt), because a case's events come close together in time:
old cells grow cold and are not touched again. A cell holds its cases' facts and the sums of their contributions,
so the sums of everything are the sums over cells: a pure function of the facts, with nothing to drift.

State and position are stored in one step (compare-and-set on the old position); what is not stored did not
happen. Any interleaving of streams, on any number of processes, ends with the same digest.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence

from shared.contracts.streams import JOURNAL
from shared.journal.bus import Record, Spot, partition_of
from shared.journal.cells import CaseFacts, Cell, Entry, FoldStore, Sums, digest_of
from shared.journal.errors import Fenced
from shared.journal.follower import Position
from shared.journal.lots import STUMBLES, Lot

CACHE = 1_500
"""Cases of a partition that stay in memory once stored, in whole cells, the most recently used. Older cases are touched
so seldom that fetching their cell costs less than keeping years of them; a case takes some eight kilobytes."""

LOOK_SECONDS = 600.0
"""How often the store is asked which cases stand still; in between this process knows by itself."""


class CaseFold:
    """The sink that runs a fold: one instance a process; keeps recently used cells in memory.

    Args:
        facts: the pure part.
        store: cells and positions.
        hold: how many records may be folded before they are stored; a live worker stores each batch (0), a
            rebuild holds more, because storing is what costs.
        cache: how many cases of a partition stay in memory once stored, in whole cells.
        version: asked whenever positions are read, so that a fenced worker comes back to the version then in use;
            the facts' own version if not given.
    """

    def __init__(
        self,
        facts: CaseFacts,
        store: FoldStore,
        *,
        hold: int = 0,
        cache: int = CACHE,
        version: Callable[[], int] | None = None,
    ) -> None:
        self.facts = facts
        self._version = version or (lambda: facts.version)
        self.fold = f"{facts.name}@{self._version()}"
        self._store = store
        self._hold = hold
        self._cache = cache
        self._lots: dict[Spot, Lot] = {}
        self._aside: dict[str, str] = {}
        self._looked = float("-inf")

    def positions(self, spots: Iterable[Spot]) -> dict[Spot, Position]:
        spots = list(spots)
        self.fold = f"{self.facts.name}@{self._version()}"
        self._looked = float("-inf")
        stored = self._store.positions(self.fold, spots)
        self._lots = {spot: Lot(self, spot, stored[spot]) for spot in spots}
        return stored

    def take(self, spot: Spot, records: Sequence[Record], old: Position, new: Position) -> None:
        lot = self._lots[spot]
        if lot.reached != old:
            raise Fenced(f"{self.fold} {spot} stands at {lot.reached.offset}, not {old.offset}")
        lot.fold(records)
        lot.waiting += len(records)
        lot.reached = new
        if lot.waiting >= self._hold:
            lot.flush()

    def flush(self) -> None:
        """Store what is held back."""
        for lot in self._lots.values():
            lot.flush()

    def let_go(self, spot: Spot) -> None:
        """Store what is held back of a partition, and keep none of its cases in memory."""
        self._lots[spot].flush()
        self._lots[spot].forget()

    def release(self, case: str, partitions: int, topic: str = JOURNAL) -> bool:
        """Try a poisoned case's parked commits again, after a fix; tell whether it runs again.

        Takes the fence over: a worker that follows the partition reopens it and goes on from here.
        """
        spot = (topic, partition_of(case, partitions))
        self.positions([spot])
        return self._lots[spot].release(case)

    def stands(self, cell: Cell, poisoned: Mapping[str, str]) -> None:
        """Take note of which cases of a stored cell stand still."""
        for case in [each for each in list(self._aside) if each in cell.cases]:
            del self._aside[case]
        self._aside.update(poisoned)

    def aside(self) -> dict[str, str]:
        """Give the cases that stand still, with the reason: as stored a while ago, and as this process has seen since.

        To ask the store is to go through all cells, so it is asked seldom; only who follows changes them.
        """
        now = time.monotonic()
        if now - self._looked >= LOOK_SECONDS:
            self._looked, self._aside = now, {}
            found: dict[str, str] = self._store.poisoned(self.fold)  # type: ignore[attr-defined]
            self._aside = {**found, **self._aside}
        return dict(self._aside)

    @property
    def store(self) -> FoldStore:
        """Cells and positions."""
        return self._store

    @property
    def cache(self) -> int:
        """How many stored cases stay in memory, per partition."""
        return self._cache


__all__ = ["STUMBLES", "CaseFacts", "CaseFold", "Cell", "Entry", "FoldStore", "Sums", "digest_of"]
