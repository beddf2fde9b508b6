"""How much simpler items have become, as far as the register tells: G3a, G3b, G3c. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from shared.contracts.registry import ItemPublished

Versions = Mapping[str, tuple[ItemPublished, ItemPublished]]
"""By code: the first version of an item, which is the baseline, and the one in force."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A numerator and a denominator, and which items make them up."""

    numerator: int
    denominator: int
    items: tuple[str, ...]

    @property
    def ratio(self) -> Fraction | None:
        """The share; None where there is nothing to compare."""
        return Fraction(self.numerator, self.denominator) if self.denominator else None


def fewer_steps(versions: Versions) -> Saved:
    """G3a: (steps of the first version - steps now) / steps of the first version, over items that name their steps."""
    told = {code: pair for code, pair in versions.items() if pair[0].plan.steps}
    baseline = sum(len(first.plan.steps) for first, _ in told.values())
    return Saved(baseline - sum(len(now.plan.steps) for _, now in told.values()), baseline, tuple(sorted(told)))


def shorter_limits(items: Iterable[ItemPublished]) -> Saved:
    """G3b: the sum of (by law - promised) / by law, over items whose limits both count in working days."""
    told = [
        (item, item.statutory.value)
        for item in items
        if item.statutory and (item.statutory.unit, item.promised.unit) == ("working_days", "working_days")
    ]
    by_law = sum(days for _, days in told)
    saved = sum(days - item.promised.value for item, days in told)
    return Saved(saved, by_law, tuple(sorted(item.code for item, _ in told)))


def bound_discretion(items: Iterable[ItemPublished]) -> Saved:
    """G3c: items with published review points / items with discretion (an instant item has none)."""
    weighed = [item for item in items if item.discretion and item.kind == "promised"]
    bound = [item for item in weighed if item.review_points]
    return Saved(len(bound), len(weighed), tuple(sorted(item.code for item in weighed)))
