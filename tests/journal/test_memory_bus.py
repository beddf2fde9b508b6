"""The bus in memory keeps the contract, and breaks as it is told."""

from __future__ import annotations

import pytest

from shared.journal.bus import Ack, BusDown, OffsetGone, Spot
from shared.journal.memory_bus import Fate, MemoryBus
from tests.journal.bus_contract import BusContract, FaultyBusContract, fresh_topic, outgoing, spots


class TestMemoryBus(BusContract):
    @pytest.fixture
    def bus(self) -> MemoryBus:
        return MemoryBus()

    @pytest.fixture
    def another_bus(self, bus: MemoryBus) -> MemoryBus:
        return bus


class MemoryFaults:
    def __init__(self) -> None:
        self.bus = MemoryBus()
        self._marked: dict[Spot, int] = {}

    def go_down(self) -> None:
        self.bus.go_down()

    def come_up(self) -> None:
        self.bus.come_up()

    def mark(self) -> None:
        self._marked = {spot: len(log) for spot, log in self.bus.logs.items()}

    def lose_since_mark(self) -> None:
        for spot, kept in self._marked.items():
            self.bus.drop_tail(spot, len(self.bus.logs[spot]) - kept)

    def lose_all(self) -> None:
        self.bus.empty()


class TestFaultyMemoryBus(FaultyBusContract):
    @pytest.fixture
    def faults(self) -> MemoryFaults:
        return MemoryFaults()


@pytest.mark.parametrize(
    ("fate", "acked", "kept", "landed"),
    [
        (Fate.KEPT, True, 1, 0),
        (Fate.REFUSED, False, 0, 0),
        (Fate.UNHEARD, False, 1, 0),
        (Fate.LATE, False, 0, 1),
    ],
)
def test_a_record_meets_the_fate_it_is_given(fate: Fate, acked: bool, kept: int, landed: int) -> None:
    bus = MemoryBus()
    topic = fresh_topic(bus)
    bus.fate = lambda _out: fate
    (answer,) = bus.producer().send(outgoing(topic, [1]))
    assert isinstance(answer, Ack if acked else BusDown)
    assert sum(len(log) for log in bus.logs.values()) == kept
    assert bus.land() == landed
    assert sum(len(log) for log in bus.logs.values()) == kept + landed


def test_the_order_of_a_poll_is_the_simulations_to_choose() -> None:
    bus = MemoryBus()
    topic = fresh_topic(bus)
    bus.producer().send(outgoing(topic, range(30)))
    bus.order = lambda assigned: assigned[::-1]
    reader = bus.reader()
    reader.assign(dict.fromkeys(spots(topic), 0))
    assert [r.partition for r in reader.poll(0)] == sorted([r.partition for log in bus.logs.values() for r in log])[
        ::-1
    ]


def test_a_log_that_forgot_its_beginning_says_so_to_whoever_was_there() -> None:
    bus = MemoryBus()
    topic = fresh_topic(bus)
    bus.producer().send(outgoing(topic, range(30)))
    bus.trim((topic, 0), 3)
    reader = bus.reader()
    assert reader.starts([(topic, 0)]) == {(topic, 0): 3}
    reader.assign({(topic, 0): 2})
    with pytest.raises(OffsetGone):
        reader.poll(0)
    reader.assign({(topic, 0): 3})
    assert reader.poll(0)[0].offset == 3
    assert reader.peek({(topic, 0): 2}) == {(topic, 0): None}
