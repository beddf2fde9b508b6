"""Whether metrics shows what the hall clients did."""

from __future__ import annotations

import time

from shared.simulation.acts import NAMES
from shared.simulation.client import Client
from shared.simulation.driver import Counts

CATCH_UP_SECONDS = 120.0
STILL_SECONDS = 1.0


def shown(client: Client) -> Counts:
    """Give the counts that metrics shows, by department."""
    told = client.get("metrics", "/api/v1/counts")
    return {each["unit"]: {name: each[name] for name in NAMES} for each in told["departments"]}


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
    """Add counts; departments with nothing are left out."""
    units = first.keys() | second.keys()
    total = {u: {n: first.get(u, {}).get(n, 0) + second.get(u, {}).get(n, 0) for n in NAMES} for u in units}
    return {unit: counts for unit, counts in sorted(total.items()) if any(counts.values())}


def caught_up(client: Client, expected: Counts) -> Counts:
    """Wait until metrics shows what is expected, for a bounded time; give what it shows then."""
    until = time.monotonic() + CATCH_UP_SECONDS
    while True:
        now = plus(shown(client), {})
        if now == expected or time.monotonic() > until:
            return now
        time.sleep(0.2)
