"""`yizhan due`, as people and programs call it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner

from shared.commands.due import command


def answer(*words: str) -> dict[str, Any]:
    result = CliRunner().invoke(command, [*words, "--json"])
    assert result.exit_code == 0, result.output
    found = json.loads(result.output)
    assert isinstance(found, dict)
    return found


def test_it_answers_with_the_day_and_all_that_lies_behind_it() -> None:
    told = answer("2026-09-17", "20", "--pause", "2026-09-21:2026-10-09")
    assert told["due"] == "2026-11-02"
    assert told["provisional"] is False
    assert len(told["counted"]) == 20
    assert [skip["date"] for skip in told["skipped"] if skip["reason"] == "suspended"][-1] == "2026-10-08"
    assert told["calendar"][0].startswith("2026-official-")


def test_natural_days_and_provisional_years() -> None:
    assert answer("2026-08-03", "60", "--natural")["due"] == "2026-10-08"
    assert answer("2026-12-20", "20", "--division", "520402109")["provisional"] is True


def test_people_read_chinese_first() -> None:
    result = CliRunner().invoke(command, ["2025-12-31", "5"])
    assert result.exit_code == 0
    assert "截止 due          2026-01-08 24:00" in result.output
    assert "2026-01-02 放假日 public holiday" in result.output


@pytest.mark.parametrize(
    "words",
    [
        ["2026-02-30", "5"],
        ["20260217", "5"],
        ["yesterday", "5"],
        ["2026-09-17", "-1"],
        ["2026-09-17", "x"],
        ["2026-09-17", "99999999999"],
        ["2026-09-17"],
        [],
        ["2031-01-05", "5"],
        ["2026-09-17", "5000"],
        ["9999-12-31", "1"],
        ["2026-09-17", "5", "--pause", "2026-09-21"],
        ["2026-09-17", "5", "--pause", "2026-09-21:2026-09-20"],
        ["2026-09-17", "5", "--pause", "2026-09-18:"],
        ["2026-09-17", "5", "--division", "旧州"],
        ["2026-09-17", "5", "--unheard"],
    ],
)
def test_wrong_use_ends_with_2_and_no_traceback(words: list[str]) -> None:
    result = CliRunner().invoke(command, words)
    assert result.exit_code == 2
    assert isinstance(result.exception, SystemExit)
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    assert result.stderr.strip()
