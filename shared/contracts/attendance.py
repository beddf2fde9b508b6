"""What happens at halls and points day by day: who was there, whether a market day was kept, which window is online.

Owner: intake; topic: `journal`. Streams: `attendance/<venue>-<day>` and `connectivity/<venue>-<window>`. Staff appear
by their accounts. Times are tz-aware; a day is the local day.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from shared.contracts.events import Event, event
from shared.contracts.venues import Half


@event("shift.checked_in")
class ShiftCheckedIn(Event):
    """Somebody began work at a post.

    Attributes:
        standing: `a` or `b` where the roster names them for the post, `other` where it does not.
        authorised: the account may receive applications; a market day is kept by such people only (G12).
        due_at: when the half day begins; None where nobody was rostered.
        late_minutes: whole minutes behind `due_at`, 0 within the grace.
        department: whose window it is; empty for posts that are no window.
    """

    venue: str
    day: date
    half: Half
    post: str
    staff: str
    standing: Literal["a", "b", "other"]
    authorised: bool
    at: datetime
    due_at: datetime | None = None
    late_minutes: int = 0
    department: str = ""


@event("shift.checked_out")
class ShiftCheckedOut(Event):
    """Somebody went from the post they had checked in at."""

    venue: str
    day: date
    post: str
    staff: str
    at: datetime


@event("shift.absent")
class ShiftAbsent(Event):
    """A rostered post had nobody, neither A nor B nor anyone else, some time after its half day began (B-4)."""

    venue: str
    day: date
    half: Half
    post: str
    a: str
    b: str
    since: datetime
    department: str = ""


Purpose = Literal["check", "guidance", "training"]
PURPOSES: tuple[Purpose, ...] = ("check", "guidance", "training")


@event("attendance.inspected")
class AttendanceInspected(Event):
    """An inspector looked in: was the place open, and how many people were at work (G12).

    `purpose`: to check, or to guide or train whoever works there (S2.1f); `note`: what was found or taught, nobody's
    name.
    """

    venue: str
    day: date
    open: bool
    present: int
    at: datetime
    purpose: Purpose = "check"
    note: str = ""


@event("market_day.opened")
class MarketDayOpened(Event):
    """A weekend market day on which the place had to be open, and was (S2.6a, G12).

    `minutes`: the longest an authorised person was there; `cases`: received there that day; `inspections`: notes that
    found it open.
    """

    venue: str
    day: date
    division: str
    minutes: int
    people: int
    cases: int
    inspections: int


@event("market_day.missed")
class MarketDayMissed(Event):
    """A weekend market day on which the place had to be open, and was not: nobody came, too short, or nothing done."""

    venue: str
    day: date
    division: str
    reason: Literal["nobody", "too_short", "no_activity"]
    minutes: int = 0


@event("window.connected")
class WindowConnected(Event):
    """A window's device was heard from, for the first time or again (S2.8a, S1.2a)."""

    venue: str
    window: str
    division: str
    at: datetime


@event("window.lost")
class WindowLost(Event):
    """A window's device has not been heard from for longer than the configured time; `since`: when it last was."""

    venue: str
    window: str
    division: str
    since: datetime
