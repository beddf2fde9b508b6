"""Reading from Kafka by `assign` and `seek`: no groups, no commits, no silent jump to another offset."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from typing import Any

from kafka import KafkaConsumer, TopicPartition
from kafka.errors import KafkaError, LogTruncationError, NoOffsetForPartitionError, OffsetOutOfRangeError

from shared.journal.bus import BusDown, BusError, OffsetGone, Record, Spot
from shared.journal.kafka_link import ANSWER_SECONDS, Held, Link, bus_error, common, milliseconds
from shared.journal.kafka_records import QuickRecords
from shared.journal.kafka_turns import Turns

MIB = 1024 * 1024
FIRST_NAP_SECONDS = 0.001
LONGEST_NAP_SECONDS = 0.1
SHORT_NAPS, MANY = 20, 1_000
"""A log that just gave many records is looked at with short naps between, because an answer is on its way; else with
naps that double up to the longest, and what comes meanwhile is late by no more. Each look costs."""

GONE = (OffsetOutOfRangeError, LogTruncationError, NoOffsetForPartitionError)


class KafkaReader:
    """A reader over two of kafka-python's consumers: one polls, the other answers questions beside it."""

    def __init__(self, servers: str, restore: Callable[[], bool]) -> None:
        self._servers = servers
        self._positions: dict[Spot, int] = {}
        self._placed_at = -1
        self._naps = SHORT_NAPS
        self._turns = Turns()
        self._poller: Held[KafkaConsumer] = Held(self._make_poller, KafkaConsumer.close, restore)
        self._asker: Held[KafkaConsumer] = Held(self._make_asker, KafkaConsumer.close, restore)

    def _make_poller(self, link: Link) -> KafkaConsumer:
        return self._make(link, fetch_max_bytes=12 * MIB, max_partition_fetch_bytes=2 * MIB)

    def _make_asker(self, link: Link) -> KafkaConsumer:
        return self._make(link, fetch_max_bytes=MIB, max_partition_fetch_bytes=64 * 1024)

    def _make(self, link: Link, **sizes: int) -> KafkaConsumer:
        consumer = KafkaConsumer(
            **common(self._servers),
            **sizes,
            kafka_client=link.client,
            enable_auto_commit=False,
            auto_offset_reset="none",
            allow_auto_create_topics=False,
            max_poll_records=5000,
        )
        consumer._fetcher.PartitionRecords = QuickRecords  # from here on it gives our records, not kafka-python's
        link.reach_out()
        return consumer

    def assign(self, positions: Mapping[Spot, int]) -> None:
        self._positions = dict(positions)
        self._placed_at = -1

    def poll(self, timeout: float, most: int = 5000) -> list[Record]:
        consumer = self._poller.get()
        self._place(consumer)
        try:
            if not self._turns.go_on(consumer, self._positions, time.monotonic()):
                self._placed_at = -1
            polled = self._patiently(consumer, timeout, most)
        except GONE as error:
            raise self._gone(error) from error
        except Exception as error:  # whatever it is, another consumer begins anew
            self._poller.drop()
            raise bus_error(error) from error
        if not polled and self._poller.is_lost():
            self._poller.drop()
            raise BusDown("the connection is lost")
        return self._records(polled)

    def _patiently(self, consumer: KafkaConsumer, timeout: float, most: int) -> dict[TopicPartition, list[Record]]:
        """Poll until there is something, or time is up.

        A broker should hold a fetch that finds nothing; the embedded one answers at once, and kafka-python's own
        waiting would then ask it a thousand times a second. So we only look, and nap ourselves.
        """
        until = time.monotonic() + timeout
        while True:
            polled: dict[TopicPartition, list[Record]] = consumer.poll(timeout_ms=0, max_records=most)
            left = until - time.monotonic()
            if polled or left <= 0:
                if polled:
                    self._naps = 0 if sum(map(len, polled.values())) >= MANY else SHORT_NAPS
                return polled
            time.sleep(min(_nap(self._naps), left))
            self._naps += 1

    def _place(self, consumer: KafkaConsumer) -> None:
        """Go to the positions where they are new, or the connection is: nothing fetched before may be given then."""
        made = self._poller.made
        if made != self._placed_at:
            ends = self.ends(self._positions)
            _seek(consumer, self._positions)
            self._turns.begin(consumer, self._positions, ends)
            self._placed_at = made

    def _records(self, polled: Mapping[TopicPartition, list[Record]]) -> list[Record]:
        found: list[Record] = []
        for (topic, partition), batch in polled.items():
            found += batch
            self._positions[topic, partition] = batch[-1].offset + 1
        return found

    def _gone(self, error: KafkaError) -> BusError:
        """Say which positions are gone; where none is, the consumer is wrong about it, and another begins anew."""
        spots = self._outside() or _spots(error)
        if spots:
            return OffsetGone(spots)
        self._poller.drop()
        return bus_error(error)

    def _outside(self) -> list[Spot]:
        starts, ends = self.starts(self._positions), self.ends(self._positions)
        return [spot for spot, at in self._positions.items() if not starts[spot] <= at <= ends[spot]]

    def peek(self, spots: Mapping[Spot, int]) -> dict[Spot, Record | None]:
        starts, ends = self.starts(spots), self.ends(spots)
        there = {spot: at for spot, at in spots.items() if starts[spot] <= at < ends[spot]}
        found = self._ask(lambda consumer: _first_of_each(consumer, there)) if there else {}
        return {spot: _only_at(found.get(spot), at) for spot, at in spots.items()}

    def ends(self, spots: Iterable[Spot]) -> dict[Spot, int]:
        return self._offsets(KafkaConsumer.end_offsets, spots)

    def starts(self, spots: Iterable[Spot]) -> dict[Spot, int]:
        return self._offsets(KafkaConsumer.beginning_offsets, spots)

    def _offsets(self, kind: Callable[..., dict[Any, int]], spots: Iterable[Spot]) -> dict[Spot, int]:
        wanted = [TopicPartition(*spot) for spot in spots]
        told = self._ask(lambda consumer: _offsets_of_all(consumer, kind, wanted)) if wanted else {}
        return {(tp.topic, tp.partition): offset for tp, offset in told.items()}

    def _ask(self, question: Callable[[KafkaConsumer], dict[Any, Any]]) -> dict[Any, Any]:
        consumer = self._asker.get()
        try:
            return question(consumer)
        except Exception as error:  # also KeyError: a broker that lacks the partition
            self._asker.drop()
            raise bus_error(error) from error

    def connections(self) -> int:
        with suppress(BusError):
            self._poller.get()
        return self._poller.made

    def waiting(self) -> Collection[Spot]:
        return self._turns.waiting()

    def close(self) -> None:
        self._poller.drop()
        self._asker.drop()


