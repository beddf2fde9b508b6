"""Partitions that are far behind take turns; those that are near are never held up."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from kafka import TopicPartition

from shared.journal.bus import Spot
from shared.journal.kafka_turns import FAR, PATIENCE_SECONDS, Turns

ENDS = st.dictionaries(st.integers(0, 5), st.integers(0, 5 * FAR), min_size=1)


class Consumer:
    """Keeps what is paused, as kafka-python's does."""

    def __init__(self) -> None:
        self.paused: set[Spot] = set()

    def pause(self, *partitions: TopicPartition) -> None:
        self.paused |= {(tp.topic, tp.partition) for tp in partitions}

    def resume(self, *partitions: TopicPartition) -> None:
        self.paused -= {(tp.topic, tp.partition) for tp in partitions}


def far(positions: dict[Spot, int], ends: dict[Spot, int], consumer: Consumer) -> list[Spot]:
    return [s for s in ends if s not in consumer.paused and ends[s] - positions[s] > FAR]


@given(ENDS, st.data())
def test_of_those_far_behind_one_is_read_and_all_come_to_their_ends(numbers: dict[int, int], data: Any) -> None:
    ends = {("journal", number): end for number, end in numbers.items()}
    positions = dict.fromkeys(ends, 0)
    consumer, turns = Consumer(), Turns()
    turns.begin(consumer, positions, ends)
    while positions != ends:
        assert len(far(positions, ends, consumer)) <= 1
        assert consumer.paused == set(turns.waiting())
        assert all(ends[spot] - positions[spot] > FAR for spot in consumer.paused)
        read = [spot for spot in ends if spot not in consumer.paused and positions[spot] < ends[spot]]
        assert read, "somebody's turn it always is"
        spot = data.draw(st.sampled_from(read))
        positions[spot] = min(ends[spot], positions[spot] + data.draw(st.integers(FAR // 2, FAR)))
        assert turns.go_on(consumer, positions, 0.0)
    assert not consumer.paused


def test_who_gives_nothing_for_long_loses_the_turn() -> None:
    """Its log was cut, say: it never comes as far as its end was, and the others must not wait for it."""
    consumer, turns = Consumer(), Turns()
    ends = {("journal", 0): 3 * FAR, ("journal", 1): 3 * FAR}
    positions = dict.fromkeys(ends, 0)
    turns.begin(consumer, positions, ends)
    assert turns.go_on(consumer, positions, 100.0)
    assert turns.go_on(consumer, positions, 100.0 + PATIENCE_SECONDS - 1)
    assert not turns.go_on(consumer, positions, 100.0 + PATIENCE_SECONDS)
    positions["journal", 0] = 1
    assert turns.go_on(consumer, positions, 200.0)
