"""Which of the thirteen categories a hall has no item for (S2.3b). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from services.intake.registry.categories import Category, thirteen
from shared.contracts.abilities import takes
from shared.contracts.registry import VenueRegistered


@dataclass(frozen=True, slots=True)
class Coverage:
    """One hall, or all of them together (`hall` None): how many items of each category, and what lies bare."""

    hall: VenueRegistered | None
    counts: Mapping[str, int]

    @property
    def missing(self) -> tuple[Category, ...]:
        """The categories without a single item."""
        return tuple(category for category in thirteen() if not self.counts.get(category.name.zh))

    @property
    def of(self) -> int:
        """How many categories there must be: thirteen."""
        return len(thirteen())


def coverage(categories: Mapping[str, str], venues: Iterable[VenueRegistered], day: date) -> Sequence[Coverage]:
    """Tell, for all halls together and then for each, which categories can be dealt with.

    Args:
        categories: the category of each item in force, by its code.
        venues: the register's halls and points; points are passed over.
        day: on which the windows take what they take.
    """
    halls = [venue for venue in venues if venue.kind == "hall"]
    each = [Coverage(hall, _counted(categories, [hall], day)) for hall in halls]
    return [Coverage(None, _counted(categories, halls, day)), *each]


def _counted(categories: Mapping[str, str], halls: Iterable[VenueRegistered], day: date) -> Mapping[str, int]:
    """Count the items by category that any window of these halls takes, each once."""
    windows = [window for hall in halls for window in hall.windows]
    taken = {code for window in windows for code in window.items if takes(window, code, day)}
    counts: dict[str, int] = {}
    for code in taken & set(categories):
        counts[categories[code]] = counts.get(categories[code], 0) + 1
    return counts
