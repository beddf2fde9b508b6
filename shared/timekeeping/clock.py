"""Clocks: the real one, and one that stands still until it is moved. All moments are tz-aware, Asia/Shanghai."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from shared.timekeeping.errors import BadPeriod

SHANGHAI = ZoneInfo("Asia/Shanghai")
"""The one time zone of the law's days; an ISO text in it ends in `+08:00`."""


class Clock(Protocol):
    """Something that tells the time. Nothing else in the system may ask the machine for it."""

    def now(self) -> datetime:
        """Give the present moment, tz-aware, in Asia/Shanghai."""


class RealClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Give the present moment, tz-aware, in Asia/Shanghai."""
        return datetime.now(SHANGHAI)


class VirtualClock:
    """A clock for tests and simulation: it stands at a moment until it is moved, and never goes back."""

    def __init__(self, start: datetime) -> None:
        self._now = in_shanghai(start)

    def now(self) -> datetime:
        """Give the moment the clock stands at."""
        return self._now

    def move_to(self, moment: datetime) -> None:
        """Put the clock forward to a moment.

        Raises:
            BadPeriod: the moment is naive, or lies before the clock's present.
        """
        moment = in_shanghai(moment)
        if moment < self._now:
            raise BadPeriod(f"a clock never goes back: {moment.isoformat()} is before {self._now.isoformat()}")
        self._now = moment

    def advance(self, step: timedelta) -> None:
        """Put the clock forward by a step, which must not be negative."""
        self.move_to(self._now + step)


def in_shanghai(moment: datetime) -> datetime:
    """Give the same moment in Asia/Shanghai.

    Raises:
        BadPeriod: the moment carries no time zone, so it is no moment at all.
    """
    if moment.tzinfo is None:
        raise BadPeriod(f"{moment.isoformat()} carries no time zone")
    return moment.astimezone(SHANGHAI)


def local_day(moment: datetime) -> date:
    """Tell the local day a moment falls on: the receipt day of what was handed in then, night or holiday (B-3.3)."""
    return in_shanghai(moment).date()


def end_of(day: date) -> datetime:
    """Give 24:00 of a day: the moment from which whatever was due on it is late."""
    return datetime.combine(day + timedelta(days=1), time.min, SHANGHAI)
