"""The worked examples of docs/timekeeping.md are what the commands answer."""

from __future__ import annotations

import re
import shlex
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from shared.commands import due, market
from shared.timekeeping import TimekeepingError, official

PAGE = (Path(__file__).parents[2] / "docs" / "timekeeping.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^\$ yizhan (\w+) (.+)\n((?:(?!```).+\n)+)", PAGE, re.MULTILINE)


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


def test_the_page_names_the_refusal() -> None:
    with pytest.raises(TimekeepingError) as refusal:
        official().due(date(2099, 12, 1), 60)
    assert f"`{refusal.value.code}`" in PAGE
