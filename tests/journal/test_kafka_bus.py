"""Kafka keeps the bus's contract: the embedded broker, or the brokers at KAFKA_BOOTSTRAP_SERVERS."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest
from kafka import KafkaProducer

from shared.journal import kafka_link, kafka_turns
from shared.journal.bus import Ack, BusDown, BusError, Outgoing, partition_of
from shared.journal.kafka_bus import KafkaBus
from shared.testing.stack import Broker
from tests.journal.bus_contract import (
    PARTITIONS,
    BusContract,
    FaultyBusContract,
    beginnings,
    deliver,
    fresh_topic,
    outgoing,
    read,
)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A broker that is away is not waited for so long."""
    monkeypatch.setattr(kafka_link, "CONNECT_SECONDS", 0.3)


@pytest.fixture
def bus(kafka_servers: str) -> Iterator[KafkaBus]:
    bus = KafkaBus(kafka_servers)
    yield bus
    bus.close()


@pytest.mark.kafka
class TestKafkaBus(BusContract):
    @pytest.fixture
    def bus(self, bus: KafkaBus) -> KafkaBus:
        return bus

    @pytest.fixture
    def another_bus(self, kafka_servers: str) -> Iterator[KafkaBus]:
        bus = KafkaBus(kafka_servers)
        yield bus
        bus.close()


@pytest.mark.kafka
def test_partitions_far_behind_are_read_one_after_the_other(bus: KafkaBus, monkeypatch: pytest.MonkeyPatch) -> None:
    """So no answer holds all of a log, also where a broker gives all that is left of what it is asked for."""
    monkeypatch.setattr(kafka_turns, "FAR", 5)
    topic, numbers = fresh_topic(bus), range(300)
    deliver(bus.producer(), outgoing(topic, numbers))
    reader = bus.reader()
    reader.assign(beginnings(topic))
    records = read(reader, len(numbers))
    assert sorted(record.key for record in records) == sorted(f"case-{n}" for n in numbers)
    ends = reader.ends(beginnings(topic))
    far = [r.partition for r in records if ends[topic, r.partition] - r.offset > 5]
    assert len(list(groupby(far))) == PARTITIONS
    assert not reader.waiting()


class BrokerFaults:
    """An embedded broker of the test's own; a mark is a copy of its folder, taken while it rests."""

    def __init__(self, folder: Path) -> None:
        self.broker = Broker(folder)
        self.broker.start()
        self.bus = KafkaBus(self.broker.servers)
        self._data, self._copy = self.broker.data, folder / "copy"

    def go_down(self) -> None:
        self.broker.kill()

    def come_up(self) -> None:
        self.broker.start()

    def mark(self) -> None:
        self.broker.stop()
        shutil.copytree(self._data, self._copy)
        self.broker.start()

    def lose_since_mark(self) -> None:
        self.broker.kill()
        shutil.rmtree(self._data)
        shutil.copytree(self._copy, self._data)
        self.broker.start()

    def lose_all(self) -> None:
        self.broker.kill()
        shutil.rmtree(self._data)
        self.broker.start()


@pytest.mark.usefixtures("impatient")
class TestFaultyKafkaBus(FaultyBusContract):
    @pytest.fixture
    def faults(self, tmp_path: Path) -> Iterator[BrokerFaults]:
        faults = BrokerFaults(tmp_path)
        yield faults
        faults.bus.close()
        faults.broker.kill()


@pytest.mark.kafka
def test_what_other_programs_send_does_not_stop_a_reader(kafka_servers: str, bus: KafkaBus) -> None:
    topic = fresh_topic(bus)
    with KafkaProducer(bootstrap_servers=kafka_servers.split(",")) as other:
        other.send(topic, b"no key, no header", partition=0)
        other.send(topic, None, b"no value", [("trace", b"1"), ("hash", b"2")], partition=0)
        other.send(topic, b"v", b"\xff", [("trace", b"1")], partition=0)
    reader = bus.reader()
    reader.assign({(topic, 0): 0})
    assert [(r.key, r.value, r.hash) for r in read(reader, 3)] == [
        ("", b"no key, no header", b""),
        ("no value", b"", b"2"),
        ("\ufffd", b"v", b""),
    ]


@pytest.mark.kafka
def test_keys_lie_where_other_kafka_programs_look_for_them(kafka_servers: str, bus: KafkaBus) -> None:
    topic = fresh_topic(bus)
    keys = [f"520402-2026-{n:06d}" for n in range(40)] + ["安顺", "a", ""]
    with KafkaProducer(bootstrap_servers=kafka_servers.split(",")) as other:
        sent = [other.send(topic, b"v", key.encode()) for key in keys]
        assert [future.get(30).partition for future in sent] == [partition_of(key, PARTITIONS) for key in keys]


@pytest.mark.kafka
def test_a_record_nobody_can_keep_is_refused_for_good_and_alone(bus: KafkaBus) -> None:
    topic = fresh_topic(bus)
    fits, too_large = outgoing(topic, [1])[0], Outgoing(topic, "case-2", bytes(2_000_000), b"h" * 32)
    answers = bus.producer().send([fits, too_large, fits])
    assert isinstance(answers[0], Ack)
    assert isinstance(answers[1], BusError)
    assert not isinstance(answers[1], BusDown)
    assert isinstance(answers[2], Ack)


@pytest.mark.kafka
def test_two_readers_do_not_disturb_each_other(bus: KafkaBus) -> None:
    topic = fresh_topic(bus)
    deliver(bus.producer(), outgoing(topic, range(30)))
    readers = bus.reader(), bus.reader()
    for reader in readers:
        reader.assign(beginnings(topic))
    assert [len(read(reader, 30)) for reader in readers] == [30, 30]


@pytest.mark.usefixtures("impatient")
def test_nobody_at_the_address_is_told_in_plain_words() -> None:
    bus = KafkaBus("127.0.0.1:1")
    (answer,) = bus.producer().send(outgoing("t", [1]))
    assert isinstance(answer, BusDown)
    with pytest.raises(BusDown, match=r"127\.0\.0\.1:1"):
        bus.reader().poll(0.1)
    with pytest.raises(BusDown):
        bus.partitions("t")


def test_without_the_compiled_checksum_it_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "crc32c", None)
    with pytest.raises(BusError, match="crc32c"):
        KafkaBus("127.0.0.1:1")
