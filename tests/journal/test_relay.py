"""The relay: waves, order, leases, and a log that forgets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from shared.contracts.streams import JOURNAL
from shared.journal.bus import Ack, BusDown, BusError, Outgoing, Spot, partition_of
from shared.journal.commit import Commit, read_body
from shared.journal.errors import StoreDown
from shared.journal.handle import Journal
from shared.journal.memory_bus import MemoryBus, MemoryProducer
from shared.journal.memory_store import MemoryStore
from shared.journal.refill import read_all, refill
from shared.journal.relay import Relay, relay_name
from shared.journal.store import Noted
from shared.journal.waiting import waves
from tests.faults.world import TOPICS
from tests.journal.samples import TALLY, grow, grown


def on_log(bus: MemoryBus) -> list[tuple[str, int]]:
    return [(e.stream, e.version) for r in read_all(bus) for e in [read_body(r.value)]]


def settle(relay: Relay, journal: Journal) -> None:
    while relay.step() + journal.store.count_pending():
        pass


def test_a_wave_holds_one_commit_of_a_stream(journal: Journal) -> None:
    for case in ("A", "B"):
        grown(journal, case, 3)
    rounds = list(waves(list(journal.store.scan())))
    assert [[c.id for c in wave] for wave in rounds] == [
        ["case/A@1", "case/B@1"],
        ["case/A@2", "case/B@2"],
        ["case/A@3", "case/B@3"],
    ]


def test_what_is_relayed_is_byte_for_byte_what_was_stored(journal: Journal, bus: MemoryBus) -> None:
    grown(journal, "A", 3)
    settle(Relay(journal.store, bus, "relay"), journal)
    assert [(r.value, r.hash.hex()) for r in read_all(bus)] == [(c.body, c.hash) for c in journal.store.scan()]


def test_the_commits_of_a_case_share_a_partition(journal: Journal, bus: MemoryBus) -> None:
    for n in range(30):
        grown(journal, f"{n:02d}", 2)
    settle(Relay(journal.store, bus, "relay"), journal)
    spots: dict[str, set[int]] = {}
    for record in read_all(bus):
        spots.setdefault(record.key, set()).add(record.partition)
    assert all(len(partitions) == 1 for partitions in spots.values())
    assert len({p for partitions in spots.values() for p in partitions}) == 2


def test_while_the_broker_is_away_commands_are_accepted_and_wait(journal: Journal, bus: MemoryBus) -> None:
    relay = Relay(journal.store, bus, "relay")
    bus.go_down()
    grown(journal, "A", 2)
    assert relay.step() == 0
    assert journal.store.count_pending() == 2
    bus.come_up()
    settle(relay, journal)
    assert on_log(bus) == [("case/A", 1), ("case/A", 2)]


def test_a_commit_never_overtakes_one_that_failed(journal: Journal, bus: MemoryBus) -> None:
    failing = {"case/A@2"}

    class Picky(MemoryBus):
        def producer(self):  # type: ignore[no-untyped-def]
            return Refusing(super().producer())

    class Refusing:
        def __init__(self, inner) -> None:  # type: ignore[no-untyped-def]
            self.inner = inner

        def send(self, wave: Sequence[Outgoing]) -> list[Ack | BusError]:
            return [BusDown("no") if named(o) in failing else self.inner.send([o])[0] for o in wave]

        def connections(self) -> int:
            return 1

        def close(self) -> None: ...

    def named(out: Outgoing) -> str:
        said = read_body(out.value)
        return f"{said.stream}@{said.version}"

    picky = Picky()
    picky.ensure(TOPICS)
    grown(journal, "A", 3)
    relay = Relay(journal.store, picky, "relay")
    relay.step()
    assert on_log(picky) == [("case/A", 1)]
    failing.clear()
    settle(relay, journal)
    assert on_log(picky) == [("case/A", 1), ("case/A", 2), ("case/A", 3)]


class Forgetful(MemoryBus):
    """A broker that takes the next record for a repetition of the last one: stores nothing, gives its place again."""

    mistaken = False

    def producer(self) -> Any:
        bus, inner = self, super().producer()

        class Producer:
            def send(self, wave: Sequence[Outgoing]) -> list[Ack | BusError]:
                if not bus.mistaken:
                    return inner.send(wave)  # type: ignore[no-any-return]
                bus.mistaken = False
                spots = [(out.topic, partition_of(out.key, bus.partitions(out.topic))) for out in wave]
                return [Ack(*spot, len(bus.logs[spot]) - 1) for spot in spots]

            def connections(self) -> int:
                return inner.connections()  # type: ignore[no-any-return]

            def close(self) -> None: ...

        return Producer()


def test_a_commit_that_is_given_the_place_of_another_is_sent_again(journal: Journal) -> None:
    bus = Forgetful()
    bus.ensure(TOPICS)
    relay = Relay(journal.store, bus, "relay")
    grown(journal, "A", 1)
    settle(relay, journal)
    grown(journal, "A", 2)
    bus.mistaken = True
    assert relay.step() == 0
    assert journal.store.count_pending() == 1
    settle(relay, journal)
    assert on_log(bus) == [("case/A", 1), ("case/A", 2)]


def test_two_commits_of_a_wave_cannot_have_one_place(journal: Journal) -> None:
    bus = Forgetful()
    bus.ensure(TOPICS)
    grown(journal, "A", 1)
    settle(Relay(journal.store, bus, "relay"), journal)
    beside = partition_of("A", bus.partitions(JOURNAL))
    twins = [f"{n}" for n in range(40) if partition_of(f"{n}", bus.partitions(JOURNAL)) == beside][:2]
    for case in twins:
        grown(journal, case, 1)
    relay = Relay(journal.store, bus, "relay")
    bus.mistaken = True
    settle(relay, journal)
    assert sorted(on_log(bus)) == sorted([("case/A", 1), *((f"case/{case}", 1) for case in twins)])


def test_a_second_relay_stands_by_while_the_first_holds_the_leases(journal: Journal, bus: MemoryBus) -> None:
    first, second = Relay(journal.store, bus, "one"), Relay(journal.store, bus, "two")
    grown(journal, "A", 1)
    assert first.step() == 1
    grown(journal, "A", 2)
    assert second.step() == 0


def test_work_hung_on_sending_is_done_before_a_commit_leaves_the_pending_set(journal: Journal, bus: MemoryBus) -> None:
    seen: list[str] = []

    def look(commits: Sequence[Commit]) -> None:
        seen.extend(c.id for c in commits)
        assert journal.store.count_pending() == 2

    grown(journal, "A", 1)
    grown(journal, "B", 1)
    Relay(journal.store, bus, "relay", on_sent=look).step()
    assert seen == ["case/A@1", "case/B@1"]


@pytest.mark.parametrize("kept", [0, 1, 3, 5])
def test_a_broker_that_comes_back_without_its_tail_is_refilled(journal: Journal, bus: MemoryBus, kept: int) -> None:
    relay = Relay(journal.store, bus, "relay")
    grown(journal, "A", 6)
    settle(relay, journal)
    spot = next(spot for spot, log in bus.logs.items() if log)
    bus.go_down()
    bus.drop_tail(spot, 6 - kept)
    bus.come_up()
    journal.execute(TALLY, "A", grow(1, "after the loss"))
    settle(relay, journal)
    present = on_log(bus)
    assert set(present) == {("case/A", n) for n in range(1, 8)}
    assert [v for _, v in dict.fromkeys(present)] == list(range(1, 8))


def test_an_idle_relay_notices_the_loss_by_itself(journal: Journal, bus: MemoryBus) -> None:
    now = [0.0]
    relay = Relay(journal.store, bus, "relay", clock=lambda: now[0])
    grown(journal, "A", 2)
    settle(relay, journal)
    bus.empty()
    now[0] += 60
    settle(relay, journal)
    assert on_log(bus) == [("case/A", 1), ("case/A", 2)]


def test_refilling_by_hand_sends_only_what_is_missing(journal: Journal, bus: MemoryBus) -> None:
    grown(journal, "A", 3)
    settle(Relay(journal.store, bus, "relay"), journal)
    assert refill(journal.store, bus, [relay_name(0)]) == 0
    spot = next(spot for spot, log in bus.logs.items() if log)
    bus.drop_tail(spot, 2)
    assert refill(journal.store, bus, [relay_name(0)]) == 2
    assert {r.topic for r in read_all(bus)} == {JOURNAL}


class OneBadPartition(MemoryBus):
    """One partition takes nothing (too few replicas, say), and after each failure the producer is made anew."""

    def __init__(self, bad: Spot) -> None:
        super().__init__()
        self.bad: Spot | None = bad
        self.lives = 0

    def producer(self) -> Any:
        return _Stumbling(self)


class _Stumbling(MemoryProducer):
    def send(self, wave: Sequence[Outgoing]) -> list[Ack | BusError]:
        bus = self._bus
        assert isinstance(bus, OneBadPartition)
        answers: list[Ack | BusError] = [
            BusDown("too few replicas") if self._spot(out) == bus.bad else bus.write(out) for out in wave
        ]
        bus.lives += any(isinstance(answer, BusError) for answer in answers)
        return answers

    def _spot(self, out: Outgoing) -> Spot:
        return out.topic, partition_of(out.key, self._bus.partitions(out.topic))

    def connections(self) -> int:
        bus = self._bus
        assert isinstance(bus, OneBadPartition)
        return super().connections() + bus.lives


def test_one_partition_that_takes_nothing_holds_up_no_other_and_does_not_swell_the_log(journal: Journal) -> None:
    bus = OneBadPartition((JOURNAL, 0))
    bus.ensure(TOPICS)
    for n in range(10):
        grown(journal, f"{n:02d}", 3)
    relay = Relay(journal.store, bus, "relay")
    for _ in range(10):
        relay.step()
    healthy = [c.id for c in journal.store.scan() if partition_of(c.case, 2) == 1]
    assert 0 < len(healthy) < 30
    assert sorted(f"{s}@{v}" for s, v in on_log(bus)) == sorted(healthy)
    assert journal.store.count_pending() == 30 - len(healthy)
    bus.bad = None
    settle(relay, journal)
    assert sorted(f"{s}@{v}" for s, v in on_log(bus)) == sorted(c.id for c in journal.store.scan())


def test_what_a_failing_partition_gathers_starves_no_other(journal: Journal) -> None:
    bus = OneBadPartition((JOURNAL, 0))
    bus.ensure(TOPICS)
    names = [f"{n:02d}" for n in range(60)]
    stuck = [n for n in names if partition_of(n, 2) == 0][:20]
    late = next(n for n in reversed(names) if partition_of(n, 2) == 1)
    for case in (*stuck, late):
        grown(journal, case, 1)
    assert late > max(stuck)
    relay = Relay(journal.store, bus, "relay", batch=4)
    for _ in range(20):
        relay.step()
    assert on_log(bus) == [(f"case/{late}", 1)]
    bus.bad = None
    settle(relay, journal)
    assert len(on_log(bus)) == 21


def test_what_a_store_cannot_note_for_long_is_not_sent_again_and_again(bus: MemoryBus) -> None:
    class FullDisk(MemoryStore):
        full = True

        def replace_anchors(self, notes: Mapping[str, Noted]) -> bool:
            if self.full:
                raise StoreDown("no space left")
            return super().replace_anchors(notes)

    store = FullDisk()
    journal = Journal(store, "intake")
    grown(journal, "A", 1)
    grown(journal, "B", 1)
    relay = Relay(store, bus, "relay")
    for _ in range(5):
        with pytest.raises(StoreDown):
            relay.step()
    assert len(on_log(bus)) == 2
    store.full = False
    settle(relay, journal)
    assert len(on_log(bus)) == 2
