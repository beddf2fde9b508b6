"""Whether metrics shows what the hall clients did."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from shared.simulation.acts import NAMES
from shared.simulation.client import Client
from shared.simulation.driver import Counts

CATCH_UP_SECONDS = 120.0
STILL_SECONDS = 1.0


KEPT = tuple(
    f"{family}_{how}"
    for family in ("duty", "market_day", "appointment", "visit", "special", "consultation", "handover", "report")
    for how in ("met", "missed")
)
"""What places, and of some of it departments, were to do on a day, and did in time or not."""

FOUND = ("substantiated", "hotline_returned")


def shown(client: Client) -> Counts:
    """Give the counts that metrics shows, by department, hall and point; what is nought is left out.

    A department is told with what its own windows kept, and a place with all that was kept there.
    """
    told = client.get("metrics", "/api/v1/counts")
    units = {each["unit"]: {**{name: each[name] for name in NAMES}, **_of(each)} for each in told["departments"]}
    return plus(units | {each["unit"]: _of(each) for each in told["places"]}, {})


def _of(told: Mapping[str, Any]) -> dict[str, int]:
    return {name: told["kept"].get(name, 0) for name in (*KEPT, *FOUND)}


def at_rest(client: Client) -> Counts:
    """Give the counts once they stand still: what an earlier run left on its way has arrived."""
    before = shown(client)
    while True:
        time.sleep(STILL_SECONDS)
        now = shown(client)
        if now == before:
            return now
        before = now


def plus(first: Counts, second: Counts) -> Counts:
    """Add counts; what is nought is left out."""
    total: Counts = {}
    for unit, name, number in ((u, n, k) for each in (first, second) for u, ns in each.items() for n, k in ns.items()):
        mine = total.setdefault(unit, {})
        mine[name] = mine.get(name, 0) + number
    found = {unit: {n: k for n, k in sorted(counts.items()) if k} for unit, counts in sorted(total.items())}
    return {unit: counts for unit, counts in found.items() if counts}


def caught_up(client: Client, expected: Counts) -> Counts:
    """Wait until metrics shows what is expected, for a bounded time; give what it shows then."""
    until = time.monotonic() + CATCH_UP_SECONDS
    while True:
        now = plus(shown(client), {})
        if now == expected or time.monotonic() > until:
            return now
        time.sleep(0.2)
