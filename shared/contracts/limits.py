"""Time limits as facts: a number and the unit it counts in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Unit = Literal["working_days", "natural_days", "hours", "same_day"]


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """A limit as published: `20 working_days`. `same_day` ends at 24:00 of the day of receipt (value 0)."""

    value: int
    unit: Unit
    note: str = ""
