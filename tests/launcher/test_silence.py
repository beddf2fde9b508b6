"""A part that lives and does nothing is ended, and nobody else."""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pymongo.database import Database

from shared.config import TOOLS, Settings
from shared.launcher import parts
from shared.launcher.part import Part
from shared.launcher.silence import Silence
from shared.testing.stack import eventually, free_port

Started = Callable[[str, Callable[[], object] | None], tuple[Part, subprocess.Popen[bytes]]]


@pytest.fixture
def started() -> Iterator[Started]:
    processes: list[subprocess.Popen[bytes]] = []

    def start(name: str, sign: Callable[[], object] | None) -> tuple[Part, subprocess.Popen[bytes]]:
        process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
        processes.append(process)
        return Part(name, (), {}, lambda: "", sign=sign), process

    yield start
    for process in processes:
        process.kill()
        process.wait(10)


def test_who_gives_the_same_sign_for_too_long_is_ended_and_said(started: Started) -> None:
    beats = itertools.count()
    hung = started("hung", lambda: "10:00:00")
    others = [started("works", lambda: next(beats)), started("cannot be asked", lambda: None), started("mute", None)]
    os.kill(hung[1].pid, signal.SIGSTOP)
    said: list[str] = []
    silence = Silence(lambda: [hung, *others], said.append, patience=0.2, every=0.01)
    silence.start()
    try:
        assert eventually(hung[1].poll, within=20) == -signal.SIGKILL
    finally:
        silence.stop()
    assert [process.poll() for _, process in others] == [None] * 3
    assert said[0].startswith("hung gave no sign of life")


def test_who_was_started_again_has_all_its_time_before_its_first_sign(started: Started) -> None:
    first, second = started("worker", lambda: 0), started("worker", lambda: 0)
    silence = Silence(lambda: [], print, patience=0.0)
    silence._look(first[0], first[1], 0)
    silence._look(second[0], second[1], 0)
    assert second[1].poll() is None


def test_a_workers_sign_is_its_heartbeat(mongo_uri: str, database: Database[dict[str, Any]]) -> None:
    _, _, name = database.name.partition("_")
    settings = Settings(service=TOOLS, mongodb_uri=mongo_uri, kafka_servers="127.0.0.1:1", database_prefix="test")
    assert parts._worker_sign(settings, name) == 0
    beat = datetime.now(UTC).replace(microsecond=0)
    database["workers"].insert_one({"_id": name, "at": beat})
    assert parts._worker_sign(settings, name) == beat
    assert parts._worker_waits(settings, name, beat) == ""
    assert parts._worker_waits(settings, name, beat + timedelta(hours=1)) == "no heartbeat yet"


def test_where_the_database_is_away_a_worker_gives_no_sign_and_is_left_alone() -> None:
    uri = f"mongodb://127.0.0.1:{free_port()}/?directConnection=true"
    settings = Settings(service=TOOLS, mongodb_uri=uri, kafka_servers="127.0.0.1:1")
    assert parts._worker_sign(settings, "intake") is None
