"""What follows from statements about duties for a day: whether a window takes an item, whether it can be done. Pure.

Nobody states that an item can be done in a hall: it follows from its admission, the windows' authority and the guide.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from shared.contracts.duties import AdmissionStated, StationingStated, Stay
from shared.contracts.registry import Authorisation, ItemPublished, VenueRegistered, Window
from shared.contracts.validity import holds


class Ability(StrEnum):
    """Where an item stands at a hall on a day (S1.1)."""

    UNLISTED = "unlisted"
    DUE = "due"
    ENTERED = "entered"
    DOABLE = "doable"
    WITHDRAWN = "withdrawn"


def ability(hall: VenueRegistered, item: ItemPublished, stated: AdmissionStated | None, day: date) -> Ability:
    """Tell where an item stands at a hall on a day; doable: entered, a window with full authority, a guide in force."""
    if stated is None or day < stated.due_from:
        return Ability.UNLISTED
    if withdrawn(stated, day):
        return Ability.WITHDRAWN
    if not entered(stated, day):
        return Ability.DUE
    authorised = any(completes(window, item.code, day) for window in hall.windows)
    return Ability.DOABLE if authorised and item.effective_from <= day else Ability.ENTERED


def entered(stated: AdmissionStated, day: date) -> bool:
    """Tell whether an item has entered the hall by a day."""
    return stated.entered_on is not None and stated.entered_on <= day


def withdrawn(stated: AdmissionStated, day: date) -> bool:
    """Tell whether a withdrawal has taken effect; one that is announced only has not."""
    return stated.withdrawn_from is not None and stated.withdrawn_from <= day


def completes(window: Window, item: str, day: date) -> bool:
    """Tell whether a window may do the township's own steps of an item on a day."""
    return any(each.complete and holds(each, day) for each in authorities(window, item))


def takes(window: Window, item: str, day: date) -> bool:
    """Tell whether a window takes an item in on a day: it lists it, and where its authority is dated, it holds."""
    dated = authorities(window, item)
    return item in window.items and (not dated or any(holds(each, day) for each in dated))


def taken_in(hall: VenueRegistered, item: str, day: date) -> bool:
    """Tell whether some window of a hall takes an item in on a day."""
    return any(takes(window, item, day) for window in hall.windows)


def authorities(window: Window, item: str) -> list[Authorisation]:
    """Give a window's dated authorities for an item."""
    return [each for each in window.authorised if each.item == item]


def stay_on(stated: StationingStated, day: date) -> Stay | None:
    """Give how a department serves at a hall on a day, or None where it does not."""
    return next((stay for stay in stated.stays if holds(stay, day)), None)
