"""The follower: what it has read and could not store comes again, whatever failed in between."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import pytest

from shared.contracts.streams import JOURNAL
from shared.journal.bus import BusDown, Record, Spot
from shared.journal.errors import Fenced
from shared.journal.follower import CHECK_EVERY, QUIET, Follower, Position
from shared.journal.memory_bus import MemoryBus, MemoryReader
from tests.faults.world import TOPICS
from tests.journal.bus_contract import outgoing

SPOT = (JOURNAL, 0)


class Sink:
    """Keeps what it takes; fails where told."""

    def __init__(self) -> None:
        self.at: dict[Spot, Position] = {}
        self.taken: list[str] = []
        self.fail: Exception | None = None

    def positions(self, spots: Iterable[Spot]) -> dict[Spot, Position]:
        return {spot: self.at.get(spot, Position()) for spot in spots}

    def take(self, spot: Spot, records: Sequence[Record], old: Position, new: Position) -> None:
        if self.fail:
            raise self.fail
        if self.at.get(spot, Position()) != old:
            raise Fenced(f"{spot} is no longer at {old.fence}")
        self.at[spot] = new
        self.taken += [record.key for record in records]


class Deaf(MemoryReader):
    """A reader that polls well, while its questions find no answer: they go over another connection."""

    def peek(self, spots: Mapping[Spot, int]) -> dict[Spot, Record | None]:
        if isinstance(self._bus, HalfDeafBus) and self._bus.deaf:
            raise BusDown("no answer in time")
        return super().peek(spots)

    def poll(self, timeout: float, most: int = 5000) -> list[Record]:
        if isinstance(self._bus, HalfDeafBus) and self._bus.stuck is self:
            return []
        return super().poll(timeout, most)

    def waiting(self) -> Collection[Spot]:
        return self._at if isinstance(self._bus, HalfDeafBus) and self._bus.takes_turns else ()


class HalfDeafBus(MemoryBus):
    deaf = False
    stuck: MemoryReader | None = None
    takes_turns = False

    def reader(self) -> Deaf:
        return Deaf(self)


@pytest.fixture
def bus() -> HalfDeafBus:
    bus = HalfDeafBus()
    bus.ensure(TOPICS)
    return bus


def send(bus: MemoryBus, *numbers: int) -> list[str]:
    wave = outgoing(JOURNAL, numbers)
    bus.producer().send(wave)
    return [out.key for out in wave]


def steps(follower: Follower, times: int) -> None:
    for _ in range(times):
        follower.step()


def follow(follower: Follower) -> None:
    while follower.step():
        pass


@pytest.mark.parametrize("fault", [ConnectionError("the store is away"), RuntimeError("anything")])
def test_what_the_sink_could_not_take_comes_again_to_the_same_follower(bus: MemoryBus, fault: Exception) -> None:
    sink = Sink()
    follower = Follower(bus, (JOURNAL,), sink)
    sent = send(bus, 1, 2, 3)
    sink.fail = fault
    with pytest.raises(type(fault)):
        follower.step()
    sink.fail = None
    sent += send(bus, 4, 5)
    follow(follower)
    assert sorted(sink.taken) == sorted(sent)


def test_what_was_read_before_a_question_failed_comes_again(bus: HalfDeafBus) -> None:
    sink = Sink()
    before = Follower(bus, (JOURNAL,), sink)
    sent = send(bus, 1, 2, 3)
    follow(before)
    follower = Follower(bus, (JOURNAL,), sink)
    sent += send(bus, 4, 5, 6)
    bus.deaf = True
    with pytest.raises(BusDown):
        follower.step()
    bus.deaf = False
    sent += send(bus, 7, 8, 9)
    follow(follower)
    assert sorted(sink.taken) == sorted(sent)


def test_a_fenced_follower_whose_offset_is_gone_finds_its_place_again(bus: MemoryBus) -> None:
    sink = Sink()
    follower = Follower(bus, (JOURNAL,), sink)
    send(bus, 1, 2, 3)
    follow(follower)
    bus.empty()
    for spot, at in sink.at.items():
        sink.at[spot] = Position(at.offset, at.anchor, at.fence + 1)
    with pytest.raises(Fenced):
        follower.step()
    sent = send(bus, 4, 5)
    for _ in range(6):  # each partition goes back to its beginning, which is no record read
        follower.step()
    assert sorted(sink.taken[3:]) == sorted(sent)


def test_a_log_replaced_behind_a_standing_connection_is_noticed_though_it_never_rests(bus: MemoryBus) -> None:
    sink = Sink()
    follower = Follower(bus, (JOURNAL,), sink)
    send(bus, *range(30))
    follow(follower)
    bus.empty()
    bus.generation -= 1  # the topic was deleted and made again; nobody was disconnected
    again = send(bus, *range(100, 160))
    for _ in range(2 * CHECK_EVERY):
        send(bus, 7)
        follower.step()
    assert set(again) <= set(sink.taken)


def test_the_position_is_never_ahead_of_what_was_taken(bus: MemoryBus) -> None:
    """Whatever fails, in whatever step."""
    faults: list[Any] = [None, ConnectionError("x"), Fenced("y"), None, RuntimeError("z"), None, None]
    sink = Sink()
    follower = Follower(bus, (JOURNAL,), sink, most=2)
    sent = send(bus, *range(40))
    for fault in faults * 3:
        sink.fail = fault
        try:
            follower.step()
        except (ConnectionError, Fenced, RuntimeError):
            continue
    sink.fail = None
    follow(follower)
    assert sorted(sink.taken) == sorted(sent)


def test_a_reader_that_gives_nothing_of_what_is_there_is_replaced(bus: HalfDeafBus) -> None:
    sink = Sink()
    follower = Follower(bus, (JOURNAL,), sink)
    sent = send(bus, 1, 2, 3)
    follow(follower)
    reader = follower._reader
    assert isinstance(reader, Deaf)
    bus.stuck = reader
    sent += send(bus, 4, 5, 6)
    with pytest.raises(BusDown):
        steps(follower, 3 * QUIET)  # soon: others wait for what follows from these records
    follow(follower)
    assert sorted(sink.taken) == sorted(sent)


def test_what_waits_for_its_turn_is_not_stuck(bus: HalfDeafBus) -> None:
    sink = Sink()
    follower = Follower(bus, (JOURNAL,), sink)
    send(bus, 1, 2, 3)
    follow(follower)
    reader = follower._reader
    assert isinstance(reader, Deaf)
    bus.stuck, bus.takes_turns = reader, True
    send(bus, 4, 5, 6)
    steps(follower, 3 * QUIET)
    assert follower._reader is reader


def test_a_reader_at_the_end_of_the_log_is_left_alone(bus: HalfDeafBus) -> None:
    sink = Sink()
    follower = Follower(bus, (JOURNAL,), sink)
    send(bus, 1, 2, 3)
    follow(follower)
    reader = follower._reader
    for _ in range(5 * CHECK_EVERY):
        follower.step()
    assert follower._reader is reader
