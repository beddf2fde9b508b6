"""Every measure there is stands in docs/operations.md, and no other."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
DECLARED = re.compile(r"(?:Counter|Gauge|Histogram)\(\s*\"(yizhan_\w+)\"")


def test_every_measure_is_told_with_what_it_counts() -> None:
    sources = (path for folder in ("services", "shared") for path in (ROOT / folder).rglob("*.py"))
    declared = {name for path in sources for name in DECLARED.findall(path.read_text(encoding="utf-8"))}
    assert len(declared) > 10
    assert set(re.findall(r"`(yizhan_\w+)`", TEXT)) == declared
