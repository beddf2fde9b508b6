"""`yizhan market`, as people and programs call it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from shared.commands.market import command


@pytest.fixture
def horse(tmp_path: Path) -> str:
    file = tmp_path / "rule.json"
    file.write_text('{"type": "branch", "branches": ["午"]}', encoding="utf-8")
    return str(file)


def test_it_lists_market_days_and_opening_duties(horse: str) -> None:
    result = CliRunner().invoke(command, [horse, "--year", "2026", "--json"])
    told = json.loads(result.output)
    assert len(told["market_days"]) == 30
    assert len(told["opening_duties"]) == 8
    assert set(told["opening_duties"]) < set(told["market_days"])
    assert told["provisional"] is False


def test_a_year_without_a_notice_is_provisional(horse: str) -> None:
    result = CliRunner().invoke(command, [horse, "--year", "2027", "--json"])
    assert json.loads(result.output)["provisional"] is True


def test_people_see_weekday_branch_and_duty(horse: str) -> None:
    result = CliRunner().invoke(command, [horse, "--year", "2026"])
    assert "2026-11-28 周六 午日  应开门 opens  [逢午日]" in result.output
    assert "2026-01-08 周四 午日  周一至周五，按平日安排" in result.output


def test_every_market_day_tells_why_and_whether_it_obliges(horse: str) -> None:
    told = json.loads(CliRunner().invoke(command, [horse, "--year", "2026", "--json"]).output)
    days = {day["date"]: day for day in told["days"]}
    assert list(days) == told["market_days"]
    assert [day for day in days if days[day]["duty"]] == told["opening_duties"]
    assert days["2026-11-28"]["market"] == [{"type": "branch", "zh": "逢午日", "en": "day of the branch 午"}]
    assert days["2026-01-08"]["why_not"]["reason"] == "weekday"


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b'{"type": "moon"}', b"\xff\xfe", b"[" * 30_000, b" " * 70_000, b'{"type":"weekday"}'],
)
def test_a_senseless_file_ends_with_2_and_no_traceback(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "rule.json"
    file.write_bytes(content)
    result = CliRunner().invoke(command, [str(file), "--year", "2026"])
    assert result.exit_code == 2
    assert isinstance(result.exception, SystemExit)


@pytest.mark.parametrize("year", ["2015", "1900", "2100", "-1", "x", ""])
def test_a_year_nobody_knows_ends_with_2(horse: str, year: str) -> None:
    assert CliRunner().invoke(command, [horse, "--year", year]).exit_code == 2


@pytest.mark.parametrize("year", [2031, 2050, 2099])
def test_far_years_are_told_and_provisional(horse: str, year: int) -> None:
    told = json.loads(CliRunner().invoke(command, [horse, "--year", str(year), "--json"]).output)
    assert told["provisional"] is True
    assert told["opening_duties"]


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ({"type": "weekday", "weekdays": [8]}, "bad_market_rule: weekdays: numbers from 1 to 7 (S2.6a; B-3.4)"),
        ({"type": "branch", "branches": ["午"], "cancel": ["2026-02-30"]}, "cancel: dates that exist"),
        ({"type": "any_of", "rules": []}, "bad_market_rule: rules: "),
        ({"type": "interval", "anchor": "2026-01-03", "every": 0}, "bad_market_rule: every: "),
        ({"type": "weekday", "weekdays": [7], "valid_from": "2026-02-01", "valid_to": "2026-01-01"}, "valid_to: "),
        ({"type": "weekday", "weekdays": [7], "valid_from": "2026-02-02", "valid_to": "2026-02-03"}, "never_a_market"),
        ({"type": "any_of", "rules": [{"type": "weekday", "weekdays": [7]}] * 2}, "overlapping_validity: rules[1]."),
        ({"type": "weekday", "weekdays": [7], "\ud800": 1}, "no such field"),
    ],
)
def test_a_refusal_is_one_line_with_code_field_and_basis(tmp_path: Path, rule: dict[str, Any], told: str) -> None:
    file = tmp_path / "rule.json"
    file.write_text(json.dumps(rule), encoding="utf-8")
    result = CliRunner().invoke(command, [str(file), "--year", "2026", "--json"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr
    assert "B-3.4" in result.stderr


def test_a_file_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    file = tmp_path / "rule.json"
    file.write_text('{"type": "weekday", "weekdays": [7]}', encoding="utf-8-sig")
    assert CliRunner().invoke(command, [str(file), "--year", "2026"]).exit_code == 0


def test_a_directory_and_an_unreadable_file_end_with_2(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert CliRunner().invoke(command, [str(tmp_path), "--year", "2026"]).exit_code == 2
    file = tmp_path / "rule.json"
    file.write_text("{}")
    monkeypatch.setattr(Path, "read_text", lambda *_, **__: (_ for _ in ()).throw(PermissionError(13, "denied")))
    result = CliRunner().invoke(command, [str(file), "--year", "2026"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert "cannot be read: denied" in result.stderr


def test_a_missing_file_ends_with_2(tmp_path: Path) -> None:
    assert CliRunner().invoke(command, [str(tmp_path / "none.json"), "--year", "2026"]).exit_code == 2
