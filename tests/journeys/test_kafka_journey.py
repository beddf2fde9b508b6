"""Hall clients at work on Apache Kafka: the same services, the same counts, the same chains (`make test-kafka`)."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator

import pytest

from shared.testing.kafka_cluster import PIDS
from shared.testing.running import RunningStack

pytestmark = [
    pytest.mark.kafka,
    pytest.mark.stack,
    pytest.mark.timeout(400),
    pytest.mark.skipif(PIDS not in os.environ, reason="needs the brokers of `make test-kafka`"),
]


@pytest.fixture
def stack(kafka_servers: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStack]:
    stack = RunningStack(tmp_path_factory.mktemp("on-kafka"), kafka_servers=kafka_servers)
    stack.start()
    yield stack
    stack.stop_if_running()


def test_cases_travel_from_the_window_to_the_score(stack: RunningStack) -> None:
    told = stack.cli("simulate", "--days", "1", "--cases-per-day", "10", "--no-scenes", "--json")
    assert told.returncode == 0, told.stderr
    assert json.loads(told.stdout.splitlines()[-1])["received"] == 10
    verified = stack.cli("verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr
    rebuilt = stack.cli("rebuild", "scores")
    assert rebuilt.returncode == 0, rebuilt.stdout + rebuilt.stderr
    assert stack.stop() == 0
