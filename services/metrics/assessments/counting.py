"""Plain counts between two days, beside the scores: acts on cases, and what was due and kept or not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from services.metrics.assessments.views import department_names
from services.metrics.facts import DaySums, by_department, by_venue, period_sums
from services.metrics.facts.sums import COUNTS
from services.metrics.service import Metrics


def counts(metrics: Metrics, first: date, last: date) -> dict[str, dict[str, int]]:
    """Give every department's plain counts of acts (`received` to `complaints`) between two days."""
    days, today = by_department(metrics.sums()), metrics.today()
    units = sorted(department_names(metrics).keys() | days.keys())
    totals = {unit: period_sums(days.get(unit, {}), first, last, today) for unit in units}
    return {unit: {name: total[name] for name in COUNTS} for unit, total in totals.items()}


KEPT = (
    *(
        f"{family}_{how}"
        for family in (
            "duty",
            "market_day",
            "appointment",
            "visit",
            "special",
            "consultation",
            "handover",
            "report",
        )
        for how in ("met", "missed")
    ),
    "substantiated",
    "hotline_returned",
)
"""What was due and kept or not, and what was found: plain counts beside the acts on cases."""


def kept(metrics: Metrics, first: date, last: date) -> tuple[dict[str, dict[str, int]], dict[str, dict[str, int]]]:
    """Give what departments, and what halls and points kept between two days; what is nought is left out."""
    sums, today = metrics.sums(), metrics.today()

    def told(days: Mapping[str, DaySums]) -> dict[str, dict[str, int]]:
        added = {unit: period_sums(each, first, last, today) for unit, each in sorted(days.items())}
        return {unit: {name: each[name] for name in KEPT if each[name]} for unit, each in added.items()}

    return told(by_department(sums)), told(by_venue(sums))