def _nap(naps: int) -> float:
    """Give the length of the next nap, in seconds, after so many in which nothing came."""
    doubled = min(max(0, naps - SHORT_NAPS), 10)
    return min(FIRST_NAP_SECONDS * (1 << doubled), LONGEST_NAP_SECONDS)


def _seek(consumer: KafkaConsumer, positions: Mapping[Spot, int]) -> None:
    """Assign and seek, after throwing away everything fetched so far: with nothing assigned, `poll` empties it all."""
    consumer.unsubscribe()
    consumer.poll(0)
    consumer.assign([TopicPartition(*spot) for spot in positions])
    for spot, offset in positions.items():
        consumer.seek(TopicPartition(*spot), offset)


def _offsets_of_all(
    consumer: KafkaConsumer, kind: Callable[..., dict[Any, int]], wanted: list[TopicPartition]
) -> dict[Any, int]:
    """Ask for the offsets of all these partitions until each has one.

    A consumer forgets the topics it was assigned before. Asked for partitions of a known and of a forgotten topic, it
    leaves out the latter (a KeyError) and looks that topic up meanwhile; so it is asked again. Another consumer would
    go the same way from the beginning, and never arrive.
    """
    deadline = time.monotonic() + ANSWER_SECONDS
    while True:
        try:
            return kind(consumer, wanted, timeout_ms=milliseconds(ANSWER_SECONDS))
        except KeyError:
            if time.monotonic() > deadline:
                raise
            time.sleep(FIRST_NAP_SECONDS)


def _first_of_each(consumer: KafkaConsumer, positions: Mapping[Spot, int]) -> dict[Spot, Record]:
    _seek(consumer, positions)
    found: dict[Spot, Record] = {}
    deadline = time.monotonic() + ANSWER_SECONDS
    while len(found) < len(positions):
        if time.monotonic() > deadline:
            raise BusDown("no answer in time")
        for (topic, partition), batch in consumer.poll(timeout_ms=500, max_records=100).items():
            found.setdefault((topic, partition), batch[0])
    return found


def _only_at(record: Record | None, offset: int) -> Record | None:
    return record if record and record.offset == offset else None


def _spots(error: KafkaError) -> list[Spot]:
    told = error.args[0] if error.args else None
    return [(tp.topic, tp.partition) for tp in told] if isinstance(told, dict) else []
