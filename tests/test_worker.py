"""The worker's loops: they outlive what fails in them, and hand over at once where they end in order."""

from __future__ import annotations

from typing import Any

import pytest
from prometheus_client import generate_latest
from pymongo.database import Database
from pymongo.errors import AutoReconnect

from shared.contracts import Event
from shared.contracts.streams import JOURNAL
from shared.journal.bus import Record
from shared.journal.casefold import CaseFold
from shared.journal.errors import UnknownEvent
from shared.journal.fold_stores import MemoryFoldStore
from shared.journal.follower import Follower
from shared.journal.handle import Decider, Journal
from shared.journal.leased import Leased
from shared.journal.memory_bus import MemoryBus
from shared.journal.memory_store import MemoryStore
from shared.journal.refill import read_all
from shared.journal.relay import Relay
from shared.journal.views import View
from shared.observability import registry
from shared.worker import Worker, _closed
from tests.faults.world import TOPICS
from tests.journal.samples import TALLY, TallyFacts, grown


@pytest.fixture
def bus() -> MemoryBus:
    bus = MemoryBus()
    bus.ensure(TOPICS)
    return bus


@pytest.fixture
def journal() -> Journal:
    return Journal(MemoryStore(), "intake")


def newer(_total: int, _fact: Event) -> int:
    raise UnknownEvent("tally.grown v9")


def test_a_stream_whose_view_cannot_be_repaired_does_not_hold_up_the_relay(
    database: Database[dict[str, Any]], journal: Journal, bus: MemoryBus
) -> None:
    unreadable = View(database["tallies"], Decider("case", lambda: 0, TALLY.decide, newer), lambda _, n: {"n": n})
    worker = Worker("intake", database, journal, bus, views=[unreadable])
    grown(journal, "A", 1)
    relay = Relay(journal.store, bus, "relay", on_sent=worker._sent)
    while relay.step():
        pass
    assert (journal.store.count_pending(), len(list(read_all(bus)))) == (0, 1)


def test_a_view_that_cannot_be_stored_keeps_its_commit_pending(
    database: Database[dict[str, Any]], journal: Journal, bus: MemoryBus, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = View(database["tallies"], TALLY, lambda _, total: {"total": total})
    worker = Worker("intake", database, journal, bus, views=[view])
    grown(journal, "A", 1)
    relay = Relay(journal.store, bus, "relay", on_sent=worker._sent)
    with monkeypatch.context() as broken:
        broken.setattr(View, "repair", _away)
        with pytest.raises(AutoReconnect):
            relay.step()
    assert journal.store.count_pending() == 1
    relay.step()
    assert journal.store.count_pending() == 0
    assert database["tallies"].find_one({"_id": "A"}) == {"_id": "A", "total": 1, "version": 1}


def _away(*_: object) -> None:
    raise AutoReconnect("the database is away")


def test_a_relay_that_ends_in_order_leaves_its_shards_to_the_next_at_once(journal: Journal, bus: MemoryBus) -> None:
    first, second = Relay(journal.store, bus, "one"), Relay(journal.store, bus, "two")
    first.step()
    grown(journal, "A", 1)
    assert second.step() == 0
    first.close()
    assert second.step() == 1


def test_a_follower_that_ends_in_order_leaves_its_partitions_to_the_next_at_once(
    journal: Journal, bus: MemoryBus
) -> None:
    folds = MemoryFoldStore()
    grown(journal, "01", 1)
    Relay(journal.store, bus, "relay").step()

    def leased(owner: str) -> Leased:
        fold = CaseFold(TallyFacts(), folds)
        return Leased("tallies", journal.store, owner, lambda: Follower(bus, (JOURNAL,), fold))

    first, second = leased("one"), leased("two")
    assert (first.step(), second.step()) == (1, 0)
    first.close()
    grown(journal, "01", 2)
    Relay(journal.store, bus, "relay").step()
    assert second.step() == 1
    assert folds.sums("tallies@1")["01|total"] == 2


def test_what_a_follower_has_set_aside_is_measured(
    database: Database[dict[str, Any]], journal: Journal, bus: MemoryBus
) -> None:
    fold = CaseFold(TallyFacts(), MemoryFoldStore())
    worker = Worker("intake", database, journal, bus, sinks={"tallies": ((JOURNAL,), fold)})
    worker._aside["tallies"] = fold.aside
    grown(journal, "01", 2)
    spot = next(iter(fold.positions([(JOURNAL, 0)])))
    second = [Record(*spot, 0, "01", c.body, bytes.fromhex(c.hash)) for c in journal.store.stream("case/01")][1:]
    old = fold.positions([spot])[spot]
    fold.take(spot, second, old, old.after(second[-1]))  # the first one never came
    fold.flush()
    worker._count_parked()
    measure = 'yizhan_parked_streams{follower="tallies",service="intake"}'
    assert f"{measure} 1.0" in generate_latest(registry()).decode()


def test_what_cannot_be_closed_ends_no_loop() -> None:
    class Stuck:
        def step(self) -> int:
            return 0

        def close(self) -> None:
            raise RuntimeError("no")

    _closed(Stuck())
