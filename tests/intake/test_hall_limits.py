"""Limits of a hall's day: data with a basis and a mark; an installation changes what is not law."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from services.intake.hall_limits import given, read
from shared.config import BadSettings
from shared.contracts.limits import TimeLimit


def test_every_limit_says_on_what_it_rests_and_how_sure_it_is() -> None:
    for told in given().told.values():
        assert told.basis
        assert told.mark in ("statutory", "internal", "unverified")
        assert told.value > 0


def test_an_installation_changes_some_and_keeps_the_others(tmp_path: Path) -> None:
    path = tmp_path / "limits.json"
    path.write_text(json.dumps({"slot_minutes": 20}))
    assert read(str(path))["slot_minutes"] == 20
    assert read(str(path)).limit("consult_reply") == TimeLimit(2, "working_days")
    assert read("")["slot_minutes"] == 30


@pytest.mark.parametrize(
    "said", [{"slot_minute": 20}, {"slot_minutes": 0}, {"slot_minutes": "20"}, {"visit_staff": 2.5}]
)
def test_what_cannot_be_is_refused_at_the_start(tmp_path: Path, said: dict[str, Any]) -> None:
    path = tmp_path / "limits.json"
    path.write_text(json.dumps(said))
    with pytest.raises(BadSettings):
        read(str(path))
    with pytest.raises(BadSettings):
        read(str(tmp_path / "nowhere.json"))
