"""docs/coverage.md names only events and functions that are there, and says of the others that they are not."""

from __future__ import annotations

import re
from pathlib import Path

from services.metrics.coverage import sets
from shared.contracts import CATALOGUE

TEXT = (Path(__file__).parents[2] / "docs" / "coverage.md").read_text(encoding="utf-8")
ROWS = [line.strip("| ").split(" | ") for line in TEXT.splitlines() if line.startswith("| ")][1:]


def test_every_event_it_builds_on_is_in_the_catalogue() -> None:
    for row in ROWS:
        named = re.findall(r"`([a-z_]+\.[a-z_]+)`", row[1])
        missing = [name for name in named if name not in CATALOGUE]
        assert not missing or row[2].startswith("not there yet"), f"{row[0]}: {missing}"


def test_every_formula_of_the_four_coverages_and_the_five_alls_is_listed() -> None:
    told = " ".join(row[0] for row in ROWS)
    for name in ("C1", "C2", "C2b", "C3a", "C3b", "C3c", "C4", "G1", "G2a", "G2b", "G2c", "G3a", "G3b", "G3c"):
        assert re.search(rf"\b{name}\b", told), name
    for name in ("G4a", "G4b", "G4c", "G5a", "G5b", "G5c", "D01", "D10", "D12", "G9", "G11"):
        assert re.search(rf"\b{name}\b", told), name


def test_the_functions_it_names_are_there() -> None:
    for name in re.findall(r"`([a-z_]+)\(", TEXT):
        assert hasattr(sets, name), name
