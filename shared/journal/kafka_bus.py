"""Kafka behind the bus: Apache Kafka, or anything that speaks its protocol, by kafka-python 3.0."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from weakref import WeakSet

from kafka.admin import KafkaAdminClient
from kafka.errors import KafkaError, TopicAlreadyExistsError

from shared.journal.bus import BusError, TopicSpec
from shared.journal.kafka_link import ANSWER_SECONDS, Link, bus_error, common, quiet, require_crc32c
from shared.journal.kafka_producer import KafkaWaves
from shared.journal.kafka_reader import KafkaReader

RESTORE_SECONDS = 1.0
"""The declared topics are looked after at most this often."""


class KafkaBus:
    """A Kafka cluster at `servers` ("host:port", or several with commas). Making one needs no broker.

    Raises:
        BusError: the package crc32c is missing.
    """

    def __init__(self, servers: str) -> None:
        require_crc32c()
        quiet()
        self.servers = servers
        self._declared: dict[str, TopicSpec] = {}
        self._found: dict[str, int] = {}
        self._restored = float("-inf")
        self._made: WeakSet[KafkaWaves | KafkaReader] = WeakSet()

    def ensure(self, topics: Mapping[str, TopicSpec]) -> None:
        self._declared.update(topics)
        with self._admin() as admin:
            held = _partitions(admin, list(topics))
            _create(admin, {name: spec for name, spec in topics.items() if name not in held})
            for name, count in held.items():
                _grow(admin, name, count, topics[name].partitions)
        self._restored = time.monotonic()

    def restore(self) -> bool:
        """Create declared topics that went missing; tells whether it looked, False where it did a moment ago."""
        if not self._declared:
            return True
        if time.monotonic() - self._restored < RESTORE_SECONDS:
            return False
        self.ensure(self._declared)
        return True

    def partitions(self, topic: str) -> int:
        if topic in self._declared:
            return self._declared[topic].partitions
        if topic not in self._found:
            with self._admin() as admin:
                self._found.update(_partitions(admin, [topic]))
        if topic not in self._found:
            raise BusError(f"there is no topic {topic}")
        return self._found[topic]

    def producer(self) -> KafkaWaves:
        made = KafkaWaves(self.servers, self.partitions, self.restore)
        self._made.add(made)
        return made

    def reader(self) -> KafkaReader:
        made = KafkaReader(self.servers, self.restore)
        self._made.add(made)
        return made

    def close(self) -> None:
        for made in list(self._made):
            made.close()

    @contextmanager
    def _admin(self) -> Iterator[KafkaAdminClient]:
        link = Link()
        try:
            with KafkaAdminClient(kafka_client=link.client, **common(self.servers)) as admin:
                yield admin
        except KafkaError as error:
            raise bus_error(error) from error
        finally:
            link.close()


def _partitions(admin: KafkaAdminClient, topics: list[str]) -> dict[str, int]:
    told = admin.describe_topics(topics)
    return {topic["name"]: len(topic["partitions"]) for topic in told if topic["error_code"] == 0}


def _create(admin: KafkaAdminClient, topics: Mapping[str, TopicSpec]) -> None:
    for name, spec in topics.items():
        wanted = {
            "num_partitions": spec.partitions,
            "replication_factor": spec.replication,
            "configs": dict(spec.configs),
        }
        try:
            admin.create_topics({name: wanted})
        except TopicAlreadyExistsError:
            continue  # another process was quicker
    if topics:
        admin.wait_for_topics(list(topics))


def _grow(admin: KafkaAdminClient, name: str, count: int, wanted: int) -> None:
    """A broker that lost everything may have made a topic by itself, with one partition, when somebody asked for it.

    Its records lie right nevertheless: producers choose partitions by the declared count, not by the broker's.
    """
    if count > wanted:
        raise BusError(f"{name} has {count} partitions, declared are {wanted}")
    if count < wanted:
        admin.create_partitions({name: wanted})
        until = time.monotonic() + ANSWER_SECONDS
        while _partitions(admin, [name]).get(name) != wanted and time.monotonic() < until:
            time.sleep(0.05)
