"""Log lines are JSON, and carry no personal data even where somebody was careless."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import orjson
import pytest
import structlog
from prometheus_client import generate_latest

from shared import observability
from shared.observability import LEFT_OUT, configure_logging, log, registry, serve_measures
from shared.testing.stack import free_port

IDENTITY = "520402199001011239"
MOBILE = "13885312345"


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    configured, root = structlog.get_config(), logging.getLogger()
    handlers, level = root.handlers[:], root.level
    structlog.contextvars.clear_contextvars()
    yield
    structlog.configure(**configured)
    root.handlers[:], root.level = handlers, level


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [orjson.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_a_line_tells_when_where_and_what(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging("intake")
    log().info("case_accepted", case="c-1")
    (line,) = lines(capsys)
    assert line.pop("at").endswith("+08:00")
    assert line == {"level": "info", "service": "intake", "event": "case_accepted", "case": "c-1"}


def test_the_level_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging("intake", "warning")
    log().info("small")
    log().warning("large")
    assert [line["event"] for line in lines(capsys)] == ["large"]


@pytest.mark.parametrize("name", sorted(observability.PERSONAL))
def test_fields_named_like_personal_data_are_left_out(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    log().info("received", **{name: "王小明"}, inner={name: "王小明"})
    (line,) = lines(capsys)
    assert line[name] == line["inner"][name] == LEFT_OUT


def test_identity_numbers_and_telephones_are_starred_anywhere(capsys: pytest.CaptureFixture[str]) -> None:
    numbers = (IDENTITY, MOBILE, "138 8531 2345", "138-8531-2345", "0851-33221234")
    log().info("received", reason=f"id {IDENTITY}", deep={"list": [*(f"tel {number}" for number in numbers)]})
    said = capsys.readouterr().err
    assert not any(number in said for number in numbers)


def test_names_are_starred_in_any_field(capsys: pytest.CaptureFixture[str]) -> None:
    log().warning("loop_waits", reason="duplicate key: {name: 王小明}", deep=["贵州省安顺市"])
    said = capsys.readouterr().err
    assert "王小明" not in said
    assert "安顺" not in said


def test_case_numbers_stay_readable(capsys: pytest.CaptureFixture[str]) -> None:
    log().info("received", case="52040210920260917000017")
    assert lines(capsys)[0]["case"] == "52040210920260917000017"


def test_an_exception_tells_type_and_place_but_no_names(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        raise KeyError(f"王小明, 贵州省安顺市西秀区, {IDENTITY}, {MOBILE}, {quote('王小明')}, {'王小明'!a}")
    except KeyError:
        log().exception("failed")
    said = capsys.readouterr().err
    line = orjson.loads(said)
    assert line["error"] == "KeyError"
    assert line["frames"][0].startswith("test_observability.py:")
    for personal in ("王小明", "安顺", IDENTITY, MOBILE, quote("王小明"), "\\u738b"):
        assert personal not in said


def test_lines_of_libraries_come_along_masked(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging("metrics")
    logging.getLogger("some.library").warning("no broker for %s", "王小明")
    logging.getLogger("some.library").info("connected")
    (line,) = lines(capsys)
    assert (line["logger"], line["said"], line["service"]) == ("some.library", "no broker for *", "metrics")


def test_measures_of_all_processes_of_a_service_are_added_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert b"yizhan_commits_total" in generate_latest(registry())
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))
    assert generate_latest(registry()) == b""


def test_a_worker_can_show_its_measures() -> None:
    port = free_port()
    end = serve_measures(port, "127.0.0.1")
    try:
        assert "yizhan_pending_commits" in httpx.get(f"http://127.0.0.1:{port}/metrics").text
    finally:
        end()


def test_no_measure_is_labelled_with_a_case_or_a_person() -> None:
    measures = [m for m in vars(observability).values() if hasattr(m, "_labelnames")]
    assert len(measures) >= 8
    for measure in measures:
        assert set(measure._labelnames) <= {"service", "category", "code", "follower", "loop"}
