"""Contributions added up: a unit's named sums, by day and over a period. docs/scoring.md lists every name.

A unit is a department (over all venues) or a venue, hall or point (over all departments): keys of sums name both.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

DaySums = dict[str, dict[str, int]]
"""Day (`YYYY-MM-DD`) -> name -> integer, of one unit."""

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

FAMILIES = (
    "instant",
    "negative",
    "direction",
    "bad",
    "answer",
    "duty",
    "half_day",
    "market_day",
    "appointment",
    "visit",
    "special",
    "consultation",
    "handover",
    "report",
)
"""What is due on a day and kept or not: `<family>_met`, `_missed`, `_open`; together `<family>`."""

WHOLES: Mapping[str, tuple[str, ...]] = {
    "accepted": ("receipts", "receipts_late", "accepted_instant"),
    "promised": ("receipts", "receipts_late"),
    "early_of": ("early", "steady"),
    "on_time": ("early", "steady", "brief"),
    "due": ("early", "steady", "brief", "late", "open"),
    "defective": ("notice_good", "notice_bad"),
    "ratings": ("grade_1", "grade_2", "grade_3", "grade_4", "grade_5"),
    **{family: (f"{family}_met", f"{family}_missed", f"{family}_open") for family in FAMILIES},
}
"""Names that are the sum of others."""

PARTS = frozenset(part for parts in WHOLES.values() for part in parts)
PENDING = {"settled": "due", **{f"{family}_settled": family for family in FAMILIES}}
"""Denominators as they stand: the whole without what is open and not yet due."""

EXPLAINED = ("late_explained", "late_by_rule", "open_explained")
"""Of what is late or overdue: those whose lateness needs no explaining any more, or never did."""

OPEN = {"due": "open", **{family: f"{family}_open" for family in FAMILIES}}

NAMES = frozenset(
    {
        *COUNTS,
        *WHOLES,
        *PARTS,
        *PENDING,
        *("pending", "overdue", "unexplained", "late_explained", "open_explained", "late_by_rule"),
        *("lagging", "excluded"),
        *("closed", "substantiated", "partly", "hotline_returned", "fee_attempts"),
        *(f"veto_{what}" for what in ("bribe", "retaliation", "leak", "illegal_fee", "false_data")),
    }
)
"""Every name a policy may use of these, besides what the register tells and the groups of faults (`!...`)."""


def by_department(sums: Mapping[str, int]) -> dict[str, DaySums]:
    """Sort a fold's sums by department and day; what belongs to no department is left out."""
    return _sorted(sums, 0)


def by_venue(sums: Mapping[str, int]) -> dict[str, DaySums]:
    """Sort a fold's sums by venue and day; what belongs to no venue is left out."""
    return _sorted(sums, 1)


def _sorted(sums: Mapping[str, int], part: int) -> dict[str, DaySums]:
    found: dict[str, DaySums] = {}
    for key, value in sums.items():
        units, day, name = key.rsplit("|", 2)
        unit = units.split("@")[part]
        if unit:
            names = found.setdefault(unit, {}).setdefault(day, {})
            names[name] = names.get(name, 0) + value
    return found


def with_wholes(names: Mapping[str, int]) -> dict[str, int]:
    """Give named sums with the names that are sums of others; absent ones are 0."""
    told = dict.fromkeys(NAMES, 0) | dict(names)
    for whole, parts in WHOLES.items():
        told[whole] = sum(names.get(part, 0) for part in parts)
    return told


def period_sums(days: Mapping[str, Mapping[str, int]], first: date, last: date, today: date) -> dict[str, int]:
    """Add up the days from `first` to `last`, both included, as seen on `today`.

    `overdue` are open cases whose due date has passed, `pending` those whose due date has not; `settled` is `due`
    without the pending ones: what a live on-time rate is measured against. Families have their `_settled` likewise.
    When a period is over, nothing is pending and `settled` is the whole cohort. `unexplained` are late and overdue
    cases whose lateness nobody has explained in public, where there is one to explain.
    """
    added: dict[str, int] = {}
    waiting: dict[str, int] = {}
    lower, upper, now = first.isoformat(), last.isoformat(), today.isoformat()
    for day, names in days.items():
        if lower <= day <= upper:
            for name, value in names.items():
                added[name] = added.get(name, 0) + value
                if day >= now and (name.endswith("open") or name == "open_explained"):
                    waiting[name] = waiting.get(name, 0) + value
    total = with_wholes(added)
    for settled, whole in PENDING.items():
        total[settled] = total[whole] - waiting.get(OPEN[whole], 0)
    total["pending"] = waiting.get("open", 0)
    total["overdue"] = total["open"] - total["pending"]
    explained = sum(total[name] for name in EXPLAINED) - waiting.get("open_explained", 0)
    total["unexplained"] = total["late"] + total["overdue"] - explained
    return total
