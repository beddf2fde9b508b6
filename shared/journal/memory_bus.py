"""A broker in memory, for specs and the seeded simulation; it passes the same suite as Kafka.

It knows the faults that brokers have, and has them only when told: being away (`go_down`, `come_up`), coming back
without its tail (`drop_tail`) or empty (`empty`), forgetting its beginning (`trim`), answers that get lost and records
that land after they were reported as failed (`fate`, `land`). No threads, no clock, no chance of its own: the same
calls give the same records.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from enum import Enum

from shared.journal.bus import Ack, BusDown, BusError, OffsetGone, Outgoing, Record, Spot, TopicSpec, partition_of


class Fate(Enum):
    """What becomes of a record that is sent."""

    KEPT = "kept and acknowledged"
    REFUSED = "not kept, and reported as failed"
    UNHEARD = "kept, but reported as failed: the answer was lost"
    LATE = "reported as failed, and kept when it lands later"


def _always_kept(_out: Outgoing) -> Fate:
    return Fate.KEPT


def _as_assigned(spots: Sequence[Spot]) -> Sequence[Spot]:
    return spots


class MemoryBus:
    """A broker that keeps its partitions in lists.

    Attributes:
        logs: the records of every partition, open to inspection; the first has offset `firsts[spot]`.
        up: whether it answers.
        generation: which life of the broker this is; everyone connects anew in each.
        fate: hook, called for every record sent; decides what becomes of it.
        order: hook, called at every poll with the assigned spots; decides which are read first.
        late: records that were reported as failed and have yet to land.
    """

    def __init__(self) -> None:
        self.logs: dict[Spot, list[Record]] = {}
        self.firsts: dict[Spot, int] = {}
        self.up = True
        self.generation = 1
        self.fate: Callable[[Outgoing], Fate] = _always_kept
        self.order: Callable[[Sequence[Spot]], Sequence[Spot]] = _as_assigned
        self.late: list[Outgoing] = []
        self._counts: dict[str, int] = {}

    def ensure(self, topics: Mapping[str, TopicSpec]) -> None:
        self.answer()
        for topic, spec in topics.items():
            held = self._counts.get(topic, 0)
            if held > spec.partitions:
                raise BusError(f"{topic} has {held} partitions, declared are {spec.partitions}")
            fresh = [(topic, number) for number in range(held, spec.partitions)]
            self.logs.update((spot, []) for spot in fresh)
            self.firsts.update((spot, 0) for spot in fresh)
            self._counts[topic] = spec.partitions

    def partitions(self, topic: str) -> int:
        if topic not in self._counts:
            raise BusError(f"there is no topic {topic}")
        return self._counts[topic]

    def producer(self) -> MemoryProducer:
        return MemoryProducer(self)

    def reader(self) -> MemoryReader:
        return MemoryReader(self)

    def close(self) -> None:
        """Nothing to let go of."""

    # what goes wrong

    def go_down(self) -> None:
        """Answer nobody."""
        self.up = False

    def come_up(self) -> None:
        """Answer again, as another process."""
        self.up = True
        self.generation += 1

    def drop_tail(self, spot: Spot, count: int) -> None:
        """Forget the last `count` records of a partition, as a broker does that was killed before it wrote them."""
        if count > 0:
            del self.logs[spot][-count:]
            self.generation += 1

    def empty(self) -> None:
        """Forget every record; offsets begin at 0 again, topics stay."""
        for spot, log in self.logs.items():
            log.clear()
            self.firsts[spot] = 0
        self.generation += 1

    def trim(self, spot: Spot, upto: int) -> None:
        """Forget a partition's records before offset `upto`, as retention does."""
        dropped = max(0, min(upto, self.end(spot)) - self.firsts[spot])
        del self.logs[spot][:dropped]
        self.firsts[spot] += dropped

    def land(self, most: int | None = None) -> int:
        """Keep what is late, the oldest first, at most `most` records; give how many."""
        landed = self.late[:most]
        del self.late[: len(landed)]
        for out in landed:
            self.write(out)
        return len(landed)

    # what its producers and readers ask

    def answer(self) -> None:
        """Raise BusDown while down."""
        if not self.up:
            raise BusDown("the broker is away")

    def end(self, spot: Spot) -> int:
        """Give the offset after the last record."""
        return self.firsts[spot] + len(self.logs[spot])

    def write(self, out: Outgoing) -> Ack:
        """Append one record where its key belongs."""
        spot = (out.topic, partition_of(out.key, self.partitions(out.topic)))
        offset = self.end(spot)
        self.logs[spot].append(Record(*spot, offset, out.key, out.value, out.hash))
        return Ack(*spot, offset)


class _Client:
    """Counts the lives of the broker that a client has met."""

    def __init__(self, bus: MemoryBus) -> None:
        self._bus = bus
        self._met = 0
        self._connections = 0

    def connections(self) -> int:
        if self._bus.up and self._met != self._bus.generation:
            self._met = self._bus.generation
            self._connections += 1
        return self._connections

    def close(self) -> None:
        """Nothing to let go of."""


class MemoryProducer(_Client):
    """Writes straight into the logs."""

    def send(self, wave: Sequence[Outgoing]) -> list[Ack | BusError]:
        self.connections()
        return [self._send(out) for out in wave]

    def _send(self, out: Outgoing) -> Ack | BusError:
        try:
            self._bus.answer()
            self._bus.partitions(out.topic)
        except BusError as error:
            return error
        fate = self._bus.fate(out)
        if fate is Fate.KEPT:
            return self._bus.write(out)
        if fate is Fate.UNHEARD:
            self._bus.write(out)
        if fate is Fate.LATE:
            self._bus.late.append(out)
        return BusDown(fate.value)


class MemoryReader(_Client):
    """Reads straight from the logs."""

    def __init__(self, bus: MemoryBus) -> None:
        super().__init__(bus)
        self._at: dict[Spot, int] = {}

    def assign(self, positions: Mapping[Spot, int]) -> None:
        self._at = dict(positions)

    def poll(self, timeout: float, most: int = 5000) -> list[Record]:
        del timeout  # nothing comes by waiting
        self._bus.answer()
        self.connections()
        gone = [s for s, at in self._at.items() if not self._bus.firsts[s] <= at <= self._bus.end(s)]
        if gone:
            raise OffsetGone(gone)
        found: list[Record] = []
        for spot in self._bus.order(list(self._at)):
            found += self._take(spot, most - len(found))
        return found

    def _take(self, spot: Spot, most: int) -> list[Record]:
        begin = self._at[spot] - self._bus.firsts[spot]
        batch = self._bus.logs[spot][begin : begin + most]
        self._at[spot] += len(batch)
        return batch

    def peek(self, spots: Mapping[Spot, int]) -> dict[Spot, Record | None]:
        self._bus.answer()
        return {spot: self._record(spot, offset) for spot, offset in spots.items()}

    def _record(self, spot: Spot, offset: int) -> Record | None:
        first = self._bus.firsts[spot]
        return self._bus.logs[spot][offset - first] if first <= offset < self._bus.end(spot) else None

    def ends(self, spots: Iterable[Spot]) -> dict[Spot, int]:
        self._bus.answer()
        return {spot: self._bus.end(spot) for spot in spots}

    def starts(self, spots: Iterable[Spot]) -> dict[Spot, int]:
        self._bus.answer()
        return {spot: self._bus.firsts[spot] for spot in spots}

    def waiting(self) -> Collection[Spot]:
        return ()
