"""Q8: the peak memory of a rebuild, at some commits and at ten times as many: it must not grow with the journal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from services.metrics.facts import CaseScores
from shared.journal.fold_stores import MongoFoldStore
from shared.journal.kafka_bus import KafkaBus
from shared.journal.mongo_store import connect, durable
from shared.journal.rebuild import rebuild
from tests.bench.apart import Go, alone
from tests.bench.figures import Figure, at_most
from tests.bench.journals import journal, many, put_on_log, topic_name
from tests.bench.machines import Machines, database

TIMES = 10
LEAST_PLAYED = 2_000
MOST_PLAYED = 20_000
"""So many commits are played by the rules; the others are the same lives some weeks later."""

MOST_MB = 300
KB = 1000


def rebuild_measured(go: Go, *, kafka: str, topic: str, mongodb: str, name: str) -> dict[str, Any]:
    """Rebuild the facts from the log; give records, digest, and the most memory this process ever held, in bytes."""
    store = MongoFoldStore(durable(connect(mongodb), name))
    go()
    began = peak()
    done = rebuild(KafkaBus(kafka), CaseScores(), store, topics=(topic,))
    return {"records": done.records, "digest": done.digest, "began": began, "peak": peak()}


def peak() -> int:
    """Give the most resident memory this process ever had, in bytes.

    Read from the kernel's notes on this program: `ru_maxrss` would count whoever started it as well.
    """
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    raise RuntimeError("this system does not tell a process's peak of memory")


def figures(machines: Machines, commits: int, broker: str) -> list[Figure]:
    """Measure Q8 at so many commits and at ten times as many, on this kind of broker."""
    played = journal(max(LEAST_PLAYED, min(commits, MOST_PLAYED)))
    runs = [_run(machines, played, count) for count in (commits, TIMES * commits)]
    return [_q8(*runs, broker)]


def _run(machines: Machines, played: list[Any], count: int) -> dict[str, Any]:
    topic = topic_name()
    put_on_log(KafkaBus(machines.kafka), topic, many(played, count))
    with database(machines.mongodb) as own:
        MongoFoldStore(own).prepare()
        into = {"kafka": machines.kafka, "topic": topic, "mongodb": machines.mongodb, "name": own.name}
        told: dict[str, Any] = alone(rebuild_measured, **into)
    assert told["records"] == count
    return told


def _q8(few: dict[str, Any], more: dict[str, Any], broker: str) -> Figure:
    ratio, goal, flat = at_most(more["peak"] / few["peak"], 1.3)
    small = more["peak"] < MOST_MB * KB * KB
    what = f"peak memory of a rebuild of {more['records']:,} commits, under {MOST_MB} MB ({broker})"
    ours, peer = _megabytes(more), f"of {few['records']:,} commits {_megabytes(few)}"
    return Figure("Q8", what, ours, peer, ratio, goal, flat and small, {"few": few, "more": more})


def _megabytes(run: dict[str, Any]) -> str:
    return f"{run['peak'] / KB / KB:,.0f} MB"
