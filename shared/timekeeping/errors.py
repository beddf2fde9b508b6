"""What timekeeping refuses.

Rejected
└── TimekeepingError      base of all of these; its code, message and basis reach the caller as they are
    ├── NoCalendar        `no_calendar`: neither an official nor a provisional calendar covers the day
    ├── ClockStopped      `clock_stopped`: a suspension without an end stops the period before its last day
    ├── BadPeriod         `bad_period`: a period or date that cannot be counted
    ├── BadRule           `bad_market_rule`: a market-day rule that cannot be applied; besides
    │                     `never_a_market_day`, `overlapping_validity`, `no_lunar_date` where exactly that is wrong
    └── DamagedCalendar   `damaged_calendar`: a calendar's content does not match its hash, or has impossible days;
                          besides `calendar_hole`, `notice_missing`, `official_stays`, `bad_local_days` where exactly
                          that is wrong with a publication
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
            "no_calendar",
            f"no working-day calendar covers {day.isoformat()}",
            "许可法82; B-3.2",
            status=422,
            errors={"year": f"no calendar of {day.year} is known"},
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
    """A length, date or suspension that cannot be counted; `field` is the one to blame."""

    def __init__(self, message: str, field: str = "start") -> None:
        super().__init__("bad_period", message, "民法典200; B-3.3", status=422, errors={field: message})


class BadRule(TimekeepingError):
    """A market-day rule that cannot be applied; `field` is the one to blame, by its path in the rule."""

    def __init__(self, message: str, field: str = "", code: str = "bad_market_rule") -> None:
        told = f"{field}: {message}" if field else message
        super().__init__(code, told, "S2.6a; B-3.4", status=422, errors={field or "rule": message})


class DamagedCalendar(TimekeepingError):
    """A calendar that does not match its hash, contradicts itself or is not whole; `field` is the one to blame."""

    def __init__(
        self, message: str, field: str = "hash", code: str = "damaged_calendar", basis: str = "放假办法2; B-3.2"
    ) -> None:
        super().__init__(code, message, basis, status=422, errors={field: message})
