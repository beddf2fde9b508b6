"""Deductions (D-3): of one cause only the heaviest, counted, and so many points for every so many. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from services.metrics.scoring.policy import Penalty

GROUP = "!"
"""How a fact begins that counts groups of faults of one cause: `!red+yellow`."""


@dataclass(frozen=True, slots=True)
class Deduction:
    """What a kind of fault costs: so many counted, so many points."""

    penalty: Penalty
    count: int
    points: Fraction


def deductions(penalties: Sequence[Penalty], facts: Mapping[str, int]) -> tuple[Deduction, ...]:
    """Give what is deducted, in the order of the policy; the cap is the score's business."""
    counts = dict.fromkeys((penalty.kind for penalty in penalties), 0)
    for name, number in facts.items():
        if name.startswith(GROUP) and (kind := heaviest(penalties, name)):
            counts[kind] += number
    for penalty in penalties:
        counts[penalty.kind] += int(sum(factor * facts.get(name, 0) for name, factor in penalty.facts.items()))
    found = (Deduction(p, counts[p.kind], p.points * (counts[p.kind] // p.each)) for p in penalties)
    return tuple(each for each in found if each.count)


def heaviest(penalties: Sequence[Penalty], group: str) -> str:
    """Give the kind that weighs most of a group's, the first of equals; "" where the policy deducts for none."""
    kinds = group.removeprefix(GROUP).split("+")
    known = [penalty for penalty in penalties if penalty.kind in kinds]
    return max(known, key=lambda penalty: penalty.heaviness).kind if known else ""
