"""The supervisor starts in order, restarts what dies, ends in reverse, and leaves nothing behind however it ends."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from click.testing import CliRunner

from shared.commands import down, probes, status
from shared.launcher import parts as parts_module
from shared.launcher import record
from shared.launcher.processes import end, same, spawn
from shared.launcher.record import Record
from shared.testing.stack import eventually

LAUNCHER = Path(__file__).with_name("small_launcher.py")


class Small:
    """A launcher of dummy parts in a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, *stages: str) -> Small:
        with (self.folder / "said").open("ab") as said:
            self.process = subprocess.Popen([sys.executable, str(LAUNCHER), str(self.folder), *stages], stdout=said)
        return self

    def ready(self) -> Record:
        told: Record = eventually(self._ready)
        return told

    def _ready(self) -> Record | None:
        told = record.read(self.folder)
        assert self.process is not None
        return told if told is not None and told.ready and told.pid == self.process.pid else None

    def said(self) -> str:
        return (self.folder / "said").read_text()

    def order(self) -> list[str]:
        return (self.folder / "order").read_text().split()

    def end(self, how: signal.Signals = signal.SIGINT) -> int:
        assert self.process is not None
        self.process.send_signal(how)
        return self.process.wait(30)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Small]:
    small = Small(tmp_path)
    yield small
    if small.process is not None and small.process.poll() is None:
        small.end(signal.SIGKILL)


def none_alive(parts: dict[str, tuple[int, float]]) -> bool:
    return not any(same(pid, started) for pid, started in parts.values())


def test_stages_start_in_order_and_end_in_reverse(small: Small) -> None:
    parts = small.start("database", "web").ready().parts
    assert small.end() == 0
    assert small.order() == ["+database", "+web", "-web", "-database"]
    assert none_alive(parts)
    assert record.read(small.folder) is None


def test_what_dies_is_started_again_and_said(small: Small) -> None:
    before, _ = small.start("web").ready().parts["web"]
    os.kill(before, signal.SIGKILL)
    eventually(lambda: (r := record.read(small.folder)) and r.parts["web"][0] != before)
    assert "web ended with code -9; starting it again" in small.said()


def test_children_of_a_dead_part_are_ended_before_it_starts_again(small: Small) -> None:
    parent, _ = small.start("family").ready().parts["family"]
    child = eventually(lambda: psutil.Process(parent).children())[0]
    os.kill(parent, signal.SIGKILL)
    eventually(lambda: not child.is_running() or child.status() == psutil.STATUS_ZOMBIE)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of their parent's death")
def test_a_killed_launcher_takes_its_parts_along(small: Small) -> None:
    parts = small.start("database", "web").ready().parts
    small.end(signal.SIGKILL)
    eventually(lambda: none_alive(parts))
    told = record.read(small.folder)
    assert told is not None
    assert not told.alive


def test_a_part_deaf_to_politeness_is_ended_by_force(small: Small) -> None:
    parts = small.start("deaf").ready().parts
    assert small.end() == 0
    assert none_alive(parts)


def test_what_a_killed_launcher_left_behind_is_ended_by_the_next(small: Small) -> None:
    left = small.start("deaf").ready().parts
    small.end(signal.SIGKILL)
    small.start("web").ready()
    assert none_alive(left)
    assert small.end() == 0


def test_a_second_launcher_on_the_same_data_is_refused(small: Small, tmp_path: Path) -> None:
    small.start("web").ready()
    second = Small(tmp_path).start("web")
    assert second.process is not None
    assert second.process.wait(30) == 3
    assert "already running" in small.said()
    assert small.end() == 0


def test_a_part_that_ends_while_starting_is_told_with_its_log(small: Small) -> None:
    small.start("database", "broken")
    assert small.process is not None
    assert small.process.wait(30) == 3
    assert "broken ended with code 7; see " in small.said()
    assert small.order() == ["+database", "-database"]


def test_a_port_that_somebody_else_holds_is_told_before_anything_is_started_there(small: Small) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        small.start("database", f"web:{port}")
        assert small.process is not None
        assert small.process.wait(30) == 3
    assert f"web:{port}: something else listens on port {port} already" in small.said()
    assert small.order() == ["+database", "-database"]


def test_down_ends_a_launcher_that_no_longer_answers(small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    parts = small.start("web").ready().parts
    assert small.process is not None
    small.process.send_signal(signal.SIGSTOP)
    monkeypatch.setattr(down, "PATIENCE_SECONDS", 0.2)
    told = CliRunner().invoke(down.command, ["--data-dir", str(small.folder)])
    assert (told.exit_code, told.output.strip()) == (0, "stopped")
    assert small.process.wait(10) == -signal.SIGKILL
    assert none_alive(parts)


def test_status_is_not_well_where_a_part_is_dead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = Record.of_this_process("embedded", {})
    told.parts = {"intake-web": (told.pid, told.started), "intake-worker": (told.pid, told.started - 100)}
    record.write(tmp_path, told)
    monkeypatch.setattr(parts_module, "web_waits", lambda _url: "")
    monkeypatch.setattr(probes, "database_answers", lambda _settings: True)
    monkeypatch.setattr(probes, "broker_answers", lambda _settings: True)
    monkeypatch.setattr(probes, "beats", lambda _settings: {})
    said = CliRunner().invoke(status.command, ["--data-dir", str(tmp_path)])
    assert said.exit_code == 1
    assert "intake-worker      DEAD" in said.output


def test_interrupted_while_starting_it_ends_what_it_had_started(small: Small) -> None:
    small.start("database", "never")
    eventually(lambda: (r := record.read(small.folder)) and "never" in r.parts)
    parts = record.read(small.folder)
    assert small.end() == 130
    assert parts is not None
    assert none_alive(parts.parts)


def test_a_record_of_a_reused_pid_counts_as_stale() -> None:
    mine = Record.of_this_process("embedded", {})
    assert mine.alive
    assert not Record(mine.pid, mine.started - 100).alive


def test_a_broken_record_counts_as_none(tmp_path: Path) -> None:
    record.path_of(tmp_path).parent.mkdir(parents=True)
    record.path_of(tmp_path).write_text("{")
    assert record.read(tmp_path) is None


def test_a_part_kept_on_one_core_stays_there_with_every_thread_it_starts(tmp_path: Path) -> None:
    """Where the machine gives only one core there is nothing to see, but it starts all the same."""
    code = "import threading,time; threading.Thread(target=time.sleep, args=(60,)).start(); time.sleep(60)"
    process = spawn([sys.executable, "-c", code], os.environ, tmp_path / "log", one_core=True)
    try:
        started = psutil.Process(process.pid)
        eventually(lambda: started.num_threads() == 2)
        last = max(os.sched_getaffinity(0))
        assert {core for thread in started.threads() for core in os.sched_getaffinity(thread.id)} == {last}
    finally:
        end(process, 1)
