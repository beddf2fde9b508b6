"""What people ask the register about a day: which one, and a subject that may not be there."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

import marshmallow as ma

from services.intake.service import Intake
from shared.contracts import Event, Rejected
from shared.web.fields import Day
from shared.web.kit import current
from shared.web.meta import request_now

E = TypeVar("E", bound=Event)


class DayQuery(ma.Schema):
    """The day asked about; today unless told."""

    on = Day(load_default=None)


def day_of(query: dict[str, Any]) -> date:
    """Give the day asked about."""
    day: date | None = query["on"]
    return day or request_now().date()


def subject_of(kind: type[E], key: str, version: int | None = None) -> tuple[E, int]:
    """Give a subject and the version of its statement; 404 where the register has none."""
    try:
        return current(Intake).replica.versioned(kind, key, version)
    except Rejected as unknown:
        raise Rejected(unknown.code, unknown.message, status=404) from None
