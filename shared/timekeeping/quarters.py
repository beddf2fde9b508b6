"""Quarters of the year."""

from __future__ import annotations

from datetime import date


def next_quarter(day: date) -> date:
    """Give the first day of the quarter after the one in which a day lies."""
    months = day.year * 12 + (day.month - 1) // 3 * 3 + 3
    return date(months // 12, months % 12 + 1, 1)
