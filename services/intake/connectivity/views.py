"""Which lines of a place are up, what share that is, and which points are not linked (S1.2a, S2.8a)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from services.intake.connectivity.beats import lines_of
from services.intake.service import Intake
from shared.contracts.registry import VenueRegistered
from shared.timekeeping import Calendar, end_of, local_day

UNLINKED_AFTER_WORKING_DAYS = 1
"""A point offline for more than one working day is on the list of what is not linked (S1.2a)."""


@dataclass(frozen=True, slots=True)
class LineNow:
    """One line: `never`, `connected` or `lost`, since when, and when it was last heard from."""

    window: str
    status: str
    since: datetime | None = None
    seen: datetime | None = None


@dataclass(frozen=True, slots=True)
class Connection:
    """The lines of a place."""

    lines: tuple[LineNow, ...]

    @property
    def online(self) -> int:
        """How many are up: with `len(lines)` the share of S2.8a, 7 of 8 are 87.5 %."""
        return sum(line.status == "connected" for line in self.lines)


def connection(intake: Intake, venue: VenueRegistered) -> Connection:
    """Give how the lines of a place stand."""
    known = {document["window"]: document for document in intake.beats.find({"venue": venue.id})}
    return Connection(tuple(_line(window, known.get(window)) for window in lines_of(venue)))


def unlinked(connection: Connection, calendar: Calendar, now: datetime) -> bool:
    """Tell whether every line of a place has been down for more than one working day, or never was up.

    The day on which the line was lost is not counted; the place is on the list from the end of the next working day.
    """
    return bool(connection.lines) and all(_down_long(line, calendar, now) for line in connection.lines)


def _down_long(line: LineNow, calendar: Calendar, now: datetime) -> bool:
    if line.status == "connected":
        return False
    if line.since is None:
        return True
    return now >= end_of(calendar.add_working_days(local_day(line.since), UNLINKED_AFTER_WORKING_DAYS))


def _line(window: str, document: dict[str, str] | None) -> LineNow:
    if document is None or "status" not in document:
        return LineNow(window, "never")
    since, seen = datetime.fromisoformat(document["since"]), datetime.fromisoformat(document["seen"])
    return LineNow(window, document["status"], since, seen)
