"""At which hall a department is complained of where nobody says so: it counts for the hall where it is dealt with."""

from __future__ import annotations

from datetime import date

from shared.contracts.duties import StationingStated, Stay
from shared.replica import Replica


def hall_of(replica: Replica, department: str, day: date, here: str = "") -> str:
    """Give the hall at which a department serves on a day.

    Args:
        replica: the copy of the register.
        department: its code.
        day: on which it is asked.
        here: the hall a matter lies at already; it stays there where the department serves there too.

    Returns:
        `here`, or the hall of the department's own division, or its only one; empty where it is at none, or at several.
    """
    stated = replica.all(StationingStated).values()
    halls = [each.hall for each in stated if each.department == department and _serves(each.stays, day)]
    if here in halls:
        return here
    division = replica.department(department).division
    own = [hall for hall in halls if replica.venue(hall).division == division]
    return next((found[0] for found in (own, halls) if len(found) == 1), "")


def _serves(stays: tuple[Stay, ...], day: date) -> bool:
    return any(each.effective_from <= day and (each.effective_to is None or day < each.effective_to) for each in stays)
