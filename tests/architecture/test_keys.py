"""Single keys: one key means one thing on a page, so no page uses a key that its service's navigation has."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

from shared.web.kit import NavItem

ROOT = Path(__file__).parents[2]
CARRIED = re.compile(r"""(?:data-key="|\bkey=["']|\bact\("[\w-]+", [^{}\n]*?, ")(\w)["']""")


def navigation(service: str) -> dict[str, str]:
    """Read the keys of a navigation off the source: making the app takes a store."""
    source = Path(str(importlib.import_module(f"services.{service}.app").__file__)).read_text(encoding="utf-8")
    return {key: name for name, key in re.findall(r'NavItem\("([\w.]+)",[^\n]*?key="(\w)"', source)}


@pytest.mark.parametrize("service", ["intake", "approval", "complaints", "metrics"])
def test_no_page_takes_a_key_of_the_navigation(service: str) -> None:
    keys = navigation(service)
    assert len(keys) == len(set(keys)), "NavItem"
    taken = [
        f"{path.relative_to(ROOT)}: {key} is {keys[key]}"
        for path in (ROOT / "services" / service).rglob("*.html")
        for key in CARRIED.findall(path.read_text(encoding="utf-8"))
        if key in keys
    ]
    assert taken == []


def test_the_keys_of_acts_are_none_of_the_navigation() -> None:
    words = importlib.import_module("services.intake.wording")
    assert set(words.ACT_KEYS.values()).isdisjoint(navigation("intake"))
    assert NavItem("a.b", "x", key="x").key == "x"
