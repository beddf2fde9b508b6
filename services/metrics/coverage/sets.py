"""The sets behind C1, C2 and C3a on a day, from statements of the register. Pure.

A set knows its members: who is covered, who is not and why, who is exempt. Where nobody should be covered there is no
ratio: None, which reads "not applicable" and never 100 % (S1.0b).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from shared.contracts.abilities import Ability, ability, stay_on, withdrawn
from shared.contracts.duties import AdmissionStated, ExemptionApproved, StationingStated
from shared.contracts.registry import DepartmentRegistered, ItemPublished, VenueRegistered, Window
from shared.contracts.validity import holds

APPLY_ONLINE = {"3", "4"}
"""Depths of online handling at which one can apply (online_handle_depth)."""

ONLINE_CHANNELS = {"2", "3"}
"""Ways to apply by computer or telephone (GB/T 39046 A.5)."""

Lacks = Callable[[str], str]
"""Tells what a member lacks to be covered; empty: nothing."""


@dataclass(frozen=True, slots=True)
class Register:
    """What the register says, by the keys of its subjects."""

    departments: Mapping[str, DepartmentRegistered] = field(default_factory=dict)
    items: Mapping[str, ItemPublished] = field(default_factory=dict)
    venues: Mapping[str, VenueRegistered] = field(default_factory=dict)
    stationings: Mapping[str, StationingStated] = field(default_factory=dict)
    exemptions: Mapping[str, ExemptionApproved] = field(default_factory=dict)
    admissions: Mapping[str, AdmissionStated] = field(default_factory=dict)

    def due(self, hall: str, day: date) -> Iterator[tuple[ItemPublished, AdmissionStated]]:
        """Give the items that should be done in a hall on a day, by the list of the hall (应进)."""
        for stated in self.admissions.values():
            item = self.items.get(stated.item)
            if item and stated.hall == hall and stated.due_from <= day and not withdrawn(stated, day):
                yield item, stated

    def exempt(self, hall: str, scope: str, day: date) -> Mapping[str, str]:
        """Give the departments and items exempt from a hall or from online handling, with the exemption of each."""
        found = (each for each in self.exemptions.values() if each.hall == hall and each.scope == scope)
        return {each.department or each.item: each.id for each in found if holds(each, day)}


@dataclass(frozen=True, slots=True)
class Covered:
    """A set that should be covered: who is, who is not with the reason, and who need not be with the exemption."""

    reached: tuple[str, ...] = ()
    missing: Mapping[str, str] = field(default_factory=dict)
    exempt: Mapping[str, str] = field(default_factory=dict)

    @property
    def numerator(self) -> int:
        """How many are covered."""
        return len(self.reached)

    @property
    def denominator(self) -> int:
        """How many should be."""
        return len(self.reached) + len(self.missing)

    @property
    def ratio(self) -> Fraction | None:
        """The share that is covered; None where nobody should be."""
        return Fraction(self.numerator, self.denominator) if self.denominator else None

    @property
    def exempt_ratio(self) -> Fraction | None:
        """The share that is exempt, published so that nobody shrinks a denominator unseen (G9)."""
        everybody = self.denominator + len(self.exempt)
        return Fraction(len(self.exempt), everybody) if everybody else None


def departments_in_hall(register: Register, hall: str, day: date, present: frozenset[str] | None = None) -> Covered:
    """C1: departments with an item due at the hall, exempt ones left out; covered: stationed, with a window, and there.

    Args:
        register: what the register says.
        hall: the hall's id.
        day: the day asked about.
        present: departments for whose windows somebody signed in within the last 20 working days, the comprehensive
            window counting for those it serves; None where attendance is not asked.
    """
    codes = sorted({item.department for item, _ in register.due(hall, day)})
    return _covered(codes, register.exempt(hall, "hall", day), lambda code: _away(register, hall, code, day, present))


def _away(register: Register, hall: str, code: str, day: date, present: frozenset[str] | None) -> str:
    stated = next((s for s in register.stationings.values() if (s.hall, s.department) == (hall, code)), None)
    if stated is None or stay_on(stated, day) is None:
        return "not_stationed"
    own = {item.code for item, _ in register.due(hall, day) if item.department == code}
    if not any(_serves(window, code, own, day) for window in register.venues[hall].windows):
        return "no_window"
    return "absent" if present is not None and code not in present else ""


def _serves(window: Window, department: str, items: set[str], day: date) -> bool:
    """Tell whether a window of the department, or a comprehensive one, has authority for one of its items."""
    if window.department != department and not window.comprehensive:
        return False
    return any(each.item in items and holds(each, day) for each in window.authorised)


def items_in_hall(register: Register, hall: str, day: date, department: str = "") -> Covered:
    """C2 (D01 for one department): items due at the hall, exempt ones left out; covered: they can be done there."""
    due = {item.code: stated for item, stated in register.due(hall, day) if department in ("", item.department)}
    return _covered(due, register.exempt(hall, "hall", day), lambda code: _undone(register, due[code], day))


def _undone(register: Register, stated: AdmissionStated, day: date) -> str:
    item = register.items[stated.item]
    where = ability(register.venues[stated.hall], item, stated, day)
    if where is Ability.DOABLE:
        return ""
    if where is Ability.DUE:
        return "not_entered"
    return "no_authority" if item.effective_from <= day else "no_guide"


def items_online(register: Register, hall: str, day: date, department: str = "") -> Covered:
    """C3a (D10 for one department): items on the hall's list but those unfit for it; covered: one can apply online."""
    due = {item.code: item for item, _ in register.due(hall, day) if department in ("", item.department)}
    return _covered(due, register.exempt(hall, "online", day), lambda code: _offline(due[code], day))


def _offline(item: ItemPublished, day: date) -> str:
    if item.effective_from > day:
        return "no_guide"
    entrance = item.channels.online_depth in APPLY_ONLINE and ONLINE_CHANNELS & set(item.channels.handle_type)
    return "" if entrance else "no_entrance"


def together(parts: Mapping[str, Covered]) -> Covered:
    """Put the sets of several halls together; a member is then named `<hall>/<code>`."""
    return Covered(
        tuple(f"{hall}/{code}" for hall, part in parts.items() for code in part.reached),
        {f"{hall}/{code}": why for hall, part in parts.items() for code, why in part.missing.items()},
        {f"{hall}/{code}": leave for hall, part in parts.items() for code, leave in part.exempt.items()},
    )


def _covered(codes: Iterable[str], exempt: Mapping[str, str], lacks: Lacks) -> Covered:
    reached, missing, left_out = [], {}, {}
    for code in sorted(codes):
        if code in exempt:
            left_out[code] = exempt[code]
        elif why := lacks(code):
            missing[code] = why
        else:
            reached.append(code)
    return Covered(tuple(reached), missing, left_out)
