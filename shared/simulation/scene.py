"""What the plan needs to know of the world: which hall offers which item at which window, and the calendar."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from shared.contracts.registry import ItemPublished, VenueRegistered
from shared.timekeeping import Calendar


@dataclass(frozen=True, slots=True)
class Offer:
    """An item as one window of one hall takes it."""

    item: ItemPublished
    hall: str
    window: str
    division: str


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything on offer, in a fixed order, and the calendar that working days are counted on."""

    offers: tuple[Offer, ...]
    calendar: Calendar


def scene(items: Iterable[ItemPublished], venues: Iterable[VenueRegistered], calendar: Calendar) -> Scene:
    """Give the scene of a register; items that no window takes are not on offer."""
    by_code = {item.code: item for item in items}
    offers = [
        Offer(by_code[code], hall.id, window.id, hall.division)
        for hall in venues
        if hall.kind == "hall"
        for window in hall.windows
        for code in window.items
        if code in by_code
    ]
    return Scene(tuple(sorted(offers, key=lambda o: (o.item.code, o.hall, o.window))), calendar)
