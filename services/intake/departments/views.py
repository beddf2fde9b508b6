"""A department as people need it: what it answers for, in whose name, where it serves, and who stands above it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.intake.stationing.views import stationed
from shared.contracts.duties import DelegationRegistered, ResponsibilityPublished, Stay
from shared.contracts.registry import DepartmentRegistered, ItemPublished, VenueRegistered
from shared.replica import Replica


@dataclass(frozen=True, slots=True)
class Told:
    """A department with its duties on a day.

    Attributes:
        leads: the items it leads.
        helps: items of others in which it has a part, with the part.
        serves: the halls it serves at, and how.
        delegations: those under which it acts for another authority.
    """

    department: DepartmentRegistered
    leads: tuple[ItemPublished, ...]
    helps: tuple[tuple[ItemPublished, str], ...]
    serves: tuple[tuple[VenueRegistered, Stay], ...]
    delegations: tuple[DelegationRegistered, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the responsibility matrix; `settled` is False where matrix and guide name different leads."""

    item: ItemPublished
    parts: dict[str, tuple[tuple[DepartmentRegistered, str], ...]]
    document_no: str
    effective_from: date | None
    settled: bool


def departments(replica: Replica, day: date) -> list[Told]:
    """Give all departments with their duties on a day."""
    items = replica.all(ItemPublished)
    serving = stationed(replica, day)
    shares = _shares(replica, day)
    given = [each for each in replica.all(DelegationRegistered).values() if each.holds(day)]
    return [
        Told(
            department,
            tuple(item for item in items.values() if item.department == department.code),
            tuple((items[code], part) for code, part in shares.get(department.code, ()) if code in items),
            tuple(serving.get(department.code, ())),
            tuple(each for each in given if each.entrusted == department.code),
        )
        for department in replica.departments()
    ]


def _shares(replica: Replica, day: date) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for stated in replica.all(ResponsibilityPublished).values():
        for share in stated.shares if stated.effective_from <= day else ():
            if share.part != "lead":
                found.setdefault(share.department, []).append((stated.item, share.part))
    return found


def matrix(replica: Replica) -> list[Row]:
    """Give the responsibility matrix, a line for every item; an item nobody has published a division of is empty."""
    known = replica.all(DepartmentRegistered)
    published = replica.all(ResponsibilityPublished)
    return [_row(item, published.get(item.code), known) for item in replica.items()]


def _row(item: ItemPublished, stated: ResponsibilityPublished | None, known: dict[str, DepartmentRegistered]) -> Row:
    if stated is None:
        return Row(item, {}, "", None, settled=False)
    parts: dict[str, tuple[tuple[DepartmentRegistered, str], ...]] = {}
    for share in stated.shares:
        if share.department in known:
            parts[share.part] = (*parts.get(share.part, ()), (known[share.department], share.level))
    return Row(item, parts, stated.document_no, stated.effective_from, settled=stated.lead == item.department)
