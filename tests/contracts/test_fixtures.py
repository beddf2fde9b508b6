"""Every event version ever written stays readable: its fixture decodes, and the newest encode to the same again.

A fixture is `<type>@<v>.json`, the data of one event as a commit holds it. Fixtures are added and never changed.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from shared.contracts import CATALOGUE, decode, encode
from shared.journal.upcasting import upcast

FOLDER = Path(__file__).parent / "fixtures"
FIXTURES = sorted(FOLDER.glob("*.json"))


def told(path: Path) -> tuple[str, int, dict[str, Any]]:
    name, _, version = path.stem.rpartition("@")
    return name, int(version), json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_a_stored_event_is_read_and_written_again(path: Path) -> None:
    name, version, data = told(path)
    newest, upcasted = upcast(name, version, data)
    fact = decode(newest, upcasted)
    assert decode(newest, encode(fact)) == fact
    if CATALOGUE[newest].v == version:
        assert keeps(json.loads(json.dumps(encode(fact))), data)


def keeps(written: Any, stored: Any) -> bool:
    """Tell whether everything stored is written again as it was; fields that came since, with a default, may join."""
    match stored:
        case dict():
            return all(name in written and keeps(written[name], value) for name, value in stored.items())
        case list():
            return len(written) == len(stored) and all(map(keeps, written, stored))
    return bool(written == stored)


PUBLISHED = sorted(name for name, kind in CATALOGUE.items() if not kind.__module__.startswith("tests."))
"""Every event that is ever written; other tests may have declared some of their own before this one is read."""


@pytest.mark.parametrize("name", PUBLISHED)
def test_every_version_of_every_event_has_a_fixture(name: str) -> None:
    for version in range(1, CATALOGUE[name].v + 1):
        assert (FOLDER / f"{name}@{version}.json").exists()
