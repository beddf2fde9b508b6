"""What every bus must do. `MemoryBus` and `KafkaBus` both pass it, unchanged."""

from __future__ import annotations

import time
import uuid
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Protocol

import pytest

from shared.journal.bus import (
    Ack,
    Bus,
    BusDown,
    BusError,
    OffsetGone,
    Outgoing,
    Producer,
    Reader,
    Record,
    Spot,
    TopicSpec,
    partition_of,
)

PARTITIONS = 3
PATIENCE_SECONDS = 60.0


def outgoing(topic: str, numbers: Sequence[int], said: str = "value") -> list[Outgoing]:
    """Make records; the number in the key decides the partition, everything else tells them apart."""
    return [Outgoing(topic, f"case-{n}", f"{said} {n}".encode(), bytes([n % 256]) * 32) for n in numbers]


def deliver(producer: Producer, wave: Sequence[Outgoing]) -> dict[bytes, Ack]:
    """Send until everything is acknowledged, as the relay does; give the acks by value."""
    until, acked = time.monotonic() + PATIENCE_SECONDS, dict[bytes, Ack]()
    while len(acked) < len(wave):
        left = [out for out in wave if out.value not in acked]
        answers = zip(left, producer.send(left), strict=True)
        acked.update((out.value, answer) for out, answer in answers if isinstance(answer, Ack))
        assert time.monotonic() < until, f"{len(left)} records are not acknowledged"
    return acked


def read(reader: Reader, count: int) -> list[Record]:
    """Poll until so many records came, over pauses of the broker."""
    until, found = time.monotonic() + PATIENCE_SECONDS, list[Record]()
    while len(found) < count:
        with suppress(BusDown):
            found += reader.poll(0.2)
        assert time.monotonic() < until, f"{len(found)} of {count} records came"
    return found


