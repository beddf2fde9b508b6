"""One broker and one database for a whole test session: embedded ones, unless addresses are given.

`MONGODB_URI` and `KAFKA_BOOTSTRAP_SERVERS` point the same tests at real ones.
"""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pymongo.database import Database

from shared.config import TOOLS, Settings, database_address
from shared.journal.mongo_store import connect, durable
from shared.launcher import parts
from shared.launcher.part import Part
from shared.launcher.processes import end, spawn

PATIENCE_SECONDS = 60.0
OWN_PORTS = range(20_000, 32_000)
_given: set[int] = set()


def free_port() -> int:
    """Give a port nobody listens on, never the same twice.

    It lies below those a machine gives to whoever connects or asks for any port: between here and the start of what is
    to listen there, one of these would be taken by some connection now and then.
    """
    while True:
        port = secrets.choice(OWN_PORTS)
        if port not in _given and _unused(port):
            _given.add(port)
            return port


def _unused(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def eventually(predicate: Callable[[], Any], *, within: float = PATIENCE_SECONDS, every: float = 0.05) -> Any:
    """Poll until the predicate gives something true, and give it; fail after `within` seconds."""
    until = time.monotonic() + within
    while True:
        answer = predicate()
        if answer:
            return answer
        assert time.monotonic() < until, f"not within {within} s: {predicate}"
        time.sleep(every)


def _settings(folder: Path) -> Settings:
    """Give settings of stores of a test's own: free ports, data in a folder."""
    broker, database = free_port(), free_port()
    return Settings(
        service=TOOLS,
        data_dir=folder,
        broker_port=broker,
        database_port=database,
        kafka_servers=f"127.0.0.1:{broker}",
        mongodb_uri=database_address(database),
    )


def _started(part: Part, folder: Path) -> subprocess.Popen[bytes]:
    """Start a part as the launcher does, so that even a killed test run leaves none behind; wait until it is ready."""
    if part.folder is not None:
        part.folder.mkdir(parents=True, exist_ok=True)
    log = folder / f"{part.name}.log"
    process = spawn(part.arguments, part.environment, log)

    def ready() -> bool:
        assert process.poll() is None, log.read_text(errors="replace")
        return not part.waiting()

    try:
        eventually(ready)
    except BaseException:
        end(process, part.polite)
        raise
    return process


@pytest.fixture(scope="session")
def mongo_uri() -> Iterator[str]:
    """The database's address."""
    given = os.environ.get("MONGODB_URI")
    if given:
        yield given
        return
    folder = Path(tempfile.mkdtemp(prefix="yizhan-db-"))
    settings = _settings(folder)
    process = _started(parts.database(settings), folder)
    yield settings.mongodb_uri
    os.killpg(process.pid, signal.SIGKILL)  # nothing in it is wanted any more
    process.wait(10)
    shutil.rmtree(folder, ignore_errors=True)


class Broker:
    """An embedded broker of a test's own: it may be killed, and started again on the same port and folder."""

    def __init__(self, folder: Path) -> None:
        self.folder, self._settings = folder, _settings(folder)
        self.port, self.servers = self._settings.broker_port, self._settings.kafka_servers
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start and wait until it listens."""
        part = replace(parts.broker(self._settings), waiting=lambda: "" if _listens(self.port) else "not yet")
        self._process = _started(part, self.folder)

    @property
    def data(self) -> Path:
        """Where it keeps its records; a test may take them away while it rests."""
        return self.folder / "broker"

    def stop(self) -> None:
        """End it politely: it keeps everything."""
        if self._process is not None:
            end(self._process, 10)
            self._process = None

    def kill(self) -> None:
        """Kill it (-9): it keeps what it happened to have written."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(10)
            self._process = None


@pytest.fixture(scope="session")
def kafka_servers() -> Iterator[str]:
    """The broker's address."""
    given = os.environ.get("KAFKA_BOOTSTRAP_SERVERS")
    if given:
        yield given
        return
    broker = Broker(Path(tempfile.mkdtemp(prefix="yizhan-broker-")))
    broker.start()
    yield broker.servers
    broker.kill()
    shutil.rmtree(broker.folder, ignore_errors=True)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def database(mongo_uri: str) -> Iterator[Database[dict[str, Any]]]:
    """A database of the test's own, with journaled majority writes."""
    client = connect(mongo_uri)
    name = f"test_{uuid.uuid4().hex[:12]}"
    yield durable(client, name)
    client.drop_database(name)
    client.close()
