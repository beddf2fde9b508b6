"""Partitions that are far behind are read one after the other, so that an answer of the broker never holds them all.

Whoever reads a log from its beginning would ask for all partitions at once. A broker is to give so many bytes of each
and no more; the embedded one gives all that is left, so that the answer grows with the log until it comes too late to
be taken, again and again. One partition at a time is less by so much, and costs nothing where a broker keeps to what
was asked: there is always the next part of that partition to fetch.
"""

from __future__ import annotations

from collections.abc import Mapping

from kafka import KafkaConsumer, TopicPartition

from shared.journal.bus import Spot
from shared.journal.kafka_link import ANSWER_SECONDS

FAR = 10_000
"""Records that a partition has to be behind to wait for its turn: some megabytes."""

PATIENCE_SECONDS = 2 * ANSWER_SECONDS
"""A partition that gives nothing for so long has lost its turn."""


class Turns:
    """Whose turn it is: the others that are far behind are paused in the consumer meanwhile."""

    def __init__(self) -> None:
        self._far: dict[Spot, int] = {}
        """Where each that is far behind will have come near, its turn first."""
        self._seen = (-1, 0.0)
        """How far the first had come, and since when it stands there, in seconds of the monotonic clock."""

    def begin(self, consumer: KafkaConsumer, positions: Mapping[Spot, int], ends: Mapping[Spot, int]) -> None:
        """Let those wait that are far behind, but the first of them; the consumer was assigned just now."""
        self._far = {spot: ends[spot] - FAR for spot, at in positions.items() if ends[spot] - at > FAR}
        self._seen = (-1, 0.0)
        consumer.pause(*(TopicPartition(*spot) for spot in self.waiting()))

    def waiting(self) -> list[Spot]:
        """Name those that are not read before others have come near."""
        return list(self._far)[1:]

    def go_on(self, consumer: KafkaConsumer, positions: Mapping[Spot, int], now: float) -> bool:
        """Give the turn to the next where the first has come near.

        Returns:
            whether the turns still hold; not so where the first has not moved for long (it may have been cut, and will
            never come as far): then ask for the ends again, and begin anew.
        """
        while self._far and positions[spot := next(iter(self._far))] >= self._far[spot]:
            del self._far[spot]
            for following in list(self._far)[:1]:
                consumer.resume(TopicPartition(*following))
        at = positions[next(iter(self._far))] if self._far else -1
        if at != self._seen[0]:
            self._seen = (at, now)
        return not self._far or now - self._seen[1] < PATIENCE_SECONDS
