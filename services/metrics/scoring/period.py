"""Periods of assessment: quarters, written `2026Q3`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from shared.contracts import Rejected

_QUARTER = re.compile(r"(20[0-9]{2})Q([1-4])")


@dataclass(frozen=True, slots=True)
class Period:
    """A quarter, first and last day included."""

    name: str
    first: date
    last: date

    def previous(self) -> Period:
        """Give the quarter before."""
        return period_of(self.first - timedelta(days=1))

    def next(self) -> Period:
        """Give the quarter after."""
        return period_of(self.last + timedelta(days=1))


def parse_period(name: str) -> Period:
    """Read `2026Q3`.

    Raises:
        Rejected: `unknown_period`.
    """
    told = _QUARTER.fullmatch(name)
    if told is None:
        raise Rejected("unknown_period", "a period is a quarter, for example 2026Q3", status=404)
    return _quarter(int(told[1]), int(told[2]))


def period_of(day: date) -> Period:
    """Give the quarter a day lies in."""
    return _quarter(day.year, (day.month + 2) // 3)


def _quarter(year: int, number: int) -> Period:
    first = date(year, 3 * number - 2, 1)
    after = date(year + number // 4, 3 * number % 12 + 1, 1)
    return Period(f"{year}Q{number}", first, after - timedelta(days=1))
