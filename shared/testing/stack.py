"""One broker and one database for a whole test session: embedded ones, unless addresses are given.

`MONGODB_URI` and `KAFKA_BOOTSTRAP_SERVERS` point the same tests at real ones.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pymongo import MongoClient
from pymongo.database import Database
from pymongo.errors import PyMongoError

from shared.journal.mongo_store import connect, durable

PATIENCE_SECONDS = 60.0


def free_port() -> int:
    """Give a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def eventually(predicate: Callable[[], Any], *, within: float = PATIENCE_SECONDS, every: float = 0.05) -> Any:
    """Poll until the predicate gives something true, and give it; fail after `within` seconds."""
    until = time.monotonic() + within
    while True:
        answer = predicate()
        if answer:
            return answer
        assert time.monotonic() < until, f"not within {within} s: {predicate}"
        time.sleep(every)


def _started(arguments: list[str], folder: Path) -> subprocess.Popen[bytes]:
    log = (folder / "log").open("wb")
    return subprocess.Popen(arguments, stdout=log, stderr=log, start_new_session=True, cwd=folder)


def _stopped(process: subprocess.Popen[bytes]) -> None:
    os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)


@pytest.fixture(scope="session")
def mongo_uri() -> Iterator[str]:
    """The database's address."""
    given = os.environ.get("MONGODB_URI")
    if given:
        yield given
        return
    folder, port = Path(tempfile.mkdtemp(prefix="yizhan-db-")), free_port()
    program = str(Path(sys.executable).parent / "secantusd-py")
    process = _started(
        [
            program,
            "--host",
            "127.0.0.1",
            "--port",
            str(port),
            "--storage-path",
            str(folder / "data"),
            "--sync-on-commit",
        ],
        folder,
    )
    uri = f"mongodb://127.0.0.1:{port}/?replicaSet=secantus"
    eventually(lambda: _answers(uri))
    yield uri
    _stopped(process)
    shutil.rmtree(folder, ignore_errors=True)


def _answers(uri: str) -> bool:
    client: MongoClient[dict[str, Any]] = MongoClient(uri, serverSelectionTimeoutMS=500)
    try:
        return bool(client.admin.command("ping")["ok"])
    except PyMongoError:
        return False
    finally:
        client.close()


class Broker:
    """An embedded broker of a test's own: it may be killed, and started again on the same port and folder."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.servers = f"127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start and wait until it listens."""
        import noida_db

        program = str(Path(noida_db.__file__).parent / "noida-db")
        data = str(self.folder / "data")
        arguments = [program, "start", "--data-dir", data, "--only", "kafka", "--kafka-port", str(self.port)]
        self._process = _started(arguments, self.folder)
        eventually(lambda: _listens(self.port))

    def stop(self) -> None:
        """End it politely: it keeps everything."""
        if self._process is not None:
            _stopped(self._process)
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
