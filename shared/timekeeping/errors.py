"""What timekeeping refuses.

Rejected
└── TimekeepingError      base of all of these; its code, message and basis reach the caller as they are
    ├── NoCalendar        `no_calendar`: neither an official nor a provisional calendar covers the day
    ├── ClockStopped      `clock_stopped`: a suspension without an end stops the period before its last day
    ├── BadPeriod         `bad_period`: a period or date that cannot be counted
    ├── BadRule           `bad_market_rule`: a market-day rule that cannot be applied
    └── DamagedCalendar   `damaged_calendar`: a calendar's content does not match its hash, or has impossible days
"""

from __future__ import annotations

from datetime import date

from shared.contracts import Rejected


class TimekeepingError(Rejected):
    """Base of all refusals of timekeeping."""


class NoCalendar(TimekeepingError):
    """No calendar covers the day: a guess here would silently give a wrong deadline (B-3.2)."""

    def __init__(self, day: date) -> None:
        super().__init__(
            "no_calendar", f"no working-day calendar covers {day.isoformat()}", "许可法82; B-3.2", status=422
        )
        self.day = day


class ClockStopped(TimekeepingError):
    """The period is suspended without an end, so its last day is not known yet (Licensing Law art. 45)."""

    def __init__(self, since: date, remaining: int) -> None:
        message = f"the clock stands since {since.isoformat()} with {remaining} days to run"
        super().__init__("clock_stopped", message, "许可法45")
        self.since = since
        self.remaining = remaining


class BadPeriod(TimekeepingError):
    """A length, date or suspension that cannot be counted."""

    def __init__(self, message: str) -> None:
        super().__init__("bad_period", message, status=422)


class BadRule(TimekeepingError):
    """A market-day rule that cannot be applied; the message names the field."""

    def __init__(self, message: str) -> None:
        super().__init__("bad_market_rule", message, "B-3.4", status=422)


class DamagedCalendar(TimekeepingError):
    """A calendar whose content does not match its hash, or that contradicts itself."""

    def __init__(self, message: str) -> None:
        super().__init__("damaged_calendar", message, "B-3.2", status=422)
