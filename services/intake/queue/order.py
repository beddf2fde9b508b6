"""Who is called next, and how long the wait will be. Pure; both are rules people can read, and may ask us about.

The order: those with a right of way (elderly, disabled, expecting, special channel, an appointment whose time has come)
and those who have waited longer than `passed_over_minutes` come first, in the order in which they came; then the others
likewise. So nobody with a right of way waits for the ordinary queue, and nobody ordinary is passed over without end.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody in the queue; `since`: when they began to wait."""

    key: str
    number: int
    since: datetime
    priority: str = ""
    appointed_for: datetime | None = None


def order(queue: Iterable[Waiting], now: datetime, passed_over_minutes: int) -> list[Waiting]:
    """Give the queue in the order of calls."""
    return sorted(queue, key=lambda one: (not first(one, now, passed_over_minutes), one.since, one.number))


def first(one: Waiting, now: datetime, passed_over_minutes: int) -> bool:
    """Tell whether somebody is called before the ordinary queue by now."""
    if now - one.since >= passed_over_minutes * MINUTE:
        return True
    if one.priority == "appointment":
        return one.appointed_for is not None and now >= one.appointed_for
    return bool(one.priority)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A waiting time as measured: from the quick to the slow half's middle, in whole minutes, and from how many."""

    least: int
    most: int
    measured: int


def estimate(ahead: int, seconds: Sequence[float], windows: int, needed: int) -> Estimate | None:
    """Tell how long somebody waits with so many ahead of them.

    Args:
        ahead: how many are called before.
        seconds: how long services took lately, as measured.
        windows: how many windows call for what they wait for.
        needed: with fewer measurements than this nothing is told; neither where no window calls.
    """
    if len(seconds) < needed or windows < 1:
        return None
    low, _, high = statistics.quantiles(seconds, n=4, method="inclusive")
    rounds = math.ceil((ahead + 1) / windows) - 1
    return Estimate(int(rounds * low // 60), math.ceil(rounds * high / 60), len(seconds))
