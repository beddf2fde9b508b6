"""A whole Yizhan for journeys: four services with workers, broker and database, on ports and data of their own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from xdist.scheduler import LoadFileScheduling  # type: ignore[import-untyped,unused-ignore]

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

    def start_unless_running(self) -> None:
        """Start it where it was never started, or has been stopped."""
        if self._process is None or self._process.poll() is not None:
            self.start()

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
def whole_yizhan() -> Iterator[RunningStack]:
    """One whole Yizhan for a session, started where it is first asked for."""
    data_dir = Path(tempfile.mkdtemp(prefix="yizhan-run-"))
    stack = RunningStack(data_dir)
    yield stack
    stack.stop_if_running()
    shutil.rmtree(data_dir, ignore_errors=True)


@pytest.fixture
def running_stack(whole_yizhan: RunningStack) -> RunningStack:
    """The whole Yizhan of the session, running."""
    whole_yizhan.start_unless_running()
    return whole_yizhan


def stop_unless_needed(item: pytest.Item, following: pytest.Item | None) -> None:
    """Stop the whole Yizhan of a test where the next one has no use for it: even at rest it works."""
    stack = getattr(item, "funcargs", {}).get("running_stack")
    if stack is not None and "running_stack" not in getattr(following, "fixturenames", ()):
        stack.stop_if_running()


def whole_stacks_first(items: list[pytest.Item]) -> None:
    """Put tests of whole stacks first, those that share one beside each other; the rest stays as it is."""

    def place(item: pytest.Item) -> int:
        if item.get_closest_marker("stack") is None:
            return 2
        return int("running_stack" not in getattr(item, "fixturenames", ()))

    items.sort(key=place)


class StacksTogether(LoadFileScheduling):  # type: ignore[misc]
    """Which process runs what, where there are several: each file is one's, and all files with whole stacks are one's.

    So never two stacks are at work at the same time. xdist's own groups do not reach it: it writes them into the names
    of tests, which this pytest no longer reads.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return "stack" if has_stacks(file) else file


@cache
def has_stacks(file: str) -> bool:
    """Tell whether a file of tests, named from the project's root, has tests of whole stacks."""
    return "pytest.mark.stack" in (ROOT / file).read_text()
