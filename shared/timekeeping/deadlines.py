"""A deadline that explains itself, and the suspensions a period may have."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from shared.timekeeping.clock import in_shanghai
from shared.timekeeping.errors import BadPeriod, ClockStopped

Reason = Literal["weekend", "public_holiday", "local_holiday", "suspended"]

REASONS: dict[Reason, tuple[str, str]] = {
    "weekend": ("周末", "weekend"),
    "public_holiday": ("放假日", "public holiday"),
    "local_holiday": ("地方放假日", "holiday of the jurisdiction"),
    "suspended": ("停表（特别程序）", "clock suspended (special procedure)"),
}
"""Why a day was left out, in Chinese and English."""


@dataclass(frozen=True, slots=True)
class Pause:
    """A suspension: the clock stands on `start` and runs again on `end`; `end` is None while it lasts.

    Raises:
        BadPeriod: `end` lies before `start`.
    """

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        """Refuse a suspension that ends before it begins."""
        if self.end is not None and self.end < self.start:
            raise BadPeriod(f"the suspension of {self.start.isoformat()} ends before it begins")

    def covers(self, day: date) -> bool:
        """Tell whether the clock stands on the day: start <= day < end (B-3.3)."""
        return self.start <= day and (self.end is None or day < self.end)


def stopped(day: date, pauses: Iterable[Pause], remaining: int) -> bool:
    """Tell whether any suspension covers the day.

    Raises:
        ClockStopped: one does that has no end yet, so that no later day can be counted either.
    """
    covering = [pause for pause in pauses if pause.covers(day)]
    for pause in covering:
        if pause.end is None:
            raise ClockStopped(pause.start, remaining)
    return bool(covering)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A day that was left out of the count, and why."""

    day: date
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """The last day of a period, with every day behind it.

    Attributes:
        start: the day the period counts from; itself never counted.
        due: the last day; what happens before 24:00 of it is in time.
        expires_at: the moment from which it is late: 24:00 of `due`, or the exact moment of a limit in hours.
        counted: the days of the period, in order.
        skipped: the days left out, in order: before the last counted day, or passed over behind it.
        provisional: a calendar was used for which no official notice is known, so the day may still move.
        versions: the calendar versions that were used, by year.
    """

    start: date
    due: date
    expires_at: datetime
    counted: tuple[date, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    provisional: bool = False
    versions: tuple[str, ...] = ()

    @property
    def moved_from(self) -> date | None:
        """The rest day on which the period would have ended, where that moved the end on; else None."""
        return self.counted[-1] if self.counted and self.counted[-1] != self.due else None

    def overdue(self, moment: datetime) -> bool:
        """Tell whether it is late at a tz-aware moment."""
        return in_shanghai(moment) >= self.expires_at

    def explained(self) -> dict[str, Any]:
        """Give the deadline and every day behind it as JSON-ready data: what `yizhan due --json` prints."""
        return {
            "start": self.start.isoformat(),
            "due": self.due.isoformat(),
            "expires_at": self.expires_at.isoformat(),
            "moved_from": self.moved_from.isoformat() if self.moved_from else None,
            "provisional": self.provisional,
            "counted": [day.isoformat() for day in self.counted],
            "skipped": [_reasoned(skip) for skip in self.skipped],
            "calendar": list(self.versions),
        }


def _reasoned(skip: Skipped) -> dict[str, str]:
    zh, en = REASONS[skip.reason]
    return {"date": skip.day.isoformat(), "reason": skip.reason, "zh": zh, "en": en}
