"""The log as the journal sees it: what any broker behind it promises, and what it does not.

What a caller may rely on
- **An `Ack` means acks=all**: every in-sync replica had the record when the broker answered. It does not mean for good:
  a broker can be replaced or come back without its tail (the embedded one does). The stores are the archive.
- **Offsets of a partition only grow** while a broker lives, and a partition is read in the order of its offsets.
- **A record's partition follows from its key**: `partition_of(key, count)` with the declared count, everywhere alike.
- **A number of connections that did not grow** means the same broker life: what was acknowledged is still there.

What nobody promises
- Order per key between records of one wave, or across waves of which one failed: a record reported as failed may
  arrive all the same, later. Hence at most one commit of a stream in a wave, and the next only after its `Ack`.
- No duplicates: a reader may see a record twice or more. Consumers are strict by version, not by offset.
- That a failed record is absent: `BusError` in an answer means "not known to be there", nothing else.

BusError                the log refused: misuse, or a state that waiting alone does not mend
├── BusDown             nobody answers, or not in time; try again later
└── OffsetGone          what should be read next lies before the first or after the last record: the log was cut
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol

import msgspec

Spot = tuple[str, int]
"""A topic and one of its partitions."""


class BusError(Exception):
    """Base of all errors of the bus."""


class BusDown(BusError):
    """The broker does not answer, or not in time."""


class OffsetGone(BusError):
    """The positions of `spots` lie outside of what the log holds."""

    def __init__(self, spots: Iterable[Spot]) -> None:
        self.spots: frozenset[Spot] = frozenset(spots)
        super().__init__(
            "the log does not hold the next offset of " + ", ".join(f"{t}/{p}" for t, p in sorted(self.spots))
        )


class Record(msgspec.Struct, frozen=True, gc=False):
    """A record as read: `hash` is the value of its only header, empty where another producer left it out."""

    topic: str
    partition: int
    offset: int
    key: str
    value: bytes
    hash: bytes


class Outgoing(msgspec.Struct, frozen=True, gc=False):
    """A record to send: the value goes out as it is, byte for byte; `hash` is 32 bytes."""

    topic: str
    key: str
    value: bytes
    hash: bytes


class Ack(msgspec.Struct, frozen=True, gc=False):
    """Every in-sync replica holds the record, at this offset."""

    topic: str
    partition: int
    offset: int


@dataclass(frozen=True, slots=True)
class TopicSpec:
    """A topic as declared.

    `partitions` never changes once records are in (keys would move). `replication` -1 leaves it to the broker.
    `configs` are Kafka's topic settings, such as `retention.ms`.
    """

    partitions: int
    replication: int = -1
    configs: Mapping[str, str] = field(default_factory=dict)


@lru_cache(maxsize=65_536)
def partition_of(key: str, count: int) -> int:
    """Tell a key's partition out of `count`, as Kafka's default partitioner does."""
    from kafka.partitioner.default import murmur2  # here: web processes need the log's terms, but no Kafka client

    hashed: int = murmur2(key.encode())
    return (hashed & 0x7FFFFFFF) % count


class Producer(Protocol):
    """Sends waves. For one thread."""

    def send(self, wave: Sequence[Outgoing]) -> list[Ack | BusError]:
        """Send all of a wave, wait for every answer, give the answers in the wave's order.

        Blocks for a bounded time. Never raises for the broker's sake: what is not acknowledged has an error in its
        place, and may be sent again in a later wave. Compare `connections()` before and after: where it grew, an
        `Ack` of this wave may come from a broker life that is over, and the log wants reconciling.
        """

    def connections(self) -> int:
        """Give a number that grows whenever a broker connection was made anew: the broker may have been replaced.

        Connects where there is no connection, so that asking now and then is enough to notice a broker's return;
        while the broker is away the call may take a few seconds, and the number stays.
        """

    def close(self) -> None:
        """Give up the connection; nothing is in flight between two waves."""


class Reader(Protocol):
    """Reads assigned partitions from given offsets; commits nothing to the broker. For one thread."""

    def assign(self, positions: Mapping[Spot, int]) -> None:
        """Read these partitions, each from its offset on, and no others. Does not need the broker."""

    def poll(self, timeout: float, most: int = 5000) -> list[Record]:
        """Give the next records, at most `most`, each partition in its order; none after `timeout` seconds of quiet.

        The position moves with the records given. After an error it is where it was.

        Raises:
            BusDown: no broker answers. Poll again; nothing has to be assigned anew.
            OffsetGone: positions lie outside the log. It stays so until `assign` gives others.
        """

    def peek(self, spots: Mapping[Spot, int]) -> dict[Spot, Record | None]:
        """Give the record at exactly each offset, None where there is none; `poll` goes on undisturbed.

        Raises:
            BusDown: no broker answers.
        """

    def ends(self, spots: Iterable[Spot]) -> dict[Spot, int]:
        """Give the offset after the last record of each partition. Raises BusDown."""

    def starts(self, spots: Iterable[Spot]) -> dict[Spot, int]:
        """Give the offset of the first record kept of each partition. Raises BusDown."""

    def connections(self) -> int:
        """As `Producer.connections`, for the connections that `poll` reads from.

        Where it did not grow between two calls, everything polled between them came from one broker life.
        """

    def waiting(self) -> Collection[Spot]:
        """Name the assigned partitions that `poll` gives nothing of before others have come near their ends."""

    def close(self) -> None:
        """Give up the connections."""


class Bus(Protocol):
    """A broker: makes producers and readers, and the topics as code."""

    def ensure(self, topics: Mapping[str, TopicSpec]) -> None:
        """Declare topics and create what is missing. Whoever connects later finds them restored after a loss.

        Raises:
            BusDown: no broker answers.
            BusError: a topic has more partitions than declared.
        """

    def partitions(self, topic: str) -> int:
        """Tell how many partitions a topic was declared with; for an undeclared one, how many it has.

        Raises:
            BusDown: not declared, and no broker answers.
            BusError: there is no such topic.
        """

    def producer(self) -> Producer:
        """Make a producer; it connects when it is used."""

    def reader(self) -> Reader:
        """Make a reader; it connects when it is used."""

    def close(self) -> None:
        """Close what is left open."""
