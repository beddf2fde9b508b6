"""The document of a hall's day gives every limit as it is, and names every event of its streams."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.intake.hall_limits import given
from shared.contracts.events import CATALOGUE

STREAMS = ("ticket.", "appointment.", "visit.", "special.", "consultation.")
TEXT = Path("docs/hall-day.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", sorted(given().told))
def test_every_limit_stands_there_as_it_is(code: str) -> None:
    told = given().told[code]
    assert f"| `{code}` {told.zh} | {told.value} | {told.unit} | {told.mark} | {told.basis} |" in TEXT


@pytest.mark.parametrize("name", sorted(name for name in CATALOGUE if name.startswith(STREAMS)))
def test_every_event_is_named(name: str) -> None:
    assert f"`{name}`" in TEXT


def test_every_endpoint_of_a_halls_day_is_named() -> None:
    for path in ("/api/v1/appointments", "/api/v1/home-visits", "/api/v1/consultations", "/api/v1/special-channel"):
        assert path in TEXT
