"""What may be asked of a number of the queue. All times are the server's: nobody calls for yesterday."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from shared.contracts.commands import Command
from shared.contracts.hall_day import Priority
from shared.contracts.registry import VenueRegistered


@dataclass(frozen=True, slots=True, kw_only=True)
class Take(Command):
    """Take a number for one or more items.

    `opens`, `closes`: of the hall on this day, None where it is shut; numbers are given from `early_minutes` before.
    """

    hall: VenueRegistered
    number: int
    items: tuple[str, ...]
    opens: datetime | None
    closes: datetime | None
    early_minutes: int
    most_items: int
    priority: Priority = ""
    appointment: str = ""
    appointed_for: datetime | None = None
    taken_at_point: Literal["terminal", "desk", "check_in"] = "terminal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call(Command):
    """Call the number to a window, or call it there again."""

    hall: VenueRegistered
    window: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Serve(Command):
    """Say that the window has done items of the number; none named: all it can do."""

    hall: VenueRegistered
    window: str
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PassOver(Command):
    """Say that nobody came, after so many calls at least."""

    window: str
    least_calls: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveBack(Command):
    """Give a waiting number back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Return(Command):
    """Put somebody who missed their call back into the queue."""


TicketCommand = Take | Call | Serve | PassOver | GiveBack | Return
