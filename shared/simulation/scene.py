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
    """Everything on offer and every hall and point, in a fixed order; the calendar that working days are counted on."""

    offers: tuple[Offer, ...]
    calendar: Calendar
    venues: tuple[VenueRegistered, ...] = ()

    def offers_of(self, *items: str) -> tuple[Offer, ...]:
        """Give where some items are offered, in a fixed order; nothing where they are not."""
        return tuple(offer for offer in self.offers if offer.item.code in items)


def scene(items: Iterable[ItemPublished], venues: Iterable[VenueRegistered], calendar: Calendar) -> Scene:
    """Give the scene of a register; items that no window takes are not on offer."""
    by_code, places = {item.code: item for item in items}, sorted(venues, key=lambda venue: venue.id)
    offers = [
        Offer(by_code[code], hall.id, window.id, hall.division)
        for hall in places
        if hall.kind == "hall"
        for window in hall.windows
        for code in window.items
        if code in by_code
    ]
    ordered = sorted(offers, key=lambda o: (o.item.code, o.hall, o.window))
    return Scene(tuple(ordered), calendar, tuple(places))
