"""Q2 to Q4: a rebuild of metrics' facts from the log, against polling alone, a peer library, and itself in two."""

from __future__ import annotations

import time
from statistics import median
from typing import Any

from kafka import KafkaConsumer, TopicPartition

from services.metrics.facts import CaseScores
from shared.journal.casefold import digest_of
from shared.journal.commit import Commit
from shared.journal.fold_stores import MongoFoldStore
from shared.journal.kafka_bus import KafkaBus
from shared.journal.mongo_store import connect, durable
from shared.journal.rebuild import rebuild
from tests.bench import peer_follower
from tests.bench.apart import Go, alone, together
from tests.bench.figures import Figure, at_least, rate
from tests.bench.journals import put_on_log, topic_name
from tests.bench.machines import Machines, database

MIB = 1024 * 1024


def poll_only(go: Go, *, kafka: str, topic: str, count: int) -> float:
    """Poll records and drop them; give the seconds. Set as our own reader is."""
    go()
    began = time.perf_counter()
    consumer = KafkaConsumer(
        bootstrap_servers=kafka.split(","),
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        max_poll_records=5_000,
        fetch_max_bytes=48 * MIB,
        max_partition_fetch_bytes=8 * MIB,
    )
    consumer.assign([TopicPartition(topic, number) for number in consumer.partitions_for_topic(topic) or ()])
    read = 0
    while read < count:
        read += sum(map(len, consumer.poll(timeout_ms=200, max_records=5_000).values()))
    seconds = time.perf_counter() - began
    consumer.close()
    return seconds


def rebuild_facts(
    go: Go, *, kafka: str, topic: str, mongodb: str, name: str, share: tuple[int, int] = (0, 1)
) -> dict[str, Any]:
    """Rebuild the facts from the log into the database; give seconds, records and digest."""
    store = MongoFoldStore(durable(connect(mongodb), name))
    go()
    began = time.perf_counter()
    mine, of = share
    done = rebuild(KafkaBus(kafka), CaseScores(), store, fresh=of == 1, share=(mine, of), topics=(topic,))
    return {"seconds": time.perf_counter() - began, "records": done.records, "digest": done.digest}


def figures(machines: Machines, commits: list[Commit], rounds: int) -> list[Figure]:
    """Measure Q2, Q3 and Q4, the peers in turn with ours."""
    topic = topic_name()
    put_on_log(KafkaBus(machines.kafka), topic, commits)
    with database(machines.mongodb) as own:
        MongoFoldStore(own).prepare()
        where = {"kafka": machines.kafka, "topic": topic}
        into = {**where, "mongodb": machines.mongodb, "name": own.name}
        runs = [_round(where, into, len(commits)) for _ in range(rounds)]
        kept, light = ([_peer(in_memory=each) for _ in range(rounds)] for each in (False, True))
    disk, memory = "the same rebuild", "the same, the peer's files in memory"
    return [_q2(runs), _q3(disk, runs, kept), _q3(memory, runs, light), _q4(runs)]


def _peer(*, in_memory: bool) -> float:
    rate_of_peer: float = alone(peer_follower.follow, commits=peer_follower.EVENTS, in_memory=in_memory)
    return rate_of_peer


def _round(where: dict[str, Any], into: dict[str, Any], count: int) -> dict[str, Any]:
    """Poll, rebuild in one process, rebuild in two."""
    polled = alone(poll_only, **where, count=count)
    one = alone(rebuild_facts, **into)
    store = MongoFoldStore(durable(connect(into["mongodb"]), into["name"]))
    fold = f"{CaseScores.name}@{CaseScores.version}"
    store.drop(fold)
    two = together([(rebuild_facts, {**into, "share": (mine, 2)}) for mine in range(2)])
    assert one["records"] == count == sum(each["records"] for each in two)
    return {
        "polled": count / polled,
        "one": count / one["seconds"],
        "two": count / max(each["seconds"] for each in two),
        "same_digest": one["digest"] == digest_of(store.sums(fold)),
    }


def _q2(runs: list[dict[str, Any]]) -> Figure:
    ours, polled = [run["one"] for run in runs], [run["polled"] for run in runs]
    ratio = median(run["one"] / run["polled"] for run in runs)
    what = "rebuild of metrics, events a second a process"
    return Figure("Q2", what, rate(ours), f"polling only {rate(polled)}", *at_least(ratio, 0.7), {"runs": runs})


def _q3(what: str, runs: list[dict[str, Any]], peer: list[float]) -> Figure:
    ours, told = [run["one"] for run in runs], f"eventsourcing 9.5 {rate(peer)}"
    raw = {"ours": ours, "peer": peer}
    return Figure("Q3", what, rate(ours), told, *at_least(median(ours) / median(peer), 10), raw)


def _q4(runs: list[dict[str, Any]]) -> Figure:
    two, one = [run["two"] for run in runs], [run["one"] for run in runs]
    ratio, goal, fast = at_least(median(run["two"] / run["one"] for run in runs), 1.7)
    same = all(run["same_digest"] for run in runs)
    what = f"two processes on a rebuild, {'the same digest' if same else 'ANOTHER DIGEST'}"
    return Figure("Q4", what, rate(two), f"one process {rate(one)}", ratio, goal, fast and same, {"runs": runs})
