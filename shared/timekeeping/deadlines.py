"""A deadline that explains itself, and the suspensions a period may have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from shared.timekeeping.clock import in_shanghai
from shared.timekeeping.errors import BadPeriod, ClockStopped

Reason = Literal["weekend", "public_holiday", "local_holiday", "suspended"]
Why = Literal["working_day", "worked_weekend", "natural_day", "moved_on"]
Counting = Literal["working_days", "natural_days", "months", "hours", "same_day"]

REASONS: dict[Reason, tuple[str, str]] = {
    "weekend": ("周末", "weekend"),
    "public_holiday": ("放假日", "public holiday"),
    "local_holiday": ("地方放假日", "holiday of the jurisdiction"),
    "suspended": ("停表（特别程序）", "clock suspended (special procedure)"),
}
"""Why a day was left out, in Chinese and English."""

WHYS: dict[Why, tuple[str, str]] = {
    "working_day": ("工作日", "working day"),
    "worked_weekend": ("调休上班的周末", "a weekend that is worked"),
    "natural_day": ("自然日", "natural day"),
    "moved_on": ("顺延至此届满", "the period was moved on to this day and ends with it"),
}
"""Why a day was counted, or why the period ends on it, in Chinese and English."""


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
            raise BadPeriod(f"the suspension of {self.start.isoformat()} ends before it begins", "pause")

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
        unit: how the period was counted.
        moved_because: why the last day could not be the end, where that moved the end on.
    """

    start: date
    due: date
    expires_at: datetime
    counted: tuple[date, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    provisional: bool = False
    versions: tuple[str, ...] = ()
    unit: Counting = "working_days"
    moved_because: Reason | None = None

    @property
    def moved_from(self) -> date | None:
        """The rest day on which the period would have ended, where that moved the end on; else None."""
        if self.moved_because is None:
            return None
        return self.counted[-1] if self.counted else self.start

    def overdue(self, moment: datetime) -> bool:
        """Tell whether it is late at a tz-aware moment."""
        return in_shanghai(moment) >= self.expires_at

    def explained(self) -> dict[str, Any]:
        """Give the deadline and every day behind it as JSON-ready data: what `yizhan due --json` prints.

        `days` goes through every day from the start to the end, in order: its number in the count, or null where it was
        left out, and why.
        """
        return {
            "start": self.start.isoformat(),
            "unit": self.unit,
            "due": self.due.isoformat(),
            "expires_at": self.expires_at.isoformat(),
            "moved_from": self.moved_from.isoformat() if self.moved_from else None,
            "moved_because": _worded(self.moved_because, REASONS) if self.moved_because else None,
            "provisional": self.provisional,
            "counted": [day.isoformat() for day in self.counted],
            "skipped": [{"date": skip.day.isoformat(), **_worded(skip.reason, REASONS)} for skip in self.skipped],
            "days": self._days(),
            "calendar": list(self.versions),
        }

    def _days(self) -> list[dict[str, Any]]:
        counted = {day: (number, self._why(day)) for number, day in enumerate(self.counted, 1)}
        told = {day: {"counted": number, **_worded(why, WHYS)} for day, (number, why) in counted.items()}
        told |= {skip.day: {"counted": None, **_worded(skip.reason, REASONS)} for skip in self.skipped}
        if self.moved_because:
            told[self.due] = {"counted": None, **_worded("moved_on", WHYS)}
        return [{"date": day.isoformat(), **told[day]} for day in sorted(told)]

    def _why(self, day: date) -> Why:
        if self.unit != "working_days":
            return "natural_day"
        return "worked_weekend" if day.isoweekday() > 5 else "working_day"


def _worded(reason: str, words: Mapping[Any, tuple[str, str]]) -> dict[str, str]:
    zh, en = words[reason]
    return {"reason": reason, "zh": zh, "en": en}
