"""A file of later statements is used whole or not at all; each fault has its code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from services.complaints.limits import statements
from services.complaints.limits.reading import BadLimits, packaged, read
from services.complaints.service import Complaints
from shared.cli import yizhan
from shared.config import BadSettings, Settings


def statement(version: str = "1.1.0", start: str = "2027-01-01", **rules: Any) -> dict[str, Any]:
    return {"version": version, "effective_from": start, "rules": rules or {"complaint_close": {"value": 3}}}


def written(tmp_path: Path, *told: dict[str, Any]) -> str:
    path = tmp_path / "limits.json"
    path.write_text(json.dumps({"statements": told}))
    return str(path)


FAULTS: list[tuple[str, list[dict[str, Any]]]] = [
    ("limits_statutory", [statement(reconsideration_apply={"value": 90})]),
    ("limits_unknown_key", [statement(complaint_closing={"value": 3})]),
    ("limits_unit", [statement(complaint_close={"value": 3, "unit": "natural_days"})]),
    ("limits_length", [statement(complaint_close={"value": 0})]),
    ("limits_length", [statement(complaint_close={"value": -5})]),
    ("limits_length", [statement(complaint_close={"value": 1001})]),
    ("limits_version_twice", [statement(), statement(start="2027-02-01", complaint_close={"value": 4})]),
    ("limits_version_twice", [statement("1.0.0")]),
    ("limits_order", [statement(), statement("1.2.0", complaint_close={"value": 4})]),
    ("limits_order", [statement(start=packaged().effective_from.isoformat())]),
    ("limits_unchanged", [statement(complaint_close={"value": 5})]),
    ("limits_malformed", [statement(complaint_close={"value": "3"})]),
    ("limits_malformed", [statement(complaint_close={"value": True})]),
    ("limits_malformed", [statement(complaint_close={"value": 3, "force": "statutory"})]),
    ("limits_malformed", [statement("next year")]),
    ("limits_malformed", [statement(start="2027-13-01")]),
    ("limits_malformed", [{"version": "1.1.0", "effective_from": "2027-01-01", "rules": {}}]),
]


@pytest.mark.parametrize(("code", "told"), FAULTS)
def test_what_cannot_hold_is_refused_with_its_code(tmp_path: Path, code: str, told: list[dict[str, Any]]) -> None:
    with pytest.raises(BadLimits) as refusal:
        read(written(tmp_path, *told))
    assert refusal.value.code == code
    assert f"{code}: " in str(refusal.value)


def test_a_file_that_cannot_be_read_or_is_no_json_is_refused(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "nowhere.json", "limits_unreadable"), (tmp_path, "limits_unreadable")):
        with pytest.raises(BadLimits) as refusal:
            read(str(path))
        assert refusal.value.code == code
    for text in (b"", b"{", b"\xff\xfe", b'{"statements": [], "more": 1}'):
        (tmp_path / "limits.json").write_bytes(text)
        with pytest.raises(BadLimits) as refusal:
            read(str(tmp_path / "limits.json"))
        assert refusal.value.code == "limits_malformed"


def test_every_fault_of_a_statement_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(BadLimits) as refusal:
        read(written(tmp_path, statement("1.0.0", "2025-01-01", no_rule={"value": 3}, complaint_close={"value": 0})))
    assert [code for code, _ in refusal.value.faults] == [
        "limits_version_twice", "limits_order", "limits_unknown_key", "limits_length",
    ]  # fmt: skip


def test_what_a_statement_does_not_name_goes_on_from_the_one_before(tmp_path: Path) -> None:
    later = statement("1.2.0", "2028-01-01", rating_fix={"value": 4, "note": ""})
    _, second, third = read(written(tmp_path, statement(hotline_close={"value": 4}), later))
    assert third.rules["hotline_close"] == second.rules["hotline_close"]
    assert third.rules["hotline_close"].force == "unverified"
    assert third.rules["complaint_close"] == packaged().rules["complaint_close"]
    assert (third.rules["rating_fix"].limit.value, third.rules["rating_fix"].note) == (4, "")


def test_the_service_does_not_start_on_a_bad_file_and_goes_by_what_held_before(tmp_path: Path) -> None:
    path = written(tmp_path, statement(reconsideration_apply={"value": 90}))
    settings = Settings(
        service="complaints", mongodb_uri="mongodb://nowhere", kafka_servers="", complaint_limits_file=path
    )
    with pytest.raises(
        BadSettings, match=r"YIZHAN_COMPLAINT_LIMITS_FILE: limits_statutory: 1.1.0 reconsideration_apply"
    ):
        Complaints.open(settings)
    assert statements() == (packaged(),)


def test_the_command_shows_what_differs_or_what_is_wrong(tmp_path: Path) -> None:
    good = CliRunner().invoke(yizhan, ["limits", "check", written(tmp_path, statement()), "--english"])
    assert good.exit_code == 0
    assert "limits@1.1.0, in force from 2027-01-01, against limits@1.0.0:" in good.output
    assert "complaint_close (answer and close): working_days 5 -> 3" in good.output
    bad = CliRunner().invoke(yizhan, ["limits", "check", written(tmp_path, statement("1.0.0"))])
    assert isinstance(bad.exception, BadLimits)
    assert bad.exception.code == "limits_version_twice"
