"""The broker, the database and the web processes that the figures are measured on, started as the launcher starts them.

`MONGODB_URI` and `KAFKA_BOOTSTRAP_SERVERS` point the same measurements at real stores.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import uuid
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pymongo import MongoClient
from pymongo.database import Database

from shared.config import TOOLS, Settings, database_address
from shared.journal.mongo_store import connect, durable
from shared.launcher import parts
from shared.launcher.jars import ApacheError, fetch_jars
from shared.launcher.part import Part
from shared.launcher.processes import end, spawn
from shared.testing import kafka_cluster
from shared.testing.stack import eventually, free_port


@dataclass(frozen=True, slots=True)
class Machines:
    """Addresses of a broker and a database."""

    kafka: str
    mongodb: str


@contextmanager
def machines() -> Iterator[Machines]:
    """Have a broker and a database, and nothing of them left behind."""
    with folder() as place:
        settings = _settings(place)
        own = Machines(settings.kafka_servers, settings.mongodb_uri)
        with (
            _unless("MONGODB_URI", parts.database(settings)),
            _unless("KAFKA_BOOTSTRAP_SERVERS", parts.broker(settings)),
        ):
            yield own


@contextmanager
def on_apache_kafka() -> Iterator[Machines | None]:
    """Have one node of Apache Kafka instead of the embedded broker; None where it cannot be had here.

    Without Java, Maven or Maven Central there is none; where `KAFKA_BOOTSTRAP_SERVERS` names a broker, that one is it.
    """
    if not os.environ.get("KAFKA_BOOTSTRAP_SERVERS") and not _fetched():
        yield None
        return
    with folder() as place:
        cluster = kafka_cluster.nodes(place / "kafka", 1)
        settings = _settings(place)
        if os.environ.get("KAFKA_BOOTSTRAP_SERVERS"):
            started: AbstractContextManager[Any] = nullcontext()
            address = settings.kafka_servers
        else:
            started, address = kafka_cluster.running(cluster), kafka_cluster.servers(cluster)
        with _unless("MONGODB_URI", parts.database(settings)), started:
            yield Machines(address, settings.mongodb_uri)


def _fetched() -> bool:
    try:
        fetch_jars()
    except ApacheError:
        return False
    return shutil.which("java") is not None


@contextmanager
def folder() -> Iterator[Path]:
    """Have a folder that is gone afterwards."""
    place = Path(tempfile.mkdtemp(prefix="yizhan-bench-"))
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


@contextmanager
def database(uri: str) -> Iterator[Database[dict[str, Any]]]:
    """Have an empty database, gone afterwards."""
    client, name = connect(uri), f"bench_{uuid.uuid4().hex[:12]}"
    try:
        yield durable(client, name)
        drop(client, [name])
    finally:
        client.close()


def drop(client: MongoClient[dict[str, Any]], names: Iterable[str]) -> None:
    """Drop databases of a server that goes on; our own goes away with all it holds."""
    if os.environ.get("MONGODB_URI"):
        for name in names:
            client.drop_database(name)


@contextmanager
def running(part: Part) -> Iterator[None]:
    """Have a process until the end of the block; it is ready when the block begins."""
    log = Path(tempfile.gettempdir()) / f"yizhan-bench-{part.name}-{uuid.uuid4().hex[:8]}.log"
    if part.folder is not None:
        part.folder.mkdir(parents=True, exist_ok=True)
    process = spawn(part.arguments, part.environment, log)
    try:
        eventually(lambda: process.poll() is not None or not part.waiting(), within=120)
        if process.poll() is not None:
            raise RuntimeError(f"{part.name} ended: {log.read_text(errors='replace')[-2000:]}")
        yield
    finally:
        end(process, part.polite)
        log.unlink(missing_ok=True)


@contextmanager
def _unless(variable: str, part: Part) -> Iterator[None]:
    """Have a part, unless the environment names one that is there already."""
    if os.environ.get(variable):
        yield
        return
    with running(part):
        yield


def _settings(place: Path) -> Settings:
    broker, port = free_port(), free_port()
    return Settings(
        service=TOOLS,
        data_dir=place,
        broker_port=broker,
        database_port=port,
        kafka_servers=os.environ.get("KAFKA_BOOTSTRAP_SERVERS") or f"127.0.0.1:{broker}",
        mongodb_uri=os.environ.get("MONGODB_URI") or database_address(port),
    )
