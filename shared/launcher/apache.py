"""Apache Kafka for the local run and for tests: the pinned jars, KRaft brokers, started and stopped.

`python -m shared.launcher.apache fetch` copies the jars that `deploy/kafka/pom.xml` names from Maven Central to
`deploy/kafka/jars`, and refuses them where they differ from `deploy/kafka/CHECKSUMS`.
"""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from shared.config import Settings
from shared.launcher.jars import HOME, JARS, ApacheError, fetch_jars, jars_present, pinned
from shared.launcher.part import Part
from shared.launcher.parts import broker_waits
from shared.launcher.processes import end, spawn

__all__ = ["ApacheError", "Node", "fetch_jars", "jars_present", "part", "prepare", "start_apache", "stop_apache"]

HEAP = "384m"
PATIENCE_SECONDS = 30.0
"""A broker that is told to end hands over its partitions first."""

QUICK_FAILOVER = {"broker.session.timeout.ms": "3000", "broker.heartbeat.interval.ms": "500"}
"""A dead broker's partitions move after three seconds instead of nine. A single node gains nothing by it."""


@dataclass(frozen=True, slots=True)
class Node:
    """One KRaft node, broker and controller at once, on loopback. `folder` holds its configuration and its log."""

    number: int
    folder: Path
    port: int
    controller_port: int

    @property
    def properties(self) -> Path:
        """Its configuration file."""
        return self.folder / "server.properties"

    @property
    def address(self) -> str:
        """Where clients find it."""
        return f"127.0.0.1:{self.port}"


def configuration(node: Node, cluster: Sequence[Node]) -> dict[str, str]:
    """Give a node's settings: as many replicas as nodes, up to three; one of three may be away."""
    replicas = str(min(3, len(cluster)))
    in_sync = "2" if len(cluster) >= 3 else "1"
    return {
        "process.roles": "broker,controller",
        "node.id": str(node.number),
        "controller.quorum.voters": ",".join(f"{n.number}@127.0.0.1:{n.controller_port}" for n in cluster),
        "controller.listener.names": "CONTROLLER",
        "listeners": f"PLAINTEXT://{node.address},CONTROLLER://127.0.0.1:{node.controller_port}",
        "advertised.listeners": f"PLAINTEXT://{node.address}",
        "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
        "log.dirs": str(node.folder / "log"),
        "log.retention.ms": "-1",
        "auto.create.topics.enable": "false",
        "unclean.leader.election.enable": "false",
        "default.replication.factor": replicas,
        "min.insync.replicas": in_sync,
        "offsets.topic.replication.factor": replicas,
        "offsets.topic.num.partitions": "1",
        "transaction.state.log.replication.factor": replicas,
        "transaction.state.log.min.isr": in_sync,
        "transaction.state.log.num.partitions": "1",
        "num.network.threads": "2",
        "num.io.threads": "4",
        **(QUICK_FAILOVER if len(cluster) > 1 else {}),
    }


def prepare(cluster: Sequence[Node]) -> None:
    """Write the nodes' configurations, and format the log folders that are new.

    Raises:
        ApacheError: a folder cannot be formatted.
    """
    identity = _cluster_id(cluster)
    for node in cluster:
        node.folder.mkdir(parents=True, exist_ok=True)
        lines = (f"{key}={value}\n" for key, value in configuration(node, cluster).items())
        node.properties.write_text("".join(lines))
    fresh = [node for node in cluster if not _is_formatted(node)]
    formatting = [(node, _format(node, identity)) for node in fresh]
    for node, process in formatting:
        told, _ = process.communicate()
        if process.returncode:
            raise ApacheError(f"node {node.number} cannot be formatted: {told.strip()[-300:]}")


def _cluster_id(cluster: Sequence[Node]) -> str:
    """Give the id the cluster has, or a new one."""
    for node in filter(_is_formatted, cluster):
        for line in (node.folder / "log" / "meta.properties").read_text().splitlines():
            if line.startswith("cluster.id="):
                return line.removeprefix("cluster.id=")
    return base64.urlsafe_b64encode(b"y" + uuid.uuid4().bytes[1:]).decode().rstrip("=")


def _is_formatted(node: Node) -> bool:
    return (node.folder / "log" / "meta.properties").exists()


def _format(node: Node, identity: str) -> subprocess.Popen[str]:
    tool = ("kafka.tools.StorageTool", "format", "-t", identity, "-c", str(node.properties))
    return subprocess.Popen(java(*tool), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def java(*arguments: str) -> tuple[str, ...]:
    """Give the command that runs a main class of the pinned jars.

    Raises:
        ApacheError: there is no Java.
    """
    program = shutil.which("java")
    if program is None:
        raise ApacheError("Java is not installed")
    log = f"-Dlog4j2.configurationFile={HOME / 'log4j2.properties'}"
    return (
        program,
        f"-Xmx{HEAP}",
        "-XX:+UseSerialGC",
        "-XX:+ExitOnOutOfMemoryError",
        log,
        "-cp",
        f"{JARS}/*",
        *arguments,
    )


def start_apache(node: Node, log: Path) -> subprocess.Popen[bytes]:
    """Start a prepared node, its output appended to a log file; it dies with this process."""
    return spawn(java("kafka.Kafka", str(node.properties)), os.environ, log)


def stop_apache(process: subprocess.Popen[bytes]) -> None:
    """End a node politely, and by force where that takes too long."""
    end(process, PATIENCE_SECONDS)


def part(settings: Settings) -> Part:
    """Give the local run's single node as a part of it; the jars are fetched where they are missing.

    Raises:
        ApacheError: the jars cannot be had, or the data folder cannot be prepared.
    """
    fetch_jars()
    folder = settings.data_dir / "apache"
    node = Node(1, folder, settings.broker_port, settings.broker_port + 1)
    prepare([node])
    arguments = java("kafka.Kafka", str(node.properties))
    ports = (node.port, node.controller_port)
    return Part("broker", arguments, os.environ, lambda: broker_waits(settings), PATIENCE_SECONDS, folder, ports)


def main(arguments: Sequence[str]) -> int:
    """Fetch the jars; say in one line what came of it."""
    if list(arguments) != ["fetch"]:
        print("usage: python -m shared.launcher.apache fetch", file=sys.stderr)
        return 2
    try:
        fetch_jars()
    except ApacheError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{len(pinned())} jars, all as pinned")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
