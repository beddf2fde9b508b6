"""Realistic journals for the figures: some thousand cases played by the real rules, as commits and on a log."""

from __future__ import annotations

import itertools
import re
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Any

from shared.contracts.streams import JOURNAL
from shared.journal.bus import Ack, Bus, TopicSpec
from shared.journal.chain import GENESIS, link
from shared.journal.commit import Commit
from shared.journal.ids import shard_of
from shared.journal.relay import outgoing
from shared.numbers import case_number
from tests.simulation.played import lives, played

FIRST_DAY = date(2026, 1, 5)
CASES_PER_DAY = 240
COMMITS_PER_CASE = 7.2
"""About so many commits a case comes to."""

DAY = re.compile(rb"20[0-9]{2}-[0-9]{2}-[0-9]{2}")
PARTITIONS = 6
WAVE = 5_000


def journal(commits: int, seed: int = 1) -> list[Commit]:
    """Give about so many commits (a few more), in the order in which they were recorded."""
    days = 1 + int(commits / COMMITS_PER_CASE / CASES_PER_DAY)
    return played(lives(days, CASES_PER_DAY, seed, FIRST_DAY))


def topic_name() -> str:
    """Name a topic that nobody uses yet."""
    return f"{JOURNAL}-{uuid.uuid4().hex[:8]}"


def many(played: Sequence[Commit], count: int) -> Iterator[Commit]:
    """Give so many commits: those given, then the same lives some weeks later, again and again.

    One after the other, so that nobody need hold them all; every chain is sound, as if each life had been played. Days
    are moved by whole weeks, so that no day has more cases than a day has.
    """
    received = [_received(commit.case) for commit in played]
    weeks = (max(received) - min(received)).days // 7 + 1
    copies = (_again(played, timedelta(weeks=weeks * number)) for number in itertools.count())
    return itertools.islice(itertools.chain.from_iterable(copies), count)


def _again(played: Sequence[Commit], later: timedelta) -> Iterator[Commit]:
    """Give the same lives so much later; every matter bears its case's number."""
    if not later:
        yield from played
        return
    newest: dict[str, str] = {}
    for commit in played:
        case = moved(commit.case, later)
        stream = commit.stream.replace(commit.case, case)
        assert stream != commit.stream, "two lives in one stream"
        prev = newest.get(stream, GENESIS)
        body = commit.body.replace(commit.case.encode(), case.encode()).replace(commit.prev.encode(), prev.encode())
        body = DAY.sub(lambda found: _moved_day(found[0], later), body)
        newest[stream] = link(prev, body)
        yield replace(
            commit,
            stream=stream,
            case=case,
            body=body,
            prev=prev,
            hash=newest[stream],
            shard=shard_of(stream),
            recorded_at=commit.recorded_at + later,
        )


def _received(case: str) -> date:
    return date.fromisoformat(case[9:17])


@cache
def moved(case: str, later: timedelta) -> str:
    """Give the case of the same place and number, received so much later."""
    return case_number(case[:9], _received(case) + later, int(case[17:22]))


@lru_cache(maxsize=4_096)
def _moved_day(day: bytes, later: timedelta) -> bytes:
    return (date.fromisoformat(day.decode()) + later).isoformat().encode()


def put_on_log(bus: Bus, topic: str, commits: Iterable[Commit], partitions: int = PARTITIONS) -> None:
    """Write commits to a topic of its own, in order, as the relay would; no more than a wave is held at a time."""
    bus.ensure({topic: TopicSpec(partitions)})
    producer = bus.producer()
    rest = iter(commits)
    while wave := list(itertools.islice(rest, WAVE)):
        records = [_on(topic, commit) for commit in wave]
        refused = [answer for answer in producer.send(records) if not isinstance(answer, Ack)]
        if refused:
            raise RuntimeError(f"the broker did not take {len(refused)} records: {refused[0]}")
    producer.close()


def _on(topic: str, commit: Commit) -> Any:
    out = outgoing(commit)
    return type(out)(topic, out.key, out.value, out.hash)
