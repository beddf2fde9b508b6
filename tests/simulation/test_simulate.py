"""`yizhan simulate` against a whole running Yizhan: what was done there is what metrics shows, scenes and all."""

from __future__ import annotations

import json

import httpx
import pytest

from shared.simulation.acts import NAMES
from shared.testing.running import RunningStack

pytestmark = [pytest.mark.stack, pytest.mark.timeout(400)]

ASKED = ("simulate", "--days", "1", "--cases-per-day", "6", "--seed", "11", "--json")


def test_counts_equal_what_metrics_shows_and_a_second_run_does_nothing_twice(running_stack: RunningStack) -> None:
    before = _shown(running_stack)
    first = running_stack.cli(*ASKED)
    assert first.returncode == 0, first.stderr
    told = json.loads(first.stdout)
    assert told["received"] == sum(unit["received"] for unit in told["departments"].values()) > 6
    hall = told["places"]["H-520402109"]
    assert min(hall[name] for name in ("duty_met", "consultation_met", "visit_met", "special_met")) > 0
    after = _shown(running_stack)
    assert {name: after[name] - before[name] for name in NAMES} == {name: told[name] for name in NAMES}
    assert _flagged(running_stack, "dep-sh") >= {f"G{n}" for n in (1, 3, 4, 5, 6, 7, 8, 10, 11, 14)}
    assert _flagged(running_stack, "H-520402109") >= {"G9"}
    again = running_stack.cli(*ASKED)
    assert again.returncode == 0, again.stderr
    assert json.loads(again.stdout) == told
    assert _shown(running_stack) == after


def _shown(stack: RunningStack) -> dict[str, int]:
    total: dict[str, int] = httpx.get(f"{stack.urls['metrics']}/api/v1/counts", timeout=30).json()["total"]
    return total


def _flagged(stack: RunningStack, unit: str) -> set[str]:
    """Which lists against gaming name a unit; G2, G12 and G13 need more days than one."""
    signed = {"username": "auditor", "password": "yizhan-demo"}
    told = httpx.post(f"{stack.urls['intake']}/api/v1/auth/token", json=signed, timeout=30).json()
    headers = {"Authorization": f"Bearer {told['access_token']}"}
    found = httpx.get(f"{stack.urls['metrics']}/api/v1/anti-gaming/2026Q3", headers=headers, timeout=30).json()["items"]
    return {each["detector"] for each in found if each["flagged"] and each["unit"] == unit}
