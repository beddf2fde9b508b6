"""Waves into Kafka: acks=all, idempotent, and nothing left in flight between two waves."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import dropwhile
from typing import Any

from kafka import KafkaProducer
from kafka.errors import KafkaError

from shared.journal.bus import Ack, BusDown, BusError, Outgoing, partition_of
from shared.journal.kafka_link import ANSWER_SECONDS, CONNECT_SECONDS, Held, Link, bus_error, common, milliseconds

WAVE_SECONDS = ANSWER_SECONDS + 5
"""A record that is not acknowledged after this long is reported as failed."""

LOOK_SECONDS = 0.2
"""How often a waiting wave looks whether the broker is still there."""

HURRY_SECONDS = 1.0
"""How long the rest of a wave is waited for when one record of it has failed."""


class KafkaWaves:
    """A producer over kafka-python's.

    The partition is chosen here, by the declared count: a broker that came back with other topics must refuse the
    record rather than take it elsewhere. After any failure the producer inside is thrown away, with what it might
    still have in flight: another one begins with new sequence numbers, so that a broker that forgot the old ones
    does not refuse for ever.
    """

    def __init__(self, servers: str, partitions: Callable[[str], int], restore: Callable[[], bool]) -> None:
        self._servers = servers
        self._partitions = partitions
        self._held: Held[KafkaProducer] = Held(self._make, _end, restore)

    def _make(self, link: Link) -> KafkaProducer:
        producer = KafkaProducer(
            **common(self._servers),
            kafka_client=link.client,
            acks="all",
            enable_idempotence=True,
            allow_auto_create_topics=False,
            compression_type="zstd",
            batch_size=256 * 1024,
            linger_ms=0,
            max_block_ms=milliseconds(CONNECT_SECONDS),
            delivery_timeout_ms=milliseconds(WAVE_SECONDS),
        )
        link.reach_out_beside()
        return producer

    def send(self, wave: Sequence[Outgoing]) -> list[Ack | BusError]:
        if not wave:
            return []
        try:
            producer = self._held.get()
        except BusError as error:
            return [error for _ in wave]
        sent = self._hand_over(producer, wave)
        self._wait(sent)
        answers = [each if isinstance(each, BusError) else _answer(each) for each in sent]
        if any(isinstance(answer, BusDown) for answer in answers):
            self._held.drop()
        return answers

    def _hand_over(self, producer: KafkaProducer, wave: Sequence[Outgoing]) -> list[Any]:
        """Give every record to the producer; what it does not even take has its error in place of a future."""
        sent: list[Any] = []
        unreachable: BusError | None = None
        for out in wave:
            sent.append(unreachable or self._hand_over_one(producer, out))
            unreachable = sent[-1] if isinstance(sent[-1], BusDown) else None
        return sent

    def _hand_over_one(self, producer: KafkaProducer, out: Outgoing) -> Any:
        try:
            partition = partition_of(out.key, self._partitions(out.topic))
            return producer.send(out.topic, out.value, out.key.encode(), [("hash", out.hash)], partition)
        except BusError as error:
            return error
        except (KafkaError, ValueError) as error:  # ValueError: the topic has fewer partitions than declared
            return bus_error(error)

    def _wait(self, sent: list[Any]) -> None:
        """Wait until all are answered, or time is up: much sooner where one has failed, or the broker is gone."""
        deadline = time.monotonic() + WAVE_SECONDS
        hurried = False
        waiting = [each for each in sent if not isinstance(each, BusError)]
        while waiting and time.monotonic() < deadline and not self._held.is_lost():
            with suppress(KafkaError):
                waiting[0].get(timeout=LOOK_SECONDS)
            if not hurried and any(each.failed() for each in waiting):
                deadline, hurried = min(deadline, time.monotonic() + HURRY_SECONDS), True
            waiting = list(dropwhile(_is_done, waiting))
            if waiting:
                self._look_after_topics()

    def _look_after_topics(self) -> None:
        """The wave may wait for a topic that a new broker does not have."""
        with suppress(BusError):
            self._held.settle()

    def connections(self) -> int:
        with suppress(BusError):
            self._held.get()
        return self._held.made

    def close(self) -> None:
        self._held.drop()


def _is_done(future: Any) -> bool:
    return bool(future.is_done)


def _answer(future: Any) -> Ack | BusError:
    if not future.succeeded():
        return bus_error(future.exception)
    kept = future.value
    if kept.offset < 0:  # said to be a repetition, by a broker that no longer knows of what
        return BusDown("acknowledged without an offset")
    return Ack(kept.topic, kept.partition, kept.offset)


def _end(producer: KafkaProducer) -> None:
    """Close at once. What is still in flight is given up: whoever sent it was told that it failed."""
    producer._sender.force_close()
    producer._sender.join(LOOK_SECONDS)
    producer.close(timeout=0)
