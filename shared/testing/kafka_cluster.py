"""Three Apache Kafka brokers for one test run: `python -m shared.testing.kafka_cluster [pytest's arguments]`.

Fetches the pinned jars, starts three KRaft nodes on free loopback ports in a temporary folder, runs every test that is
marked `kafka` against them, and stops them. The exit code is pytest's.

Tests find the brokers at `KAFKA_BOOTSTRAP_SERVERS`. One that wants to kill a broker finds the process ids in the file
that `YIZHAN_KAFKA_PIDS` names, in the order of the addresses; a broker that ended is started again, and has a new id
there then.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

from shared.journal.bus import BusError
from shared.journal.kafka_bus import KafkaBus
from shared.journal.topics import TOPICS
from shared.launcher.apache import ApacheError, Node, fetch_jars, prepare, start_apache, stop_apache
from shared.testing.stack import eventually, free_port

NODES = 3
NOT_STARTED = 1
PIDS = "YIZHAN_KAFKA_PIDS"
WATCH_SECONDS = 0.5


def nodes(folder: Path, count: int = NODES) -> list[Node]:
    """Lay out so many nodes on free ports."""
    return [Node(n, folder / f"node-{n}", free_port(), free_port()) for n in range(1, count + 1)]


@contextmanager
def running(cluster: Sequence[Node]) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Run the nodes of a cluster, all at once, until the block ends; inside it topics can be made.

    Raises:
        ApacheError: a node cannot be prepared, or ended by itself.
    """
    prepare(cluster)
    processes: list[subprocess.Popen[bytes]] = []
    try:
        processes += [start_apache(node, node.folder / "broker.log") for node in cluster]
        eventually(lambda: _ready(cluster, processes))
        yield processes
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            stop_apache(process)


def _ready(cluster: Sequence[Node], processes: Sequence[subprocess.Popen[bytes]]) -> bool:
    for node, process in zip(cluster, processes, strict=True):
        if process.poll() is not None:
            raise ApacheError(f"node {node.number} ended:\n{(node.folder / 'broker.log').read_text()[-2000:]}")
    bus = KafkaBus(servers(cluster))
    try:
        bus.ensure(TOPICS)
        return True
    except BusError:
        return False
    finally:
        bus.close()


def servers(cluster: Sequence[Node]) -> str:
    """Give the addresses for `KAFKA_BOOTSTRAP_SERVERS`."""
    return ",".join(node.address for node in cluster)


def run_tests(arguments: Sequence[str]) -> int:
    """Start the cluster, run the marked tests, stop the cluster; give pytest's exit code.

    Raises:
        ApacheError: the cluster did not come up.
    """
    fetch_jars()
    with tempfile.TemporaryDirectory(prefix="yizhan-kafka-") as folder:
        cluster = nodes(Path(folder))
        with running(cluster) as processes:
            pids = Path(folder) / "pids"
            found = {"KAFKA_BOOTSTRAP_SERVERS": servers(cluster), PIDS: str(pids)}
            command = [sys.executable, "-m", "pytest", "-m", "kafka", *arguments]
            _write_pids(pids, processes)
            with subprocess.Popen(command, env={**os.environ, **found}) as tests:
                try:
                    return _watch(tests, cluster, processes, pids)
                finally:
                    tests.kill()


def _watch(
    tests: subprocess.Popen[bytes], cluster: Sequence[Node], processes: list[subprocess.Popen[bytes]], pids: Path
) -> int:
    """Wait for the tests, and start again what they killed."""
    while True:
        with suppress(subprocess.TimeoutExpired):
            return tests.wait(WATCH_SECONDS)
        for at, (node, process) in enumerate(zip(cluster, processes, strict=True)):
            if process.poll() is not None:
                processes[at] = start_apache(node, node.folder / "broker.log")
                _write_pids(pids, processes)


def _write_pids(file: Path, processes: Sequence[subprocess.Popen[bytes]]) -> None:
    file.write_text(" ".join(str(process.pid) for process in processes))


def main(arguments: Sequence[str]) -> int:
    """Run, and tell in one line why nothing could be run."""
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        return run_tests(arguments)
    except ApacheError as error:
        print(f"Apache Kafka was not started: {error}", file=sys.stderr)
        return NOT_STARTED


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
