"""How much less time is promised than the law allows: Σ(statutory − promised) / Σ statutory (S1.3a; G3b). Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from shared.contracts.limits import Unit
from shared.contracts.registry import ItemPublished


@dataclass(frozen=True, slots=True)
class Saved:
    """Time that is saved out of what the law allows, in one unit."""

    saved: int
    allowed: int
    unit: Unit


def saved(item: ItemPublished) -> Saved | None:
    """Tell what an item's promise saves; None where the law sets no limit, or the two cannot be compared.

    A promise for the same day saves the whole limit.
    """
    law, promised = item.statutory, item.promised
    if law is None or promised.unit not in (law.unit, "same_day"):
        return None
    return Saved(law.value - promised.value, law.value, law.unit)


def total(items: Iterable[ItemPublished]) -> Mapping[Unit, Saved]:
    """Sum up what items save, unit by unit: working days and natural days are never added together."""
    sums: dict[Unit, list[int]] = defaultdict(lambda: [0, 0])
    for one in filter(None, map(saved, items)):
        sums[one.unit][0] += one.saved
        sums[one.unit][1] += one.allowed
    return {unit: Saved(less, allowed, unit) for unit, (less, allowed) in sums.items()}
