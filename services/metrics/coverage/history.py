"""The register day by day: what had been recorded by the end of each day, and the sets of every hall on it.

Between two days on which something was recorded, begins or ends, a set does not change; so a quarter costs as many
countings as there were changes, not as there are days. Pure.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any

from services.metrics.coverage.sets import Covered, Register, departments_in_hall, items_in_hall, items_online
from shared.contracts.duties import AdmissionStated, ExemptionApproved, StationingStated
from shared.contracts.registry import DepartmentRegistered, ItemPublished, VenueRegistered
from shared.timekeeping import end_of, local_day

Told = Mapping[str, Sequence[tuple[str, Any]]]
"""A kind's statements by key, oldest first, each with when it was recorded (ISO 8601 in UTC; empty: not known)."""

KINDS = {
    "departments": DepartmentRegistered,
    "items": ItemPublished,
    "venues": VenueRegistered,
    "stationings": StationingStated,
    "exemptions": ExemptionApproved,
    "admissions": AdmissionStated,
}
"""What a register is made of, by the name of its part."""

OF_A_HALL = ("stationings", "exemptions", "admissions")
ONE_DAY = timedelta(days=1)


class History:
    """Every statement that coverage rests on; gives the register, and a hall's sets, as they were on a day."""

    def __init__(self, told: Mapping[str, Told]) -> None:
        self._told = told
        self._registers: dict[int, Register] = {}
        self._halls: dict[int, dict[str, Register]] = {}
        self._marks: dict[tuple[int, str], list[date]] = {}
        self._sets: dict[tuple[int, str, int, frozenset[str]], Mapping[str, Covered]] = {}

    @cached_property
    def _turns(self) -> list[date]:
        """The days from which on the register reads otherwise: something was recorded, or an item's version began."""
        found = {day for told in self._told.values() for day in _days_recorded(told)}
        found |= {item.effective_from for each in self._told.get("items", {}).values() for _, item in each}
        return sorted(found)

    def on(self, day: date) -> Register:
        """Give the register as it had been recorded by the end of a day; of items, the version in force on it."""
        at = bisect_right(self._turns, day)
        if at not in self._registers:
            self._registers[at] = _register(self._told, day)
        return self._registers[at]

    @cached_property
    def firsts(self) -> dict[str, ItemPublished]:
        """Every item's first version: the baseline of what became simpler (G3a)."""
        return {code: told[0][1] for code, told in self._told.get("items", {}).items()}

    def sets(self, hall: str, day: date, present: frozenset[str]) -> Mapping[str, Covered]:
        """Give C1, C2 and C3a of a hall on a day; `present`: the departments that were there (C1 ②)."""
        at = bisect_right(self._turns, day)
        own = self._own(at, day).get(hall)
        if own is None:
            return dict.fromkeys(("c1", "c2", "c3a"), Covered())
        if (at, hall) not in self._marks:
            self._marks[at, hall] = sorted(set(_days_in((own.venues[hall], *_statements(own)))))
        key = (at, hall, bisect_right(self._marks[at, hall], day), present)
        if key not in self._sets:
            self._sets[key] = {
                "c1": departments_in_hall(own, hall, day, present),
                "c2": items_in_hall(own, hall, day),
                "c3a": items_online(own, hall, day),
            }
        return self._sets[key]

    def _own(self, at: int, day: date) -> dict[str, Register]:
        if at not in self._halls:
            self._halls[at] = by_hall(self.on(day))
        return self._halls[at]


def by_hall(register: Register) -> dict[str, Register]:
    """Give every hall the part of the register that is about it."""
    parts: dict[str, dict[str, dict[str, Any]]] = {
        key: {name: {} for name in OF_A_HALL} for key, venue in register.venues.items() if venue.kind == "hall"
    }
    for name in OF_A_HALL:
        for key, stated in getattr(register, name).items():
            if stated.hall in parts:
                parts[stated.hall][name][key] = stated
    return {hall: replace(register, **each) for hall, each in parts.items()}


def _statements(own: Register) -> Iterator[Any]:
    for name in OF_A_HALL:
        yield from getattr(own, name).values()
    yield from (own.items[each.item].effective_from for each in own.admissions.values() if each.item in own.items)


def _days_in(told: Any) -> Iterator[date]:
    """Give every day that a statement names, and the one after it: on either a set may change."""
    if isinstance(told, date) and not isinstance(told, datetime):
        yield from (told, told + ONE_DAY)
    elif isinstance(told, tuple):
        for each in told:
            yield from _days_in(each)
    elif is_dataclass(told):
        for each in fields(told):
            yield from _days_in(getattr(told, each.name))


def _days_recorded(told: Told) -> Iterator[date]:
    """Give the local days on which statements were recorded."""
    return (local_day(datetime.fromisoformat(at)) for each in told.values() for at, _ in each if at)


def _register(told: Mapping[str, Told], day: date) -> Register:
    until = end_of(day).astimezone(UTC).isoformat()
    known = {name: {key: _by(each, until) for key, each in told.get(name, {}).items()} for name in KINDS}
    made = {name: {key: each[-1] for key, each in part.items()} for name, part in known.items() if name != "items"}
    return Register(items={code: _in_force(each, day) for code, each in known["items"].items()}, **made)


def _by(told: Sequence[tuple[str, Any]], until: str) -> list[Any]:
    """Give what was recorded by a moment; where nothing was, the first: it was loaded later, and speaks of then too."""
    return [fact for at, fact in told if at <= until] or [told[0][1]]


def _in_force(told: list[ItemPublished], day: date) -> ItemPublished:
    return ([item for item in told if item.effective_from <= day] or told)[-1]
