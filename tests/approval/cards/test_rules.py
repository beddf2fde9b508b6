"""The numbers behind the cards are statements with a first day: a case keeps its own; a bad file is refused whole."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from services.approval.cards.history import demanded
from services.approval.cards.rules import held_on, holding, statements
from services.approval.cards.rules.reading import BadCardRules, added, packaged, read
from services.approval.cards.watch import rules_of
from services.approval.service import Approval
from shared.cli import yizhan
from shared.config import BadSettings, Settings
from shared.testing.spec import spec
from shared.timekeeping import official
from tests.approval.cards.test_decide import CARDS, appeal, issued
from tests.approval.cards.test_history import A10, FAR, at, told

LATER = {
    "version": "1.3.0",
    "effective_from": "2026-09-22",
    "rules": {"warn_before": {"value": 3, "basis": "县监察规定"}, "appeal": {"value": 2}},
}


def written(tmp_path: Path, *each: dict[str, Any]) -> str:
    path = tmp_path / "cards.json"
    path.write_text(json.dumps({"statements": each}), encoding="utf-8")
    return str(path)


@pytest.fixture
def two() -> Iterator[None]:
    with holding(added(packaged(), json.dumps({"statements": [LATER]}).encode())):
        yield


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize(
    ("day", "version", "warned"),
    [("20260921", "cards@1.2.0", "2026-10-10 00:00"), ("20260922", "cards@1.3.0", "2026-10-08 00:00")],
)
def test_a_case_keeps_the_rules_of_the_day_it_began_and_its_cards_name_them(
    day: str, version: str, warned: str
) -> None:
    document = {"_id": f"520422103{day}000014", "heard_at": "2026-12-01T00:00:00.000+08:00"}
    found = demanded([A10], at(FAR), official().within("520422103"), rules_of(document))
    assert (found.rules.name, told(found)[0]) == (version, ("warn/near_due", warned))


@pytest.mark.usefixtures("two")
def test_what_has_no_case_number_goes_by_the_day_it_was_first_heard_of() -> None:
    acts = [{"at": "2026-09-21T23:00:00.000+08:00"}]
    assert rules_of({"_id": "1", "heard_at": "2026-09-23T09:00:00.000+08:00", "acts": acts}).version == "1.2.0"
    assert rules_of({"_id": "1", "heard_at": "2026-09-23T09:00:00.000+08:00"}).version == "1.3.0"


@pytest.mark.usefixtures("two")
def test_an_appeal_is_taken_for_as_long_as_the_rules_say_that_the_card_names() -> None:
    late = appeal(moment="2026-10-16T09:00:00+08:00")
    spec(CARDS).given(issued(rules="cards@1.2.0")).when(late).then_types("card.appealed")
    spec(CARDS).given(issued(rules="cards@1.3.0")).when(late).rejected("appeal_late", "D-2")


def test_a_name_that_no_statement_has_any_more_leaves_the_day_and_the_first_holds_before_all() -> None:
    with holding(added(packaged(), json.dumps({"statements": [LATER]}).encode())):
        first, later = statements()
        assert held_on(later.effective_from, "cards@0.9.0") is later
        assert held_on(first.effective_from.replace(year=2020)) is first
    assert statements() == (packaged(),)


FAULTS: list[tuple[str, dict[str, Any]]] = [
    ("cards_statutory", {"rules": {"notice": {"value": 6}}}),
    ("cards_unknown_key", {"rules": {"warn_after": {"value": 1}}}),
    ("cards_unit", {"rules": {"steps": {"value": 3, "unit": "working_days"}}}),
    ("cards_number", {"rules": {"steps": {"value": 0}}}),
    ("cards_number", {"rules": {"after_yellow": {"value": 251}}}),
    ("cards_version_twice", {"version": "1.2.0"}),
    ("cards_order", {"effective_from": "2026-01-01"}),
    ("cards_unchanged", {"rules": {"steps": {"value": 2}}}),
    ("cards_malformed", {"rules": {"steps": {"value": True}}}),
    ("cards_malformed", {"rules": {}}),
    ("cards_malformed", {"version": "next"}),
]


@pytest.mark.parametrize(("code", "changed"), FAULTS)
def test_what_cannot_hold_is_refused_with_its_code(tmp_path: Path, code: str, changed: dict[str, Any]) -> None:
    with pytest.raises(BadCardRules) as refusal:
        read(written(tmp_path, {**LATER, **changed}))
    assert refusal.value.code == code
    assert f"{code}: " in str(refusal.value)


def test_a_file_that_is_not_there_is_refused_and_none_means_the_packaged_rules(tmp_path: Path) -> None:
    with pytest.raises(BadCardRules, match="cards_unreadable"):
        read(str(tmp_path / "nowhere.json"))
    assert read("") == (packaged(),)


def test_approval_does_not_start_on_a_bad_file_and_goes_by_what_held_before(tmp_path: Path) -> None:
    path = written(tmp_path, {**LATER, "rules": {"notice": {"value": 9}}})
    settings = Settings(service="approval", mongodb_uri="mongodb://nowhere", kafka_servers="", card_rules_file=path)
    with pytest.raises(BadSettings, match=r"YIZHAN_CARD_RULES_FILE: cards_statutory: 1.3.0 notice"):
        Approval.open(settings)
    assert statements() == (packaged(),)


def test_the_command_shows_what_differs_or_what_is_wrong(tmp_path: Path) -> None:
    good = CliRunner().invoke(yizhan, ["cards", "check", written(tmp_path, LATER), "--english"])
    assert good.exit_code == 0
    assert "cards@1.3.0, for cases from 2026-09-22, against cards@1.2.0:" in good.output
    assert "appeal (a card may be appealed after it was written): working_days 5 -> 2" in good.output
    bad = CliRunner().invoke(yizhan, ["cards", "check", written(tmp_path, {**LATER, "version": "1.2.0"})])
    assert isinstance(bad.exception, BadCardRules)
