"""The worked examples of docs/timekeeping.md are what the commands answer."""

from __future__ import annotations

import json
import re
import shlex
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from shared.commands import due, market
from shared.timekeeping import TimekeepingError, official
from shared.timekeeping.market import FIELDS_OF, market_days, read_rule

PAGE = (Path(__file__).parents[2] / "docs" / "timekeeping.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^\$ yizhan (\w+) (.+)\n((?:(?!```).+\n)+)", PAGE, re.MULTILINE)

RULES = re.findall(r"^\| `(\{.+\})` \| .+ \| (.+) \|$", PAGE, re.MULTILINE)
NOTICES = re.findall(r"^\| (20\d\d) \| (国办\S+) \| (\d+) \|$", PAGE, re.MULTILINE)


@pytest.mark.parametrize(("name", "words", "shown"), EXAMPLES, ids=[f"{name} {words}" for name, words, _ in EXAMPLES])
def test_an_example_answers_as_the_page_says(
    name: str, words: str, shown: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("rule.json").write_text('{"type": "branch", "branches": ["午"]}', encoding="utf-8")
    command = {"due": due.command, "market": market.command}[name]
    result = CliRunner().invoke(command, shlex.split(words))
    assert result.exit_code == 0
    assert result.output.startswith(shown)


def test_the_page_has_its_examples_and_names_every_year() -> None:
    assert {name for name, *_ in EXAMPLES} == {"due", "market"}
    years = official().years
    assert [min(years), max(years)] == [2016, 2030]
    for first, last in (("2016", "2026"), ("2027", "2030")):
        assert f"{first} to {last}" in PAGE


@pytest.mark.parametrize(("rule", "days"), RULES, ids=[rule[:60] for rule, _ in RULES])
def test_a_market_rule_of_the_page_falls_on_the_days_it_names(rule: str, days: str) -> None:
    found = market_days(read_rule(json.loads(rule)), date(2026, 1, 1), date(2026, 3, 31))
    assert ", ".join(f"{day:%m-%d}" for day in found[:4]) == days


def test_the_page_shows_every_type_of_rule() -> None:
    assert {json.loads(rule)["type"] for rule, _ in RULES} == set(FIELDS_OF)


def test_the_page_names_every_notice_and_the_working_days_it_leaves() -> None:
    told = {int(year): (notice, int(days)) for year, notice, days in NOTICES}
    for year, known in official().years.items():
        if known.status == "official":
            every = (date(year, 1, 1) + timedelta(days=step) for step in range(366))
            worked = sum(day.year == year and official().is_working_day(day) for day in every)
            assert told.pop(year) == (known.doc_no, worked)
    assert told == {}


def test_the_page_names_the_refusal() -> None:
    with pytest.raises(TimekeepingError) as refusal:
        official().due(date(2099, 12, 1), 60)
    assert f"`{refusal.value.code}`" in PAGE
