"""What the register says of departments, halls and points on a day, as named facts (D01, H01 ...).

Pure: from the statements that held (A-2: at the period's last working day) and from who was at work. docs/scoring.md
lists every name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from services.metrics.coverage.sets import Covered, Register, departments_in_hall, items_in_hall, items_online
from shared.contracts import Rejected
from shared.contracts.duties import OutsideHandlingFound, ProxyCatalogPublished
from shared.contracts.registry import VenueRegistered
from shared.gazetteer import Gazetteer, official_name

Facts = dict[str, int]
AREA = {"hall": 8000, "point": 4000}
"""Tenths of square metres a place should have (S2.2c, S2.2d)."""

OUTSIDE = "!outside"
"""The group of faults that the register tells."""

DESK = "desk"
"""The one line of a point that has no windows."""

MACHINES = ("pc", "printer", "fax", "scanner", "copier")
"""The five kinds of machines asked of every place (S2.8b)."""


@dataclass(frozen=True, slots=True)
class Places:
    """The register on a day, and what else the facts of places rest on.

    Attributes:
        day: the day asked about.
        gazetteer: divisions and their names.
        catalogs: the townships' lists of what points take along, by division.
        present: by hall, departments for whose windows somebody was at work within the last 20 working days.
        outside: what was found to be handled past its hall, within the period.
        linked: the lines whose device is heard of, `<venue>-<window>` (S1.2a); a point without windows has one, `desk`.
    """

    register: Register
    day: date
    gazetteer: Gazetteer
    catalogs: Mapping[str, ProxyCatalogPublished]
    present: Mapping[str, frozenset[str]]
    outside: tuple[OutsideHandlingFound, ...] = ()
    linked: frozenset[str] = frozenset()


def department_facts(places: Places) -> dict[str, Facts]:
    """Give D01 and D10 of every department, over all halls, and what it handled past them."""
    found: dict[str, Counter[str]] = {}
    for hall in halls(places.register):
        for name, told in (
            ("in_hall", items_in_hall(places.register, hall, places.day)),
            ("online", items_online(places.register, hall, places.day)),
        ):
            for item in (*told.reached, *told.missing):
                mine = found.setdefault(places.register.items[item].department, Counter())
                mine[f"{name}_of"] += 1
                mine[name] += item in told.reached
    for handled in places.outside:
        found.setdefault(handled.department, Counter())["outside"] += handled.count
    return {unit: dict(counts) for unit, counts in found.items()}


def hall_facts(places: Places) -> dict[str, Facts]:
    """Give H01 to H03 of every hall; C1 asks who was there, too."""
    return {hall: _hall(places, hall) for hall in halls(places.register)}


def point_facts(places: Places) -> dict[str, Facts]:
    """Give V01, V02 and V06 of every point."""
    venues = places.register.venues
    return {key: _point(places, venue) for key, venue in venues.items() if venue.kind == "point"}


def halls(register: Register) -> list[str]:
    """Name the halls."""
    return [key for key, venue in register.venues.items() if venue.kind == "hall"]


def hall_of(register: Register, point: VenueRegistered) -> str:
    """Name the hall that guides a point: the one it names, else the one of its township."""
    own = (key for key in halls(register) if point.division.startswith(register.venues[key].division))
    return point.hall or next(own, "")


def present_at(register: Register, hall: str, on_duty: Iterable[str]) -> frozenset[str]:
    """Give the departments with somebody at work: behind their own window, or behind one that serves them too."""
    there = set(on_duty)
    for window in register.venues[hall].windows:
        if window.comprehensive and window.department in there:
            served = {register.items[each.item].department for each in window.authorised if each.item in register.items}
            there |= served
    return frozenset(there)


def _hall(places: Places, hall: str) -> Facts:
    register, venue = places.register, places.register.venues[hall]
    c1 = departments_in_hall(register, hall, places.day, places.present.get(hall, frozenset()))
    c2, c3a = items_in_hall(register, hall, places.day), items_online(register, hall, places.day)
    return {
        **_place(places, venue),
        "windows": len(venue.windows),
        "windows_online": _heard(places, venue),
        "equipment": _machines(venue),
        "equipment_of": len(MACHINES),
        "self_service": int(venue.self_service_area),
        "self_service_of": 1,
        **_covered("c1", c1),
        **_covered("c2", c2),
        **_covered("c3a", c3a),
        "outside": sum(each.count for each in places.outside if each.hall == hall),
        **_faults(places, hall),
    }


def _faults(places: Places, hall: str) -> Facts:
    """Give what was found to be handled past the hall, a group a finding (D-3).

    The department's card for the same finding bears no hall: it counts for the department alone.
    """
    found = sum(each.hall == hall for each in places.outside)
    return {OUTSIDE: found} if found else {}


def _point(places: Places, venue: VenueRegistered) -> Facts:
    carried = _carried(places, venue)
    catalog = places.catalogs.get(venue.division[:9])
    listed = {entry.item for entry in catalog.entries} if catalog else set()
    return {
        **_place(places, venue),
        "kit": _machines(venue) + _heard(places, venue),
        "kit_of": len(MACHINES) + len(lines_of(venue)),
        "proxy_listed": len(carried & listed),
        "proxy_of": len(carried),
    }


def _carried(places: Places, venue: VenueRegistered) -> set[str]:
    """Give the items a point may take along: those of its hall whose guide says so; none where it takes none."""
    if not venue.proxy_enabled:
        return set()
    due = places.register.due(hall_of(places.register, venue), places.day)
    return {item.code for item, _ in due if item.village_proxy}


def _place(places: Places, venue: VenueRegistered) -> Facts:
    return {
        "name_ok": int(_named_by_rule(places, venue)),
        "name_of": 1,
        "area_dm": venue.area_dm,
        "area_of": AREA[venue.kind],
    }


def _named_by_rule(places: Places, venue: VenueRegistered) -> bool:
    try:
        expected = official_name(places.gazetteer, venue.kind, venue.division, venue.naming_rule, places.day)
    except Rejected:
        return False
    return venue.name.zh == expected


def _machines(venue: VenueRegistered) -> int:
    return sum(any(each.kind == kind and each.count > 0 for each in venue.equipment) for kind in MACHINES)


def lines_of(venue: VenueRegistered) -> tuple[str, ...]:
    """Name the lines of a place: its windows, or the one of a point without windows."""
    windows = tuple(f"{venue.id}-{window.id}" for window in venue.windows)
    return windows or ((f"{venue.id}-{DESK}",) if venue.kind == "point" else ())


def _heard(places: Places, venue: VenueRegistered) -> int:
    """Count the lines whose device is heard of; what the register alone says of a connection does not count (H02)."""
    return sum(line in places.linked for line in lines_of(venue))


def _covered(name: str, told: Covered) -> Facts:
    return {name: told.numerator, f"{name}_of": told.denominator}
