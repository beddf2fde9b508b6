"""Whether metrics shows what the hall clients did."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from shared.simulation.acts import NAMES
from shared.simulation.client import Client
from shared.simulation.deeds import Story
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


NEAR = timedelta(days=14)
"""How far from a run's deeds something may count: the last day to do it, the day a case is said to have come."""

Days = Mapping[str, str]
"""Which days are asked about: `from` and `to`, each where the run lies wholly on one side of the real day."""


def virtual_days(stories: Iterable[Story], today: date) -> Days:
    """Leave out the real days where a run is wholly before or after them: there the workers' own clocks count.

    Who is on a roster of today and does not come is noted while a run is played, and is nothing of it.
    """
    on = [deed.at.date() for story in stories for deed in story.deeds if deed.counts]
    if on and max(on) + NEAR < today:
        return {"to": (max(on) + NEAR).isoformat()}
    if on and min(on) - NEAR > today:
        return {"from": (min(on) - NEAR).isoformat()}
    return {}


def shown(client: Client, days: Days = MappingProxyType({})) -> Counts:
    """Give the counts that metrics shows, by department, hall and point; what is nought is left out.

    A department is told with what its own windows kept, and a place with all that was kept there.
    """
    told = client.get("metrics", "/api/v1/counts", **days)
    units = {each["unit"]: {**{name: each[name] for name in NAMES}, **_of(each)} for each in told["departments"]}
    return plus(units | {each["unit"]: _of(each) for each in told["places"]}, {})


def _of(told: Mapping[str, Any]) -> dict[str, int]:
    return {name: told["kept"].get(name, 0) for name in (*KEPT, *FOUND)}


def at_rest(client: Client, days: Days = MappingProxyType({})) -> Counts:
    """Give the counts once they stand still: what an earlier run left on its way has arrived."""
    before = shown(client, days)
    while True:
        time.sleep(STILL_SECONDS)
        now = shown(client, days)
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


def caught_up(client: Client, expected: Counts, days: Days = MappingProxyType({})) -> Counts:
    """Wait until metrics shows what is expected, for a bounded time; give what it shows then."""
    until = time.monotonic() + CATCH_UP_SECONDS
    while True:
        now = plus(shown(client, days), {})
        if now == expected or time.monotonic() > until:
            return now
        time.sleep(0.2)
