"""What people ask the register: items by category and hall, an item's guide with the windows that take it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from services.intake.registry.categories import Category, categories
from shared.contracts import Rejected, encode
from shared.contracts.registry import DepartmentRegistered, ItemPublished, VenueRegistered, Window
from shared.replica import Replica

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """A window of a hall that takes an item."""

    hall: VenueRegistered
    window: Window


@dataclass(frozen=True, slots=True)
class Guide:
    """An item with its version, the department that answers for it, and where it is taken."""

    item: ItemPublished
    version: int
    department: DepartmentRegistered | None
    places: tuple[Place, ...]


def guide(replica: Replica, code: str, version: int | None = None) -> Guide:
    """Give an item's guide, the newest or a given version.

    Raises:
        Rejected: `unknown_item` with status 404.
    """
    try:
        item, version = replica.item(code, version)
    except Rejected as unknown:
        raise Rejected(unknown.code, unknown.message, status=404) from None
    departments = {department.code: department for department in replica.departments()}
    return Guide(item, version, departments.get(item.department), places(replica.venues())[code])


def places(venues: Iterable[VenueRegistered]) -> Mapping[str, tuple[Place, ...]]:
    """Tell where each item is taken; nowhere, for one that no window takes."""
    found: dict[str, tuple[Place, ...]] = defaultdict(tuple)
    for hall in venues:
        for window in hall.windows if hall.kind == "hall" else ():
            for code in window.items:
                found[code] += (Place(hall, window),)
    return found


def items(
    replica: Replica, *, category: str = "", hall: str = "", department: str = "", words: str = ""
) -> list[Document]:
    """Give items with the halls that take them, narrowed by what is not empty; `words` are looked for in the names."""
    taken = places(replica.venues())
    rows = [_row(item, taken[item.code]) for item in replica.items() if _named(item, words)]
    return [
        row
        for row in rows
        if category in ("", row["category"])
        and department in ("", row["department"])
        and (not hall or hall in row["halls"])
    ]


def _row(item: ItemPublished, taken: Iterable[Place]) -> Document:
    return {**encode(item), "halls": sorted({place.hall.id for place in taken})}


def _named(item: ItemPublished, words: str) -> bool:
    """Tell whether every word occurs in the name, the category or the code, in whatever order."""
    where = f"{item.name.zh} {item.name.en} {item.category} {item.code}".casefold()
    return all(word in where for word in words.casefold().split())


def by_category(replica: Replica) -> list[tuple[Category, list[ItemPublished]]]:
    """Give every category with its items; an empty one shows the gap (S2.3b)."""
    found: dict[str, list[ItemPublished]] = defaultdict(list)
    for item in replica.items():
        found[item.category].append(item)
    return [(category, found[category.name.zh]) for category in categories()]


def guide_document(told: Guide) -> Document:
    """Give a guide as JSON-ready data."""
    return {
        "item": {**encode(told.item), "effective_from": told.item.effective_from},
        "version": told.version,
        "department": encode(told.department) if told.department else None,
        "places": [_place(place) for place in told.places],
    }


def _place(place: Place) -> Document:
    hall = encode(place.hall)
    return {
        "hall": hall["id"],
        "name": hall["name"],
        "window": place.window.id,
        "window_name": {"zh": place.window.name.zh, "en": place.window.name.en},
        "phone": hall["phone"],
        "open_hours": hall["open_hours"],
    }
