"""`yizhan status` for somebody tired: what is away, what that means, what ends it. And errors that lead on."""

from __future__ import annotations

import socket
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from pymongo.errors import ServerSelectionTimeoutError

from shared.commands import probes, status, troubles
from shared.config import SERVICES, TOOLS, Settings
from shared.heartbeat import Beat
from shared.journal import kafka_link
from shared.journal.bus import BusDown
from shared.journal.errors import StoreDown
from shared.launcher import parts, record
from shared.launcher.record import Record

ALL_RUN = ("database", "broker", "intake-web", "intake-worker")
WORKS = Beat(age=1.0, pending=0, parked=0, ended=(), waits={}, slow={})


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Record:
    """A local run whose parts all live and whose services are all ready."""
    made = Record.of_this_process("embedded", {name: f"http://127.0.0.1:9{n}" for n, name in enumerate(SERVICES)})
    made.parts = dict.fromkeys(ALL_RUN, (made.pid, made.started))
    record.write(tmp_path, made)
    monkeypatch.setattr(parts, "web_waits", lambda _url: "")
    answering(monkeypatch)
    return made


def answering(
    monkeypatch: pytest.MonkeyPatch, *, database: bool = True, broker: bool = True, intake: Beat | None = WORKS
) -> None:
    """Let stores and workers be as told."""
    beats = {**dict.fromkeys(SERVICES, WORKS), "intake": intake} if database else {}
    monkeypatch.setattr(probes, "database_answers", lambda _settings: database)
    monkeypatch.setattr(probes, "broker_answers", lambda _settings: broker)
    monkeypatch.setattr(probes, "beats", lambda _settings: beats)


def said(tmp_path: Path) -> tuple[int, str]:
    done = CliRunner().invoke(status.command, ["--data-dir", str(tmp_path)])
    return done.exit_code, done.output


def test_all_well_gives_no_advice(tmp_path: Path, run: Record) -> None:
    code, text = said(tmp_path)
    assert code == 0
    assert "http://127.0.0.1:90  ready" in text, "the addresses are those of the run, not of this shell's settings"
    assert "away" not in text


def test_a_dead_broker_is_told_with_what_goes_on_and_what_to_run_afterwards(
    tmp_path: Path, run: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    run.parts["broker"] = (run.pid, run.started - 100)
    record.write(tmp_path, run)
    answering(monkeypatch, broker=False)
    code, text = said(tmp_path)
    assert code == 1
    assert "broker             DEAD" in text
    assert "windows go on" in text
    assert "`yizhan verify`" in text
    assert "the database is away" not in text


def test_a_dead_database_is_told_though_the_services_cannot_say_so(
    tmp_path: Path, run: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "web_waits", lambda _url: "does not answer in time")
    answering(monkeypatch, database=False)
    code, text = said(tmp_path)
    assert code == 1
    assert "the database is away: every command is answered 503" in text


def test_stores_of_somebody_else_are_started_by_whoever_runs_them(
    tmp_path: Path, run: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    del run.parts["broker"]
    record.write(tmp_path, run)
    answering(monkeypatch, broker=False)
    _, text = said(tmp_path)
    assert "DOES NOT ANSWER" in text
    assert "start it again at 127.0.0.1:19092" in text


def test_where_nothing_runs_the_command_that_starts_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Not on this machine's own ports: somebody may have the system running beside the suite.
    monkeypatch.setattr(parts, "web_waits", lambda _url: "does not answer in time")
    answering(monkeypatch, database=False, broker=False)
    code, text = said(tmp_path)
    assert code == 1
    assert "`yizhan up --detach`" in text


def test_a_store_that_lives_and_gives_no_answer_is_told_with_what_ends_it(
    tmp_path: Path, run: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    answering(monkeypatch, broker=False)
    code, text = said(tmp_path)
    assert code == 1
    assert "broker             runs, DOES NOT ANSWER" in text
    assert f"`kill -9 {run.pid}`, and the launcher starts it again" in text


def test_a_worker_that_lives_and_says_nothing_is_told(
    tmp_path: Path, run: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    answering(monkeypatch, intake=replace(WORKS, age=75.0))
    code, text = said(tmp_path)
    assert code == 1
    assert "intake-worker      runs, SILENT for 75 s" in text
    assert "neither relayed nor followed" in text
    assert f"`kill -9 {run.pid}`" in text


@pytest.mark.parametrize(
    ("noted", "told", "code"),
    [
        (replace(WORKS, pending=12), "runs, 12 commits wait for the broker", 0),
        (replace(WORKS, parked=2), "`yizhan parked` names them", 0),
        (replace(WORKS, waits={"relay": "NotLeader"}), "tries again and again: relay: NotLeader", 0),
        (replace(WORKS, slow={"relay": 90}), "still at one step (relay for 90 s)", 0),
        (replace(WORKS, ended=("relay",)), "has lost loops", 1),
        (None, "no worker of intake runs", 1),
    ],
)
def test_what_keeps_a_worker_from_its_work_is_told(
    noted: Beat | None, told: str, code: int, tmp_path: Path, run: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    answering(monkeypatch, intake=noted)
    exit_code, text = said(tmp_path)
    assert told in text
    assert exit_code == code


def test_stores_that_accept_a_connection_and_never_answer_count_as_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probes, "PATIENCE_MS", 200)
    monkeypatch.setattr(kafka_link, "CONNECT_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as hung:
        port = hung.getsockname()[1]
        uri = f"mongodb://127.0.0.1:{port}/?directConnection=true"
        settings = Settings(service=TOOLS, mongodb_uri=uri, kafka_servers=f"127.0.0.1:{port}")
        assert not probes.database_answers(settings)
        assert not probes.broker_answers(settings)
        assert probes.beats(settings) == {}


@pytest.mark.parametrize(
    ("error", "away"),
    [
        (StoreDown("x"), "the database at db.example:27017 does not answer"),
        (ServerSelectionTimeoutError("topology " * 50), "the database at db.example:27017 does not answer"),
        (BusDown("KafkaTimeoutError"), "the broker at kafka.example:9092 does not answer"),
        (RuntimeError("one\ntwo"), "RuntimeError: one"),
    ],
)
def test_an_error_is_one_line_that_leads_on_and_tells_no_password(
    error: Exception, away: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MONGODB_URI", "mongodb://yizhan:secret@db.example:27017/?replicaSet=rs0")
    monkeypatch.setenv("KAFKA_BOOTSTRAP_SERVERS", "kafka.example:9092")
    told = troubles.told(error)
    assert told.startswith(away)
    assert "secret" not in told
    assert ("`yizhan status`" in told) == ("does not answer" in told)
    assert len(told.splitlines()) == 1
