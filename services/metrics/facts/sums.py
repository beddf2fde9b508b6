"""Contributions added up: a department's named sums, by day and over a period."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

DaySums = dict[str, dict[str, int]]
"""Day (`YYYY-MM-DD`) -> name -> integer, of one department."""

COUNTS = (
    "received",
    "accepted",
    "declined",
    "withdrawn",
    "decided",
    "completed",
    "delivered",
    "rated",
    "complaints",
    "warn",
    "yellow",
    "red",
)
"""Plain counts of acts, on the day of the act."""

NAMES = frozenset(
    {
        *COUNTS,
        *("due", "on_time", "late", "open", "settled", "pending", "overdue"),
        *("ratings", "grade_1", "grade_2", "grade_3", "grade_4", "grade_5"),
        *("closed", "substantiated", "partly"),
    }
)
"""Every name a policy may use; `settled`, `pending` and `overdue` are made by `period_sums`."""


def by_department(sums: Mapping[str, int]) -> dict[str, DaySums]:
    """Sort a fold's sums (`department|day|name`) by department and day."""
    sorted_sums: dict[str, DaySums] = {}
    for key, value in sums.items():
        department, day, name = key.rsplit("|", 2)
        sorted_sums.setdefault(department, {}).setdefault(day, {})[name] = value
    return sorted_sums


def period_sums(days: Mapping[str, Mapping[str, int]], first: date, last: date, today: date) -> dict[str, int]:
    """Add up the days from `first` to `last`, both included, as seen on `today`.

    `overdue` are open cases whose due date has passed, `pending` those whose due date has not; `settled` is `due`
    without the pending ones: what a live on-time rate is measured against. When a period is over, nothing is
    pending and `settled` is the whole cohort.
    """
    total = dict.fromkeys(NAMES, 0)
    lower, upper, now = first.isoformat(), last.isoformat(), today.isoformat()
    for day, names in days.items():
        if not lower <= day <= upper:
            continue
        for name, value in names.items():
            total[name] += value
        total["overdue" if day < now else "pending"] += names.get("open", 0)
    total["settled"] = total["due"] - total["pending"]
    return total
