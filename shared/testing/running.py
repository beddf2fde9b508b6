"""A whole Yizhan for journeys: four services with workers, broker and database, on ports and data of their own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.config import SERVICES
from shared.launcher import record
from shared.launcher.parts import ROOT
from shared.launcher.processes import spawn
from shared.testing.stack import eventually, free_port

START_SECONDS = 120.0


class RunningStack:
    """A local run started through the launcher. `env` is what a command needs to talk to it.

    Args:
        data_dir: where it keeps data, secrets and logs.
        broker: which broker it starts, as `yizhan up --broker` says.
        kafka_servers: a Kafka that runs already; none is started then.
    """

    def __init__(self, data_dir: Path, broker: str = "embedded", kafka_servers: str = "") -> None:
        self.data_dir, self.broker = data_dir, broker
        ports = {name: free_port() for name in (*SERVICES, "broker", "database")}
        self.urls = {name: f"http://127.0.0.1:{ports[name]}" for name in SERVICES}
        given = {f"YIZHAN_{name.upper()}_PORT": str(port) for name, port in ports.items()}
        kept = {k: v for k, v in os.environ.items() if k not in ("MONGODB_URI", "KAFKA_BOOTSTRAP_SERVERS")}
        at = {"KAFKA_BOOTSTRAP_SERVERS": kafka_servers} if kafka_servers else {}
        self.env = {**kept, **given, **at, "YIZHAN_DATA_DIR": str(data_dir)}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start and wait until everything is ready."""
        arguments = [sys.executable, "-m", "shared.cli", "up", "--broker", self.broker]
        self._process = spawn(arguments, {**self.env, "PYTHONPATH": str(ROOT)}, self.data_dir / "up.log")
        eventually(self._ready, within=START_SECONDS)

    def _ready(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, (self.data_dir / "up.log").read_text()
        told = record.read(self.data_dir)
        return told is not None and told.ready and told.pid == self._process.pid

    def stop(self) -> int:
        """Stop as Ctrl-C does; give the exit code."""
        assert self._process is not None
        self._process.send_signal(signal.SIGINT)
        return self._process.wait(90)

    def stop_if_running(self) -> None:
        """Stop it unless a test has done so."""
        if self._process is not None and self._process.poll() is None:
            self.stop()

    def kill(self) -> None:
        """Kill the launcher (-9), as a machine that is short of memory does."""
        assert self._process is not None
        self._process.kill()
        self._process.wait(10)

    def pid(self, part: str) -> int:
        """Tell a part's process, `intake-web` or `broker`."""
        told = record.read(self.data_dir)
        assert told is not None
        return told.parts[part][0]

    def cli(self, *arguments: str, timeout: float = 300) -> subprocess.CompletedProcess[str]:
        """Run `yizhan ...` against this stack."""
        return subprocess.run(
            [sys.executable, "-m", "shared.cli", *arguments],
            env=self.env, cwd=ROOT, capture_output=True, text=True, timeout=timeout, check=False,
        )  # fmt: skip


@pytest.fixture(scope="session")
def running_stack() -> Iterator[RunningStack]:
    """One whole Yizhan for all journeys of a session."""
    data_dir = Path(tempfile.mkdtemp(prefix="yizhan-run-"))
    stack = RunningStack(data_dir)
    stack.start()
    yield stack
    stack.stop()
    shutil.rmtree(data_dir, ignore_errors=True)
