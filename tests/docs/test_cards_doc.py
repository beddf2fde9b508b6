"""The document of cards names every kind, cause and ground there is, and the rules in force."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from services.approval.cards.rules.reading import packaged
from shared.contracts.cards import Cause, Ground, Kind

TEXT = Path("docs/cards.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("word", [*get_args(Cause), *get_args(Ground)])
def test_every_cause_and_ground_is_explained(word: str) -> None:
    assert f"`{word}`" in TEXT


def test_every_kind_has_its_rows_and_the_rules_their_version() -> None:
    assert all(f"| {kind} |" in TEXT for kind in get_args(Kind))
    assert f"`{packaged().name}`" in TEXT
    forces = {key: (number.value, number.force) for key, number in packaged().rules.items()}
    assert all(f"| `{key}` | {value} " in TEXT and f" | {force} |" in TEXT for key, (value, force) in forces.items())
