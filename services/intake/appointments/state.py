"""An appointment: what was promised and what came of it. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from shared.contracts import Event
from shared.contracts.hall_day import (
    AppointmentArrived,
    AppointmentBooked,
    AppointmentCancelled,
    AppointmentChanged,
    AppointmentKept,
    AppointmentMissed,
)

Status = Literal["none", "booked", "arrived", "kept", "missed", "cancelled"]


@dataclass(frozen=True, slots=True)
class Appointment:
    """What holds now: the slot may be another than at first."""

    status: Status = "none"
    booked: AppointmentBooked | None = None
    begins: datetime | None = None
    ends: datetime | None = None
    seat: int = 0
    market_day: bool = False
    changes: int = 0
    ticket: str = ""
    arrived_at: datetime | None = None
    ended_by: str = ""
    reason: str = ""


def evolve(held: Appointment, fact: Event) -> Appointment:
    """Give the appointment after a fact."""
    match fact:
        case AppointmentBooked():
            return _placed(replace(held, status="booked", booked=fact), fact)
        case AppointmentChanged():
            return _placed(replace(held, changes=held.changes + 1), fact)
        case AppointmentArrived():
            return replace(held, status="arrived", ticket=fact.ticket, arrived_at=fact.at)
        case AppointmentKept():
            return replace(held, status="kept")
        case AppointmentMissed() | AppointmentCancelled():
            status: Status = "missed" if isinstance(fact, AppointmentMissed) else "cancelled"
            return replace(held, status=status, ended_by=fact.by, reason=fact.reason)
    return held


def _placed(held: Appointment, fact: AppointmentBooked | AppointmentChanged) -> Appointment:
    return replace(held, begins=fact.begins, ends=fact.ends, seat=fact.seat, market_day=fact.market_day)
