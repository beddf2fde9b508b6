"""What the rules of both kinds of remedies ask of days. Pure."""

from __future__ import annotations

from datetime import date

from shared.contracts import Command, Rejected
from shared.timekeeping import local_day


def past(command: Command, day: date, field: str) -> None:
    """Refuse a day that lies ahead."""
    if day > local_day(command.meta.now):
        reason = "this day has not come"
        raise Rejected("future_day", reason, status=422, errors={field: reason})


def in_order(before: date, after: date, field: str) -> None:
    """Refuse a day before the one it follows."""
    if after < before:
        reason = "the days do not follow one another"
        raise Rejected("wrong_order", reason, status=422, errors={field: reason})
