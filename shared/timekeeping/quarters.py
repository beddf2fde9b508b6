"""Quarters of the year."""

from __future__ import annotations

from datetime import date


def quarter_of(day: date) -> tuple[date, date]:
    """Give the first day of the quarter a day lies in, and that of the next."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1), next_quarter(day)


def next_quarter(day: date) -> date:
    """Give the first day of the quarter after the one in which a day lies."""
    months = day.year * 12 + (day.month - 1) // 3 * 3 + 3
    return date(months // 12, months % 12 + 1, 1)
