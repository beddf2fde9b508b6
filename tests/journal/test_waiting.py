"""A backlog: sent in batches, noted first and swept later; and what a loss in the middle of it must not do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from shared.contracts.streams import JOURNAL
from shared.journal import waiting
from shared.journal.bus import Ack, BusDown, BusError, Outgoing
from shared.journal.commit import Commit, read_body
from shared.journal.handle import Journal
from shared.journal.ids import SHARDS
from shared.journal.memory_bus import MemoryBus, MemoryProducer
from shared.journal.memory_store import MemoryStore
from shared.journal.refill import read_all
from shared.journal.relay import Relay
from tests.faults.world import TOPICS
from tests.journal.samples import grown

EVERY = range(SHARDS)


def ids(bus: MemoryBus) -> list[str]:
    return [f"{said.stream}@{said.version}" for r in read_all(bus) for said in [read_body(r.value)]]


def in_order(sent: Sequence[str]) -> bool:
    """No commit before its predecessor, repetitions left out."""
    seen: dict[str, int] = {}
    for each in dict.fromkeys(sent):
        stream, _, version = each.partition("@")
        if int(version) != seen.get(stream, 0) + 1:
            return False
        seen[stream] = int(version)
    return True


def stored(journal: Journal) -> list[str]:
    return [commit.id for commit in journal.store.scan()]


def backlog(journal: Journal, cases: int = 10, versions: int = 4) -> None:
    for n in range(cases):
        grown(journal, f"{n:02d}", versions)


def test_a_backlog_is_noted_as_sent_and_swept_when_there_is_little_to_send(journal: Journal, bus: MemoryBus) -> None:
    backlog(journal)
    relay = Relay(journal.store, bus, "relay", few=3)
    assert relay.step() == 40
    assert journal.store.count_pending() == 0
    assert len(journal.store.pending(EVERY, 100)) == len(journal.store.noted()) == 40
    assert relay.step() == 0
    assert journal.store.pending(EVERY, 100) == []
    assert journal.store.noted() == set()
    assert sorted(ids(bus)) == sorted(stored(journal))


def test_a_relay_that_takes_over_sends_nothing_that_is_noted(journal: Journal, bus: MemoryBus) -> None:
    backlog(journal)
    first = Relay(journal.store, bus, "one", few=3)
    first.step()
    first.close()
    grown(journal, "00", 5)
    second = Relay(journal.store, bus, "two", few=3)
    while second.step():
        pass
    assert sorted(ids(bus)) == sorted(stored(journal))
    assert journal.store.pending(EVERY, 100) == []


def test_with_too_many_notes_sweeping_goes_along_with_sending(
    journal: Journal, bus: MemoryBus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "NOTED_MOST", 12)
    monkeypatch.setattr(waiting, "SWEPT_AT_ONCE", 5)
    backlog(journal)
    relay = Relay(journal.store, bus, "relay", batch=10, few=3)
    for _ in range(4):
        assert relay.step() == 10
        assert len(journal.store.noted()) <= 12
    assert sorted(ids(bus)) == sorted(stored(journal))


def test_the_whole_set_is_read_once_for_many_batches(bus: MemoryBus) -> None:
    reads: list[int] = []

    class Counting(MemoryStore):
        def pending(self, *args: Any) -> list[Commit]:
            found = super().pending(*args)
            reads.append(len(found))
            return found

    journal = Journal(Counting(), "intake")
    backlog(journal)
    relay = Relay(journal.store, bus, "relay", batch=10, few=3)
    assert [relay.step() for _ in range(4)] == [10, 10, 10, 10]
    assert reads == [40]


class Breaking(MemoryBus):
    """At the n-th call of its producer the broker is killed and comes back without some of its tail; it may refuse."""

    def __init__(self, at: int = 0, *, keeps: int = 0) -> None:
        super().__init__()
        self.at, self.calls, self.keeps, self.refused = at, 0, keeps, set[str]()

    def producer(self) -> Any:
        return _Breaking(self)

    def called(self) -> None:
        self.calls += 1
        if self.calls == self.at:
            self.go_down()
            for spot, log in self.logs.items():
                self.drop_tail(spot, max(0, len(log) - self.keeps))
            self.come_up()


class _Breaking(MemoryProducer):
    def send(self, wave: Sequence[Outgoing]) -> list[Ack | BusError]:
        bus = self._bus
        assert isinstance(bus, Breaking)
        bus.answer()
        answers = [BusDown("no") if read_body(o.value).stream in bus.refused else bus.write(o) for o in wave]
        bus.called()
        return answers

    def connections(self) -> int:
        bus = self._bus
        assert isinstance(bus, Breaking)
        bus.called()
        return super().connections()


def relayed(bus: Breaking, steps: int, few: int) -> Journal:
    journal = Journal(MemoryStore(), "intake")
    bus.ensure(TOPICS)
    backlog(journal, versions=8)
    relay = Relay(journal.store, bus, "relay", batch=25, few=few)
    for _ in range(steps):
        relay.step()
    return journal


@pytest.mark.parametrize("keeps", [0, 8])
@pytest.mark.parametrize("few", [3, 50])
def test_a_broker_that_forgets_at_any_moment_is_not_believed(few: int, keeps: int) -> None:
    relayed(untouched := Breaking(), steps=5, few=few)
    assert untouched.calls > 30
    for at in range(1, untouched.calls + 1):
        journal = relayed(bus := Breaking(at, keeps=keeps), steps=12, few=few)
        assert set(ids(bus)) == set(stored(journal)), f"lost at call {at}"
        assert in_order(ids(bus)), f"out of order at call {at}"
        assert journal.store.pending(EVERY, 100) == [], f"left at call {at}"


def test_nothing_of_a_stream_that_failed_follows_in_the_same_walk(journal: Journal) -> None:
    bus = Breaking()
    bus.ensure(TOPICS)
    backlog(journal, cases=4, versions=30)
    bus.refused = {"case/02"}
    relay = Relay(journal.store, bus, "relay", batch=3, few=1)
    for _ in range(200):
        relay.step()
    healthy = [each for each in stored(journal) if not each.startswith("case/02@")]
    assert sorted(ids(bus)) == sorted(healthy)
    assert journal.store.count_pending() == 30
    bus.refused = set()
    while relay.step() + journal.store.count_pending():
        pass
    assert sorted(ids(bus)) == sorted(stored(journal))
    assert in_order(ids(bus))


def test_a_refill_forgets_the_notes_and_sends_what_is_missing(journal: Journal, bus: MemoryBus) -> None:
    backlog(journal)
    relay = Relay(journal.store, bus, "relay", few=3)
    assert relay.step() == 40
    bus.empty()
    assert relay.step() == 40
    assert sorted(ids(bus)) == sorted(stored(journal))
    assert {r.topic for r in read_all(bus)} == {JOURNAL}
