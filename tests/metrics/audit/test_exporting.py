"""`yizhan export` and `yizhan verify --bundle`: files for auditors, tables and process mining."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from services.metrics.audit.exporting import as_csv, as_ocel, as_xes
from services.metrics.audit.history import build
from services.metrics.service import Metrics
from shared.commands import export, verify
from tests.metrics.conftest import Client
from tests.metrics.stories import Story, case_no

CASE, OTHER = case_no(serial=1), case_no(serial=2)
XES = "{http://www.xes-standard.org/}"


@pytest.fixture
def exported(metrics: Metrics, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    monkeypatch.setattr(export, "_archive", lambda _settings: metrics.archive)

    def run(*arguments: str) -> Path:
        file = tmp_path / "exported"
        done = CliRunner().invoke(export.command, [*arguments, "--out", str(file)])
        assert done.exit_code == 0, done.output
        return file

    return run


def checked(file: Path) -> Result:
    return CliRunner().invoke(verify.command, ["--bundle", str(file)])


def test_a_case_leaves_as_a_bundle_that_proves_itself(exported: Any) -> None:
    file = exported("--format", "bundle", "--case", CASE)
    done = checked(file)
    assert (done.exit_code, done.stderr) == (0, "")
    file.write_bytes(file.read_bytes().replace(b"dep-zr", b"dep-xx", 1))
    forged = checked(file)
    assert forged.exit_code == 1
    assert f"{CASE}@1 is not what was sealed" in forged.stderr


def test_a_bundle_of_some_days_holds_what_was_recorded_on_them(exported: Any) -> None:
    file = exported("--format", "bundle", "--case", CASE, "--from", "2026-10-20", "--to", "2026-10-20")
    days = {json.loads(line.partition(" ")[2])["recorded_at"][:10] for line in file.read_text().splitlines()[1:-1]}
    assert days == {"2026-10-20"}
    assert checked(file).exit_code == 0


@pytest.mark.parametrize("form", ["xes", "ocel", "csv", "bundle"])
def test_nothing_is_known_of_a_case_that_never_was(exported: Any, form: str) -> None:
    done = CliRunner().invoke(export.command, ["--format", form, "--case", "9" * 23])
    assert (done.exit_code, f"nothing is known of {'9' * 23}" in done.output) == (1, True)


def test_every_case_is_a_trace_an_object_and_rows_with_the_same_events(exported: Any) -> None:
    traces = ElementTree.parse(exported("--format", "xes")).getroot().findall(f"{XES}trace")
    cases = [trace.find(f"{XES}string").get("value") for trace in traces]  # type: ignore[union-attr]
    assert len(cases) == len(set(cases))
    assert {CASE, OTHER} <= set(cases)
    events = sum(len(trace.findall(f"{XES}event")) for trace in traces)
    rows = list(csv.DictReader(io.StringIO(exported("--format", "csv").read_text(encoding="utf-8-sig"))))
    told = json.loads(exported("--format", "ocel").read_text())
    assert events == len(rows) == len(told["events"]) == len({row["event"] for row in rows})
    assert {each["id"] for each in told["objects"] if each["type"] == "matter"} == set(cases)
    assert {each["type"] for each in told["events"]} == {each["name"] for each in told["eventTypes"]}


@pytest.mark.parametrize("form", ["xes", "ocel", "csv"])
def test_nothing_sealed_and_no_person_leaves(exported: Any, form: str) -> None:
    text = exported("--format", form).read_text()
    assert "sealed-" not in text
    assert "person-1" not in text


def test_a_cell_that_looks_like_a_formula_stays_a_text() -> None:
    commits = Story(CASE).received().commits
    history = build(CASE, [(each.envelope(), each.body, each.hash) for each in commits])
    history.lines[0].actor["id"] = "=1+1"
    told = "".join(as_csv([history]))
    assert "'=1+1" in told
    assert history.lines[0].event in told
    assert "=1+1" in "".join(as_xes([history])) + "".join(as_ocel([history]))


@pytest.mark.parametrize("text", [b"", b"nonsense", b'{"score": 1}', b"[1, 2]", b"\xff\xfe\x00"])
def test_what_is_no_bundle_ends_with_1(tmp_path: Path, text: bytes) -> None:
    file = tmp_path / "bundle"
    file.write_bytes(text)
    assert checked(file).exit_code == 1


def test_the_bundle_of_a_score_is_recomputed(client: Client, tmp_path: Path) -> None:
    file = tmp_path / "bundle.json"
    file.write_bytes(client(None).get("/api/v1/assessments/2026Q4/dep-zr/bundle").data)
    assert checked(file).exit_code == 0
    file.write_bytes(file.read_bytes().replace(b'"total":"', b'"total":"1', 1))
    assert checked(file).exit_code == 1
