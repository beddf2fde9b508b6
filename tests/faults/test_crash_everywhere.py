"""F1: the process dies before and after every single I/O call; what was acknowledged is folded exactly once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from shared.contracts.streams import JOURNAL
from shared.journal.casefold import CaseFold, digest_of
from shared.journal.fold_stores import MemoryFoldStore, add_up
from shared.journal.follower import Follower
from shared.journal.handle import Journal
from shared.journal.ids import SHARDS
from shared.journal.memory_bus import MemoryBus
from shared.journal.memory_store import MemoryStore
from shared.journal.relay import Relay
from tests.faults.world import TOPICS, Crashed, Wrapped
from tests.journal.samples import TALLY, TallyFacts, grow

COMMANDS = [("01", "a"), ("01", "b"), ("02", "c"), ("01", "d"), ("02", "e")]


class Life:
    """Everything durable, and processes over it that die at the n-th I/O call."""

    def __init__(self, die_at: int, few: int = 0) -> None:
        self.store = MemoryStore()
        self.bus = MemoryBus()
        self.bus.ensure(TOPICS)
        self.folds = MemoryFoldStore()
        self.few = few
        self.calls, self.die_at = 0, die_at
        self.acknowledged: list[str] = []
        self.swept = 0

    def gate(self, what: str) -> None:
        self.swept += what == "after sweep"
        self.calls += 1
        if self.calls == self.die_at:
            raise Crashed

    def process(self, run: Callable[[], None]) -> None:
        """Run a process; if it dies, another one starts over."""
        try:
            run()
        except Crashed:
            run()

    def live(self) -> Life:
        """Write a few commands, relay after each, fold in between and at the end."""
        for case, key in COMMANDS:
            self.process(lambda case=case, key=key: self._write(case, key))  # type: ignore[misc]
            self.process(self._relay)
            if key in "bd":
                self.process(self._fold)
        self.process(self._relay)
        self.process(self._fold)
        return self

    def _write(self, case: str, key: str) -> None:
        Journal(Wrapped(self.store, self.gate), "intake").execute(TALLY, case, grow(1, key))
        self.acknowledged.append(key)

    def _relay(self) -> None:
        relay = Relay(Wrapped(self.store, self.gate), self._seen_bus(), "relay", few=self.few)
        while relay.step():
            pass

    def _fold(self) -> None:
        fold = CaseFold(TallyFacts(), Wrapped(self.folds, self.gate))
        follower = Follower(self._seen_bus(), (JOURNAL,), fold, most=2)
        while follower.step():
            pass

    def _seen_bus(self) -> Any:
        return Wrapped(self.bus, self.gate, wrap=("producer", "reader"))

    def holds(self) -> bool:
        """Every acknowledged command is folded once; nothing is parked or pending."""
        expected = add_up([{"01|total": 3, "01|cases": 1, "02|total": 2, "02|cases": 1}])
        folded = self.folds.sums("tallies@1")
        clean = not self.folds.poisoned("tallies@1") and not self.store.pending(range(SHARDS), 100)
        return clean and digest_of(folded) == digest_of(expected)


WAYS = pytest.mark.parametrize("few", [0, 50], ids=["noted first", "taken out at once"])
"""How what was sent leaves the pending set: as of a backlog, or as of a few."""


@WAYS
def test_without_a_crash_everything_arrives(few: int) -> None:
    life = Life(die_at=0, few=few).live()
    assert life.holds()
    assert bool(life.swept) == (few == 0)


def test_there_are_many_places_to_die() -> None:
    assert Life(die_at=0).live().calls > 150


@WAYS
@pytest.mark.parametrize("tenth", range(10))
def test_a_death_at_any_io_call_loses_and_doubles_nothing(tenth: int, few: int) -> None:
    total = Life(die_at=0, few=few).live().calls
    for place in range(1 + tenth, total + 1, 10):
        assert Life(die_at=place, few=few).live().holds(), f"died at call {place} of {total}"