def gone(reader: Reader) -> OffsetGone:
    """Poll until the reader says that its positions are gone."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        try:
            reader.poll(0.2)
        except BusDown:
            continue
        except OffsetGone as error:
            return error
    raise AssertionError("the positions are not gone")


def by_spot(records: Sequence[Record]) -> dict[Spot, list[Record]]:
    """Sort records by partition, keeping their order."""
    found: dict[Spot, list[Record]] = {}
    for record in records:
        found.setdefault((record.topic, record.partition), []).append(record)
    return found


def spots(topic: str) -> list[Spot]:
    return [(topic, n) for n in range(PARTITIONS)]


def beginnings(topic: str) -> dict[Spot, int]:
    return dict.fromkeys(spots(topic), 0)


def fresh_topic(bus: Bus) -> str:
    """Declare a topic that nobody else uses."""
    name = f"t-{uuid.uuid4().hex[:12]}"
    bus.ensure({name: TopicSpec(PARTITIONS)})
    return name


class BusContract:
    """Subclasses give a fixture `bus`, and `another_bus`: the same broker, reached by another process."""

    @pytest.fixture
    def topic(self, bus: Bus) -> str:
        return fresh_topic(bus)

    def test_acks_come_in_the_order_of_the_wave(self, bus: Bus, topic: str) -> None:
        answers = bus.producer().send(wave := outgoing(topic, range(50)))
        acks = [answer for answer in answers if isinstance(answer, Ack)]
        assert [(a.topic, a.partition) for a in acks] == [(topic, partition_of(o.key, PARTITIONS)) for o in wave]

    def test_offsets_of_a_partition_grow_by_one(self, bus: Bus, topic: str) -> None:
        producer = bus.producer()
        first, second = (deliver(producer, outgoing(topic, [7], said)) for said in ("first", "second"))
        assert first[b"first 7"].offset == 0
        assert second[b"second 7"].offset == 1

    def test_an_empty_wave_has_no_answers(self, bus: Bus) -> None:
        assert bus.producer().send([]) == []

    def test_records_are_read_back_byte_for_byte(self, bus: Bus, topic: str) -> None:
        sent = Outgoing(topic, "案件-1", bytes(range(256)), b"\x00\xff" * 16)
        ack = deliver(bus.producer(), [sent])[sent.value]
        reader = bus.reader()
        reader.assign(beginnings(topic))
        assert read(reader, 1) == [Record(topic, ack.partition, 0, sent.key, sent.value, sent.hash)]

    def test_a_commit_of_the_largest_size_goes_through(self, bus: Bus, topic: str) -> None:
        sent = Outgoing(topic, "case", uuid.uuid4().bytes * (16 * 1024), b"h" * 32)
        ack = deliver(bus.producer(), [sent])[sent.value]
        reader = bus.reader()
        reader.assign(beginnings(topic))
        assert read(reader, 1)[0].value == sent.value
        found = reader.peek({(topic, ack.partition): ack.offset})[topic, ack.partition]
        assert found is not None
        assert found.value == sent.value

    def test_a_partition_is_read_in_the_order_of_its_offsets(self, bus: Bus, topic: str) -> None:
        producer, reader = bus.producer(), bus.reader()
        for n in range(5):
            deliver(producer, outgoing(topic, range(60), f"wave {n}"))
        reader.assign(beginnings(topic))
        for records in by_spot(read(reader, 300)).values():
            assert [r.offset for r in records] == list(range(len(records)))
            of_one_key = [r.value for r in records if r.key == records[0].key]
            assert [value.split()[1] for value in of_one_key] == [b"0", b"1", b"2", b"3", b"4"]

    def test_a_reader_begins_where_it_is_told_and_reads_nothing_else(self, bus: Bus, topic: str) -> None:
        deliver(bus.producer(), outgoing(topic, range(90)))
        reader = bus.reader()
        ends = reader.ends(spots(topic))
        reader.assign({(topic, 1): 4})
        found = read(reader, ends[topic, 1] - 4)
        assert [(r.partition, r.offset) for r in found] == [(1, n) for n in range(4, ends[topic, 1])]
        assert reader.poll(0.1) == []

    def test_a_poll_gives_at_most_so_many_and_goes_on_from_there(self, bus: Bus, topic: str) -> None:
        deliver(bus.producer(), outgoing(topic, range(30)))
        reader = bus.reader()
        reader.assign(beginnings(topic))
        polled: list[Record] = []
        while len(polled) < 30:
            batch = reader.poll(1.0, most=4)
            assert len(batch) <= 4
            polled += batch
        assert len({(r.partition, r.offset) for r in polled}) == 30

    def test_assigning_again_goes_back(self, bus: Bus, topic: str) -> None:
        deliver(bus.producer(), outgoing(topic, range(30)))
        reader = bus.reader()
        reader.assign(beginnings(topic))
        reader.poll(1.0, most=2)
        reader.assign(beginnings(topic))
        assert len(read(reader, 30)) == 30

    def test_what_is_sent_later_is_read_later(self, bus: Bus, topic: str) -> None:
        producer, reader = bus.producer(), bus.reader()
        reader.assign(beginnings(topic))
        assert reader.poll(0.1) == []
        deliver(producer, outgoing(topic, [1]))
        assert [r.key for r in read(reader, 1)] == ["case-1"]

    def test_ends_and_starts(self, bus: Bus, topic: str) -> None:
        reader = bus.reader()
        assert reader.ends(spots(topic)) == reader.starts(spots(topic)) == beginnings(topic)
        deliver(bus.producer(), outgoing(topic, range(90)))
        assert sum(reader.ends(spots(topic)).values()) == 90
        assert reader.starts(spots(topic)) == beginnings(topic)
        assert reader.ends([]) == {}

    def test_peeking_gives_the_record_at_exactly_that_offset(self, bus: Bus, topic: str) -> None:
        deliver(bus.producer(), outgoing(topic, range(90)))
        reader = bus.reader()
        found = reader.peek({(topic, 0): 5, (topic, 1): 0, (topic, 2): 10_000})
        assert {spot: record and record.offset for spot, record in found.items()} == {
            (topic, 0): 5,
            (topic, 1): 0,
            (topic, 2): None,
        }
        assert reader.peek({}) == {}

    def test_peeking_goes_from_one_topic_to_several(self, bus: Bus, topic: str) -> None:
        """As a relay does that compares the notes of one shard after the other."""
        other, producer, reader = fresh_topic(bus), bus.producer(), bus.reader()
        here, there = (deliver(producer, outgoing(name, [1])) for name in (topic, other))
        (first,), (second,) = here.values(), there.values()
        one, two = (first.topic, first.partition), (second.topic, second.partition)
        reader.peek({one: first.offset})
        found = reader.peek({two: second.offset, one: first.offset})
        assert {spot: record and record.key for spot, record in found.items()} == {one: "case-1", two: "case-1"}

    def test_peeking_leaves_the_position_alone(self, bus: Bus, topic: str) -> None:
        deliver(bus.producer(), outgoing(topic, range(30)))
        reader = bus.reader()
        reader.assign(beginnings(topic))
        before = reader.poll(2.0, most=3)
        reader.peek(beginnings(topic))
        rest = read(reader, 30 - len(before))
        assert len({(r.partition, r.offset) for r in [*before, *rest]}) == 30

    def test_a_position_after_the_end_is_gone_until_another_is_given(self, bus: Bus, topic: str) -> None:
        deliver(bus.producer(), outgoing(topic, range(30)))
        reader = bus.reader()
        reader.assign({(topic, 0): 1_000, (topic, 1): 0, (topic, 2): 2_000})
        assert gone(reader).spots == gone(reader).spots == {(topic, 0), (topic, 2)}
        reader.assign(beginnings(topic))
        assert len(read(reader, 30)) == 30

    def test_the_end_itself_is_a_good_position(self, bus: Bus, topic: str) -> None:
        producer, reader = bus.producer(), bus.reader()
        deliver(producer, outgoing(topic, range(30)))
        reader.assign(reader.ends(spots(topic)))
        assert reader.poll(0.2) == []
        deliver(producer, outgoing(topic, [3], "new"))
        assert [r.value for r in read(reader, 1)] == [b"new 3"]

    def test_declaring_a_topic_again_changes_nothing(self, bus: Bus, topic: str) -> None:
        deliver(bus.producer(), outgoing(topic, range(30)))
        bus.ensure({topic: TopicSpec(PARTITIONS)})
        assert sum(bus.reader().ends(spots(topic)).values()) == 30

    def test_a_topic_that_has_too_few_partitions_gets_more(self, bus: Bus, another_bus: Bus) -> None:
        name = f"t-{uuid.uuid4().hex[:12]}"
        another_bus.ensure({name: TopicSpec(1)})
        bus.ensure({name: TopicSpec(PARTITIONS)})
        assert _ends(bus.reader(), name) == beginnings(name)

    def test_a_topic_that_has_more_partitions_than_declared_is_refused(self, bus: Bus, topic: str) -> None:
        with pytest.raises(BusError):
            bus.ensure({topic: TopicSpec(PARTITIONS - 1)})

    def test_partitions_are_known_to_whoever_asks(self, bus: Bus, another_bus: Bus, topic: str) -> None:
        assert bus.partitions(topic) == another_bus.partitions(topic) == PARTITIONS
        with pytest.raises(BusError):
            bus.partitions("t-nobody-declared")

    def test_a_first_wave_does_not_look_as_if_the_broker_were_another(self, bus: Bus, topic: str) -> None:
        """Whoever sends looks up in the log whatever straddles a new connection; the first wave would always."""
        producer = bus.producer()
        before = producer.connections()
        deliver(producer, outgoing(topic, range(30)))
        assert producer.connections() == before

    def test_connections_stay_while_the_broker_lives(self, bus: Bus, topic: str) -> None:
        producer, reader = bus.producer(), bus.reader()
        reader.assign(beginnings(topic))
        deliver(producer, outgoing(topic, range(30)))
        read(reader, 30)
        before = producer.connections(), reader.connections()
        deliver(producer, outgoing(topic, range(30)))
        read(reader, 30)
        reader.peek(beginnings(topic))
        assert (producer.connections(), reader.connections()) == before


class Faults(Protocol):
    """A broker that a test may break."""

    bus: Bus

    def go_down(self) -> None:
        """Be away, killed."""

    def come_up(self) -> None:
        """Be back."""

    def mark(self) -> None:
        """Remember what the log holds now."""

    def lose_since_mark(self) -> None:
        """Be killed, and come back with what the log held at the mark."""

    def lose_all(self) -> None:
        """Be killed, and come back empty."""


class FaultyBusContract:
    """Subclasses give a fixture `faults`: a broker of the test's own."""

    @pytest.fixture
    def topic(self, faults: Faults) -> str:
        return fresh_topic(faults.bus)

    def test_while_the_broker_is_away_everything_says_so(self, faults: Faults, topic: str) -> None:
        producer, reader = faults.bus.producer(), faults.bus.reader()
        reader.assign(beginnings(topic))
        deliver(producer, outgoing(topic, range(3)))
        read(reader, 3)
        faults.go_down()
        assert [type(answer) for answer in producer.send(outgoing(topic, range(3)))] == [BusDown] * 3
        with pytest.raises(BusDown):
            _poll_until_it_fails(reader)
        for question in (reader.ends, reader.starts):
            with pytest.raises(BusDown):
                question(spots(topic))
        with pytest.raises(BusDown):
            reader.peek(beginnings(topic))

    def test_a_broker_that_comes_back_is_used_again(self, faults: Faults, topic: str) -> None:
        producer, reader = faults.bus.producer(), faults.bus.reader()
        reader.assign(beginnings(topic))
        deliver(producer, outgoing(topic, range(10), "before"))
        read(reader, 10)
        faults.mark()  # it ends politely here, or is only looked at: nothing is lost
        before = producer.connections(), reader.connections()
        faults.go_down()
        producer.send(outgoing(topic, range(3), "lost"))
        faults.come_up()
        deliver(producer, outgoing(topic, range(10), "after"))
        assert {r.value for r in read(reader, 10)} >= {f"after {n}".encode() for n in range(10)}
        assert producer.connections() > before[0]
        assert reader.connections() > before[1]

    def test_who_does_nothing_notices_by_asking_for_connections(self, faults: Faults, topic: str) -> None:
        producer, reader, unused = faults.bus.producer(), faults.bus.reader(), faults.bus.producer()
        deliver(producer, outgoing(topic, range(3)))
        clients = (producer, reader, unused)
        before = [client.connections() for client in clients]
        faults.go_down()
        faults.come_up()
        until = time.monotonic() + PATIENCE_SECONDS
        while not all(client.connections() > n for client, n in zip(clients, before, strict=True)):
            assert time.monotonic() < until

    def test_clients_can_be_made_while_the_broker_is_away(self, faults: Faults, topic: str) -> None:
        faults.go_down()
        producer, reader = faults.bus.producer(), faults.bus.reader()
        reader.assign(beginnings(topic))
        assert [type(answer) for answer in producer.send(outgoing(topic, [1]))] == [BusDown]
        faults.come_up()
        deliver(producer, outgoing(topic, [1]))
        assert {r.value for r in read(reader, 1)} == {b"value 1"}

    def test_a_log_that_lost_its_tail_says_so_to_whoever_was_further(self, faults: Faults, topic: str) -> None:
        producer, reader = faults.bus.producer(), faults.bus.reader()
        reader.assign(beginnings(topic))
        deliver(producer, outgoing(topic, range(30)))
        faults.mark()
        kept = faults.bus.reader().ends(spots(topic))
        deliver(producer, outgoing(topic, range(30), "lost"))
        read(reader, 60)
        faults.lose_since_mark()
        assert gone(reader).spots == set(spots(topic))
        assert _ends(reader, topic) == kept

    def test_after_a_loss_new_records_take_the_offsets_of_the_lost(self, faults: Faults, topic: str) -> None:
        producer = faults.bus.producer()
        deliver(producer, outgoing(topic, range(30)))
        faults.mark()
        lost = deliver(producer, outgoing(topic, [5], "lost"))
        before = producer.connections()
        faults.lose_since_mark()
        new = deliver(producer, outgoing(topic, [5], "new"))
        assert new[b"new 5"].offset == lost[b"lost 5"].offset
        assert producer.connections() > before

    def test_nothing_fetched_from_the_log_before_is_given_after_assign(self, faults: Faults, topic: str) -> None:
        producer, reader = faults.bus.producer(), faults.bus.reader()
        reader.assign(beginnings(topic))
        faults.mark()
        deliver(producer, outgoing(topic, range(300), "lost"))
        reader.poll(5.0, most=1)
        faults.lose_since_mark()
        deliver(producer, outgoing(topic, range(300), "new"))
        reader.assign(beginnings(topic))
        assert {r.value.split()[0] for r in read(reader, 300)} == {b"new"}

    def test_a_log_that_came_back_empty_is_filled_from_its_beginning(self, faults: Faults, topic: str) -> None:
        producer, reader = faults.bus.producer(), faults.bus.reader()
        reader.assign(beginnings(topic))
        deliver(producer, outgoing(topic, range(30)))
        read(reader, 30)
        faults.lose_all()
        acks = deliver(producer, outgoing(topic, range(30), "again"))
        assert {a.partition for a in acks.values()} == set(range(PARTITIONS))
        assert sum(_ends(reader, topic).values()) >= 30
        reader.assign(beginnings(topic))
        for records in by_spot(read(reader, 30)).values():
            assert {partition_of(r.key, PARTITIONS) for r in records} == {records[0].partition}


def _poll_until_it_fails(reader: Reader) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        reader.poll(0.2)


def _ends(reader: Reader, topic: str) -> Mapping[Spot, int]:
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return reader.ends(spots(topic))
        except BusDown:
            assert time.monotonic() < until
