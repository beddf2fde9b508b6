"""What can be asked of a venue's day. What the rules need to know of roster and hours arrives with the command."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from shared.contracts import Command
from shared.contracts.attendance import Purpose
from shared.contracts.venues import Half


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn(Command):
    """Begin work at a post, now.

    `a`, `b`: whom the roster names for it, empty where nobody. `due_at`: when the half day begins, None where the place
    is shut. `grace_minutes`: how late is not late yet. `authorised`: the account may receive applications.
    """

    venue: str
    day: date
    half: Half
    post: str
    staff: str
    authorised: bool
    a: str = ""
    b: str = ""
    due_at: datetime | None = None
    grace_minutes: int = 0
    department: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckOut(Command):
    """Leave the post one is at, now."""

    venue: str
    day: date
    staff: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteAbsence(Command):
    """Note that a rostered post has nobody, unless somebody came."""

    venue: str
    day: date
    half: Half
    post: str
    a: str
    b: str
    since: datetime
    department: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspect(Command):
    """Note what an inspector found: the place open or shut, how many at work; what for, and what came of it."""

    venue: str
    day: date
    open: bool
    present: int
    purpose: Purpose = "check"
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeMarketDay(Command):
    """Settle whether a market day that is over was kept. `activity`: when cases were received there that day."""

    venue: str
    day: date
    division: str
    activity: tuple[datetime, ...]
    least_minutes: int


DayCommand = CheckIn | CheckOut | NoteAbsence | Inspect | JudgeMarketDay
