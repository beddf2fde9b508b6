"""What people ask about items: the list, an item's guide as it is in force, where it is taken, its versions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.intake.registry.categories import Category, categories
from shared.contracts import Rejected, encode
from shared.contracts.abilities import takes
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
    """An item with its version, the department that answers for it, and where it is taken.

    `newest`: the newest version there is; above `version` where one is shown that holds no longer, or not yet.
    """

    item: ItemPublished
    version: int
    newest: int
    department: DepartmentRegistered | None
    places: tuple[Place, ...]


def guide(replica: Replica, code: str, day: date, version: int | None = None) -> Guide:
    """Give an item's guide, as it is in force on a day or at a given version.

    Raises:
        Rejected: `unknown_item` with status 404.
    """
    try:
        _, newest = replica.item(code)
        item, version = replica.item(code, version) if version else replica.item_on(code, day)
    except Rejected as unknown:
        raise Rejected(unknown.code, unknown.message, status=404) from None
    departments = {department.code: department for department in replica.departments()}
    return Guide(item, version, newest, departments.get(item.department), places(replica.venues(), day)[code])


def versions(replica: Replica, code: str) -> Sequence[tuple[int, ItemPublished]]:
    """Give every version of an item with its number, the oldest first.

    Raises:
        Rejected: `unknown_item` with status 404.
    """
    found = replica.versions(ItemPublished, code)
    if not found:
        raise Rejected("unknown_item", f"there is no item {code}", status=404)
    return found


def version_of(known: Sequence[tuple[int, ItemPublished]], version: int) -> ItemPublished:
    """Give one of an item's versions.

    Raises:
        Rejected: `unknown_version` with status 404.
    """
    for number, item in known:
        if number == version:
            return item
    raise Rejected("unknown_version", f"there is no version {version}", status=404, errors={"version": "unknown"})


def version_document(number: int, item: ItemPublished) -> Document:
    """Give a version in a list of versions."""
    return {
        "version": number,
        "effective_from": item.effective_from,
        "promised": encode(item)["promised"],
        "steps": len(item.plan.steps),
        "materials": len(item.materials),
    }


def places(venues: Iterable[VenueRegistered], day: date) -> Mapping[str, tuple[Place, ...]]:
    """Tell where each item is taken on a day; nowhere, for one that no window takes."""
    found: dict[str, tuple[Place, ...]] = defaultdict(tuple)
    for hall in venues:
        for window in hall.windows if hall.kind == "hall" else ():
            for code in window.items:
                if takes(window, code, day):
                    found[code] += (Place(hall, window),)
    return found


def items(
    replica: Replica,
    day: date,
    *,
    category: str = "",
    hall: str = "",
    department: str = "",
    found: Sequence[str] | None = None,
) -> list[Document]:
    """Give items with the halls that take them, narrowed by what is not empty.

    Args:
        replica: the register.
        day: on which they are in force.
        category: by its name of 2016, or by today's.
        hall: that takes them.
        department: that answers for them.
        found: the codes a search found, the best first; None where nothing was searched for.
    """
    taken = places(replica.venues(), day)
    rows = {item.code: _row(item, taken[item.code]) for item in replica.items_on(day)}
    wanted = {each.name.zh for each in categories() if category in (each.name.zh, each.current_name)}
    return [
        row
        for row in (rows[code] for code in (rows if found is None else found) if code in rows)
        if (not category or row["category"] in wanted)
        and department in ("", row["department"])
        and (not hall or hall in row["halls"])
    ]


def _row(item: ItemPublished, taken: Iterable[Place]) -> Document:
    return {**encode(item), "halls": sorted({place.hall.id for place in taken})}


def by_category(replica: Replica, day: date) -> list[tuple[Category, list[ItemPublished]]]:
    """Give every category with its items; an empty one shows the gap (S2.3b)."""
    found: dict[str, list[ItemPublished]] = defaultdict(list)
    for item in replica.items_on(day):
        found[item.category].append(item)
    return [(category, found[category.name.zh]) for category in categories()]


def guide_document(told: Guide) -> Document:
    """Give a guide as JSON-ready data."""
    return {
        "item": encode(told.item),
        "version": told.version,
        "newest": told.newest,
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
