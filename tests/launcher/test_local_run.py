"""The local run leaves no process behind, restarts what dies, and finds its data again."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from shared.launcher import record
from shared.launcher.processes import same
from shared.testing.running import RunningStack
from shared.testing.stack import eventually

pytestmark = [pytest.mark.stack, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStack]:
    stack = RunningStack(tmp_path_factory.mktemp("run"))
    yield stack
    stack.stop_if_running()


def alive(parts: dict[str, tuple[int, float]]) -> list[str]:
    return [name for name, (pid, started) in parts.items() if same(pid, started)]


def written(stack: RunningStack) -> record.Record:
    told = record.read(stack.data_dir)
    assert told is not None
    return told


def items(stack: RunningStack) -> int:
    answer = httpx.get(f"{stack.urls['intake']}/api/v1/items", params={"limit": 100}, timeout=10)
    assert answer.status_code == 200
    return len(answer.json()["items"])


def test_it_starts_is_ready_and_has_its_register(stack: RunningStack) -> None:
    stack.start()
    assert stack.cli("status").returncode == 0
    assert items(stack) == 20


def test_a_second_one_on_the_same_data_is_refused(stack: RunningStack) -> None:
    told = stack.cli("up")
    assert told.returncode == 1
    assert "already running" in told.stderr


@pytest.mark.parametrize("part", ["intake-web", "intake-worker", "broker", "database"])
def test_what_is_killed_runs_again(stack: RunningStack, part: str) -> None:
    before = stack.pid(part)
    os.kill(before, signal.SIGKILL)
    eventually(lambda: stack.pid(part) != before)
    eventually(lambda: stack.cli("status").returncode == 0)
    assert items(stack) == 20


def test_a_killed_launcher_leaves_no_process_behind_and_the_data_is_found_again(stack: RunningStack) -> None:
    parts = dict(written(stack).parts)
    assert len(alive(parts)) == 10
    stack.kill()
    eventually(lambda: not alive(parts))
    stack.start()
    assert items(stack) == 20


def test_interrupting_it_ends_everything(stack: RunningStack) -> None:
    parts = dict(written(stack).parts)
    assert stack.stop() == 0
    assert alive(parts) == []
    assert record.read(stack.data_dir) is None
    assert not Path(stack.data_dir / "run" / "yizhan.json").exists()
