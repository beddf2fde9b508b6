"""`yizhan due`, as people and programs call it."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from click.testing import CliRunner
from pymongo import MongoClient

from shared.commands.due import command
from shared.config import Settings
from shared.contracts.registry import LocalDaysPublished
from shared.journal.mongo_store import connect
from shared.replica import Replica
from shared.timekeeping import official
from shared.timekeeping.years import content_hash


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


def test_natural_days_months_hours_and_provisional_years() -> None:
    natural = answer("2026-08-03", "60", "--natural")
    assert (natural["due"], natural["moved_from"]) == ("2026-10-08", "2026-10-02")
    assert natural["moved_because"]["reason"] == "public_holiday"
    assert answer("2026-12-20", "20")["provisional"] is True
    assert answer("2031-03-03", "20")["provisional"] is True
    assert answer("2026-08-31", "1", "--months")["due"] == "2026-09-30"
    assert answer("2026-08-03", "6", "--months")["provisional"] is True
    hours = answer("2026-09-18T23:30", "24", "--hours")
    assert (hours["due"], hours["expires_at"]) == ("2026-09-19", "2026-09-19T23:30:00+08:00")


def test_every_day_is_gone_through_in_order_with_its_reason() -> None:
    days = answer("2026-09-17", "20", "--pause", "2026-09-21:2026-10-09")["days"]
    assert [days[0]["date"], days[-1]["date"], len(days)] == ["2026-09-18", "2026-11-02", 46]
    told = {day["date"]: (day["counted"], day["reason"]) for day in days}
    assert told["2026-09-18"] == (1, "working_day")
    assert told["2026-09-19"] == (None, "weekend")
    assert told["2026-09-20"] == (2, "worked_weekend")
    assert told["2026-09-21"] == (None, "suspended")
    assert told["2026-10-09"] == (3, "working_day")
    moved = answer("2026-08-03", "60", "--natural")["days"]
    assert [(day["counted"], day["reason"]) for day in moved[-7:]] == [
        (60, "natural_day"),
        *[(None, "public_holiday")] * 5,
        (None, "moved_on"),
    ]


@pytest.fixture
def registered(mongo_uri: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Replica]:
    """A register that the command finds."""
    client: MongoClient[dict[str, Any]] = connect(mongo_uri)
    prefix = f"test_{uuid.uuid4().hex[:12]}"
    monkeypatch.setenv("MONGODB_URI", mongo_uri)
    monkeypatch.setenv("YIZHAN_DATABASE_PREFIX", prefix)
    name = Settings.load().database_of("intake")
    yield Replica(client[name])
    client.drop_database(name)
    client.close()


def test_a_division_is_counted_with_its_own_days_off(registered: Replica) -> None:
    local = LocalDaysPublished(division="520423", year=2026, days=(date(2026, 9, 18),), doc_no="县府发〔2026〕0号")
    registered.apply("local_days/520423-2026", 1, local)
    there = answer("2026-09-17", "1", "--division", "520423102")
    assert (there["due"], there["source"]) == ("2026-09-20", "register")
    assert there["days"][0] == {
        "date": "2026-09-18",
        "counted": None,
        "reason": "local_holiday",
        "zh": "地方放假日",
        "en": "holiday of the jurisdiction",
    }
    assert there["calendar"][1] == "local-520423-县府发〔2026〕0号"
    assert answer("2026-09-17", "1", "--division", "520402109")["due"] == "2026-09-18"
    assert answer("2026-09-17", "1")["due"] == "2026-09-18"


def test_a_year_published_on_the_register_is_counted_on(registered: Replica) -> None:
    guess = official().years[2027]
    off = guess.off_days | {date(2027, 1, 4)}
    fresh = content_hash(2027, "official", "国办发明电〔2026〕0号", off, ())
    sure = replace(guess, status="official", doc_no="国办发明电〔2026〕0号", off_days=off, hash=fresh)
    registered.apply("calendar/2027", 1, sure.publication())
    told = answer("2026-12-30", "2", "--register")
    assert (told["due"], told["provisional"]) == ("2027-01-05", False)
    packaged = answer("2026-12-30", "2")
    assert (packaged["due"], packaged["provisional"], packaged["source"]) == ("2027-01-04", True, "packaged calendars")


def test_where_no_register_runs_the_answer_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONGODB_URI", "mongodb://127.0.0.1:1/")
    told = answer("2026-09-17", "5", "--division", "520423102")
    assert told["due"] == "2026-09-23"
    assert "register not reached" in told["source"]
    assert CliRunner().invoke(command, ["2026-09-17", "5", "--register"]).exit_code == 1


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
        ["2015-12-20", "5"],
        ["2099-12-20", "20"],
        ["2100-01-05", "5"],
        ["2098-09-17", "5000"],
        ["2026-W01-1", "5"],
        ["2026-09-31", "5"],
        ["0000-01-01", "5"],
        ["２０２６-09-17", "5"],
        ["2026-09-17", "1.5"],
        ["2026-09-17", ""],
        ["--", "2026-09-17", "-5"],
        ["2026-09-17T10:00", "5"],
        ["2026-09-17", "5", "--hours"],
        ["2026-09-17T25:00", "5", "--hours"],
        ["2026-09-17T10:00", "5", "--hours", "--pause", "2026-09-17:2026-09-18"],
        ["2026-09-17", "5", "--natural", "--months"],
        ["2026-09-17", "5", "--months", "--pause", "2026-09-17:2026-09-18"],
        ["2026-09-17", "5", "--pause", "2026-09-31:2026-10-08"],
        ["2026-09-17", "5", "--pause", "2026-09-21:2026-09-23:2026-09-25"],
        ["2026-09-17", "5", "--pause", ":2026-09-20"],
        ["2026-09-17", "5", "--division", "5"],
        ["2026-09-17", "5", "--division", "5204021091234"],
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
