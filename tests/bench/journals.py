"""Realistic journals for the figures: some thousand cases played by the real rules, as commits and on a log."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from shared.contracts.streams import JOURNAL
from shared.journal.bus import Ack, Bus, TopicSpec
from shared.journal.commit import Commit
from shared.journal.relay import outgoing
from tests.simulation.played import lives, played

FIRST_DAY = date(2026, 1, 5)
CASES_PER_DAY = 240
COMMITS_PER_CASE = 7.2
"""About so many commits a case comes to."""

PARTITIONS = 6
WAVE = 5_000


def journal(commits: int, seed: int = 1) -> list[Commit]:
    """Give about so many commits (a few more), in the order in which they were recorded."""
    days = 1 + int(commits / COMMITS_PER_CASE / CASES_PER_DAY)
    return played(lives(days, CASES_PER_DAY, seed, FIRST_DAY))


def topic_name() -> str:
    """Name a topic that nobody uses yet."""
    return f"{JOURNAL}-{uuid.uuid4().hex[:8]}"


def put_on_log(bus: Bus, topic: str, commits: Sequence[Commit], partitions: int = PARTITIONS) -> None:
    """Write commits to a topic of its own, in order, as the relay would."""
    bus.ensure({topic: TopicSpec(partitions)})
    producer = bus.producer()
    for at in range(0, len(commits), WAVE):
        records = [_on(topic, commit) for commit in commits[at : at + WAVE]]
        refused = [answer for answer in producer.send(records) if not isinstance(answer, Ack)]
        if refused:
            raise RuntimeError(f"the broker did not take {len(refused)} records: {refused[0]}")
    producer.close()


def _on(topic: str, commit: Commit) -> Any:
    out = outgoing(commit)
    return type(out)(topic, out.key, out.value, out.hash)
