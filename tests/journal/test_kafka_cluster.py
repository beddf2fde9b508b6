"""Three Apache Kafka brokers of which one is killed: only under `make test-kafka`."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pymongo.database import Database

from shared.contracts.streams import JOURNAL
from shared.journal.bus import BusDown, Outgoing
from shared.journal.casefold import digest_of
from shared.journal.kafka_bus import KafkaBus
from shared.journal.topics import TOPICS
from shared.testing.stack import eventually
from tests.faults.test_forgetful_broker import Running, refilled
from tests.journal.bus_contract import beginnings, deliver, fresh_topic, read, spots

PIDS = os.environ.get("YIZHAN_KAFKA_PIDS", "")

pytestmark = [pytest.mark.kafka, pytest.mark.skipif(not PIDS, reason="needs the brokers of `make test-kafka`")]


def pids() -> list[int]:
    return [int(pid) for pid in Path(PIDS).read_text().split()]


@pytest.fixture
def bus(kafka_servers: str) -> Iterator[KafkaBus]:
    bus = KafkaBus(kafka_servers)
    yield bus
    bus.close()


@pytest.mark.parametrize("victim", [0, 1])
def test_what_was_acknowledged_outlives_a_killed_broker(bus: KafkaBus, victim: int) -> None:
    topic, producer, reader = fresh_topic(bus), bus.producer(), bus.reader()
    keys, versions = [f"case-{n}" for n in range(30)], range(1, 25)
    killed = pids()[victim]
    for version in versions:
        if version == 8:
            os.kill(killed, signal.SIGKILL)
        deliver(producer, [Outgoing(topic, key, f"{key}@{version}".encode(), b"h" * 32) for key in keys])
    reader.assign(beginnings(topic))
    records = read(reader, sum(reader.ends(spots(topic)).values()))
    for key in keys:
        # A record may be there twice: an answer was lost, and it was sent again.
        of_key = dict.fromkeys(r.value for r in records if r.key == key)
        assert list(of_key) == [f"{key}@{version}".encode() for version in versions]
    eventually(lambda: pids()[victim] != killed)
    eventually(lambda: _all_replicas_in_sync(bus, topic))


def _all_replicas_in_sync(bus: KafkaBus, topic: str) -> bool:
    try:
        with bus._admin() as admin:
            (told,) = admin.describe_topics([topic])
    except BusDown:  # the broker that was asked is the one that is still starting
        return False
    return all(len(p["isr_nodes"]) == 3 for p in told["partitions"])


@pytest.fixture
def empty_log(kafka_servers: str) -> Iterator[None]:
    """A log that holds what the test's own store holds and nothing else, whichever tests were before and come after."""
    emptied = KafkaBus(kafka_servers)
    _without(emptied, [*TOPICS])
    yield
    _without(emptied, [*TOPICS])
    emptied.close()


@pytest.mark.usefixtures("empty_log")
def test_a_topic_deleted_and_made_again_is_refilled_and_read_again(
    kafka_servers: str, database: Database[dict[str, Any]]
) -> None:
    """It has another id then, and nobody was disconnected."""
    with Running(kafka_servers, database) as running:
        running.write(2)
        eventually(lambda: running.settled(2))
        before = digest_of(running.folds.sums("tallies@1"))
        with running.bus._admin() as admin:
            admin.delete_topics([JOURNAL])
        eventually(lambda: running.store.count_pending() == 0 and refilled(running), within=120)
        assert digest_of(running.folds.sums("tallies@1")) == before
        running.write(3)
        eventually(lambda: running.settled(3), within=120)


def _without(bus: KafkaBus, topics: list[str]) -> None:
    bus.ensure(TOPICS)
    with bus._admin() as admin:
        admin.delete_topics(topics)
        eventually(lambda: all(told["error_code"] != 0 for told in admin.describe_topics(topics)))
