"""What the register tells of who serves at which hall, and what can be done there on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from shared.contracts import encode
from shared.contracts.abilities import ability, stay_on
from shared.contracts.duties import AdmissionStated, ExemptionApproved, StationingStated, Stay
from shared.contracts.registry import ItemPublished, VenueRegistered
from shared.contracts.validity import holds
from shared.replica import Replica

Document = dict[str, Any]


def exemptions(replica: Replica, day: date, hall: str = "") -> list[Document]:
    """Give exemptions, with whether each holds on a day."""
    found = replica.all(ExemptionApproved).values()
    return [{**encode(each), "holds": holds(each, day)} for each in found if hall in ("", each.hall)]


def admissions(replica: Replica, day: date, hall: str = "") -> list[Document]:
    """Give items on their way into halls, with what follows for a day."""
    venues, items = replica.all(VenueRegistered), replica.all(ItemPublished)
    found = [each for each in replica.all(AdmissionStated).values() if hall in ("", each.hall)]
    return [
        {**encode(each), "ability": ability(venues[each.hall], items[each.item], each, day).value}
        for each in found
        if each.hall in venues and each.item in items
    ]


def stationed(replica: Replica, day: date) -> dict[str, list[tuple[VenueRegistered, Stay]]]:
    """Tell where each department serves on a day, and how."""
    venues = replica.all(VenueRegistered)
    found: dict[str, list[tuple[VenueRegistered, Stay]]] = {}
    for stated in replica.all(StationingStated).values():
        stay = stay_on(stated, day)
        if stay is not None and stated.hall in venues:
            found.setdefault(stated.department, []).append((venues[stated.hall], stay))
    return found
