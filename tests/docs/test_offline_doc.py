"""docs/offline.md names the codes, limits and events that are there, and all of them."""

from __future__ import annotations

import re
from pathlib import Path

from services.intake.offline import slips
from services.intake.offline.decide import BLOCK, BLOCKS_A_DAY
from services.intake.offline.packets import FORMAT, MOST_ENTRIES
from services.intake.offline.titles import OFFLINE
from shared.contracts import CATALOGUE

TEXT = (Path(__file__).parents[2] / "docs" / "offline.md").read_text(encoding="utf-8")


def test_every_code_it_names_has_a_title() -> None:
    rows = re.findall(r"^\| `([a-z_]+)` \|", TEXT, re.MULTILINE) + re.findall(r"held, `([a-z_]+)`", TEXT)
    codes = {code for code in rows if code not in ("format", "device", "payload", "signature")}
    assert len(codes) == 10
    assert codes <= set(OFFLINE)


def test_it_names_every_event_of_devices_and_packets() -> None:
    named = set(re.findall(r"`((?:device|packet)\.[a-z_]+)`", TEXT))
    assert named == {name for name in CATALOGUE if name.startswith(("device.", "packet."))}


def test_the_limits_are_the_ones_in_force() -> None:
    assert (slips.SKEW.total_seconds(), slips.OLDEST_WORKING_DAYS, slips.LATE_WORKING_DAYS) == (300, 20, 1)
    assert (BLOCK, BLOCKS_A_DAY, MOST_ENTRIES) == (200, 3, 100)
    for told in ("blocks of 200, three blocks a", "1 to 100 entries", "more than 20 working days ago", FORMAT):
        assert told in TEXT
