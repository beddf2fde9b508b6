"""Q5: the relay draining a backlog, against a bare kafka-python producer sending the same bytes."""

from __future__ import annotations

import time
from statistics import median
from typing import Any

from kafka import KafkaProducer
from pymongo.database import Database

from shared.contracts.streams import JOURNAL, REGISTRY
from shared.journal.bus import TopicSpec
from shared.journal.commit import Commit
from shared.journal.ids import SHARDS
from shared.journal.kafka_bus import KafkaBus
from shared.journal.mongo_documents import document_of
from shared.journal.mongo_store import MongoStore, connect, durable
from shared.journal.relay import Relay
from tests.bench.apart import Go, alone
from tests.bench.figures import Figure, at_least, rate
from tests.bench.journals import PARTITIONS, topic_name
from tests.bench.machines import Machines, database

BATCH = 2_000


def drain(go: Go, *, kafka: str, mongodb: str, name: str, backlog: int) -> dict[str, Any]:
    """Relay a backlog; give the seconds until all of it is in the log and noted, and until nothing is left to sweep."""
    store, bus = MongoStore(durable(connect(mongodb), name)), KafkaBus(kafka)
    relay = Relay(store, bus, "bench")
    go()
    began, sent = time.perf_counter(), 0
    while sent < backlog:
        sent += relay.step()
    seconds, left = time.perf_counter() - began, store.count_pending()
    while store.pending(range(SHARDS), 1):
        sent += relay.step()
    swept = time.perf_counter() - began
    relay.close()
    return {"seconds": seconds, "swept": swept, "sent": sent, "left": left}


def produce(go: Go, *, kafka: str, topic: str, mongodb: str, name: str) -> dict[str, Any]:
    """Send the same keys and bytes with a bare producer of the same safety, nothing else; give seconds and records."""
    records = [(d["case"].encode(), bytes(d["body"]), bytes.fromhex(d["hash"])) for d in _stored(mongodb, name)]
    go()
    began = time.perf_counter()
    producer = KafkaProducer(
        bootstrap_servers=kafka.split(","),
        acks="all",
        enable_idempotence=True,
        compression_type="zstd",
        batch_size=256 * 1024,
    )
    for key, value, digest in records:
        producer.send(topic, value, key, [("hash", digest)])
    producer.flush()
    seconds = time.perf_counter() - began
    producer.close()
    return {"seconds": seconds, "sent": len(records)}


def read_only(go: Go, *, mongodb: str, name: str) -> dict[str, float]:
    """Tell what the database alone costs: the seconds to read the backlog once."""
    own = durable(connect(mongodb), name)
    go()
    began = time.perf_counter()
    MongoStore(own).pending(range(SHARDS), 10**9)
    return {"seconds": time.perf_counter() - began}


def figures(machines: Machines, commits: list[Commit], rounds: int) -> list[Figure]:
    """Measure Q5, the peer in turn with ours, each round on a backlog of its own."""
    bus = KafkaBus(machines.kafka)
    bus.ensure({JOURNAL: TopicSpec(PARTITIONS), REGISTRY: TopicSpec(1)})
    runs = [_round(machines, commits) for _ in range(rounds)]
    ratio = median(run["relay"] / run["producer"] for run in runs)
    ours, peer = [run["relay"] for run in runs], [run["producer"] for run in runs]
    read, swept = median(run["read_only"] for run in runs), median(run["swept"] for run in runs)
    what = f"relay draining a backlog, commits a second (reading alone {read:,.0f}; taken out as well {swept:,.0f})"
    return [Figure("Q5", what, rate(ours), f"bare producer {rate(peer)}", *at_least(ratio, 0.4), {"runs": runs})]


def _round(machines: Machines, commits: list[Commit]) -> dict[str, Any]:
    topic = topic_name()
    KafkaBus(machines.kafka).ensure({topic: TopicSpec(PARTITIONS)})
    with database(machines.mongodb) as own:
        MongoStore(own).prepare()
        _fill(own, commits)
        into = {"kafka": machines.kafka, "mongodb": machines.mongodb, "name": own.name}
        bare, read = alone(produce, **into, topic=topic), alone(read_only, mongodb=machines.mongodb, name=own.name)
        relayed = alone(drain, **into, backlog=len(commits))
    assert relayed["sent"] == bare["sent"] == len(commits)
    assert relayed["left"] == 0
    return {
        "relay": len(commits) / relayed["seconds"],
        "producer": len(commits) / bare["seconds"],
        "read_only": len(commits) / read["seconds"],
        "swept": len(commits) / relayed["swept"],
    }


def _fill(own: Database[dict[str, Any]], commits: list[Commit]) -> None:
    for at in range(0, len(commits), BATCH):
        own["commits"].insert_many([document_of(commit) for commit in commits[at : at + BATCH]])


def _stored(mongodb: str, name: str) -> list[dict[str, Any]]:
    return list(durable(connect(mongodb), name)["commits"].find().sort([("recorded_at", 1)]))
