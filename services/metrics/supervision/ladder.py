"""Which steps of the ladder a unit's published results demand (D-4). Pure.

One failed period, or three red cards in one: an order. Two failed periods running: an interview. Three: a notice and a
proposal of accountability. What is not answered by its last day demands the next step (S3.3b). Each is a proposal;
people sign it or do not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shared.contracts.supervision import Ground, Step

FAILED = "fail"
REDS = 3
"""So many red cards in one period demand an order, whatever the score [design]."""


UP: Mapping[Step, Step] = {
    "guidance": "order",
    "task": "order",
    "order": "interview",
    "interview": "notice",
    "notice": "accountability",
}
"""What follows a step that was not answered in time; beyond accountability others decide."""


@dataclass(frozen=True, slots=True)
class Published:
    """A unit's published result of a period."""

    period: str
    grade: str
    reds: int
    hash: str


@dataclass(frozen=True, slots=True)
class Demand:
    """A step with its ground, for the newest period of `evidence`."""

    step: Step
    ground: Ground
    period: str
    evidence: tuple[str, ...]


def demands(results: Sequence[Published]) -> list[Demand]:
    """Tell what the newest of a unit's results demands.

    Args:
        results: of consecutive periods, the newest first; a period without a published result ends the row.
    """
    if not results:
        return []
    row = _failed_in_a_row(results)
    newest = results[0]
    if row >= 3:
        told = _evidence(results[:3])
        steps: tuple[Step, ...] = ("notice", "accountability")
        return [Demand(step, "failed_three_times", newest.period, told) for step in steps]
    if row == 2:
        return [Demand("interview", "failed_twice", newest.period, _evidence(results[:2]))]
    if row == 1:
        return [Demand("order", "failed", newest.period, _evidence(results[:1]))]
    if newest.reds >= REDS:
        return [Demand("order", "three_reds", newest.period, _evidence(results[:1]))]
    return []


def _failed_in_a_row(results: Sequence[Published]) -> int:
    count = 0
    for each in results:
        if each.grade != FAILED:
            break
        count += 1
    return count


def _evidence(results: Sequence[Published]) -> tuple[str, ...]:
    return tuple(f"{each.period}#{each.hash}" for each in results)
