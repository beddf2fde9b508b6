"""The JSON endpoint of coverage: public figures with the departments and items behind them."""

from __future__ import annotations

from datetime import date
from typing import Any

from services.metrics.coverage import day_views, quarters, views
from services.metrics.coverage.schemas import (
    CoverageOut,
    CoverageQuery,
    DaysQuery,
    FigureDaysOut,
    OneDayOut,
    QuarterOut,
)
from services.metrics.readers import reader
from services.metrics.scoring import parse_period
from services.metrics.service import Metrics
from shared.contracts import Rejected
from shared.identity.access import public
from shared.web.api import Blueprint
from shared.web.kit import current

api = Blueprint("coverage", __name__, url_prefix="/api/v1", description="覆盖率 coverage")

PUBLIC_FIGURES = "coverage is published with what is missing, and holds no personal data (S1.0a)"


@api.route("/coverage")
@public(PUBLIC_FIGURES)
@api.arguments(CoverageQuery, location="query")
@api.response(200, CoverageOut)
def coverage(query: dict[str, Any]) -> Any:
    """Give C1, C2 and C3a of every hall on a day with their members, and what became simpler (G3)."""
    metrics = current(Metrics)
    day = query["on"] or metrics.today()
    return views.coverage(metrics.replica, day, query["hall"], query["division"])


@api.route("/coverage/<period>")
@public(PUBLIC_FIGURES)
@api.response(200, QuarterOut)
@api.alt_response(404, description="no such period")
def quarter(period: str) -> Any:
    """Give C1 to C4 of every hall and G1 to G5 in a quarter, each with what is missing (A-2)."""
    return quarters.coverage_of(current(Metrics), parse_period(period))


@api.route("/coverage/<period>/days")
@public(PUBLIC_FIGURES)
@api.arguments(DaysQuery, location="query")
@api.response(200, FigureDaysOut)
@api.alt_response(404, description="no such period, figure or hall")
def days(query: dict[str, Any], period: str) -> Any:
    """Give a figure on every working day of a quarter so far, and the mean of their ratios (A-2)."""
    return day_views.days(current(Metrics), parse_period(period), query["figure"], query["hall"])


@api.route("/coverage/<period>/days/<day>")
@public(PUBLIC_FIGURES)
@api.arguments(DaysQuery, location="query")
@api.response(200, OneDayOut)
@api.alt_response(404, description="no such period, day, figure or hall")
def one_day(query: dict[str, Any], period: str, day: str) -> Any:
    """Give one working day of a figure with everything behind it; cases only for whoever may see them."""
    hall, told = query["hall"], parse_period(period)
    return day_views.day(current(Metrics), told, asked_day(day), query["figure"], hall, reader(current(Metrics), hall))


def asked_day(told: str) -> date:
    """Read a day of a path; raises `not_counted`."""
    try:
        return date.fromisoformat(told)
    except ValueError:
        raise Rejected("not_counted", "a day, like 2026-09-17", "A-2", status=404) from None
