"""The JSON endpoint of coverage: public figures with the departments and items behind them."""

from __future__ import annotations

from typing import Any

from services.metrics.coverage import quarters, views
from services.metrics.coverage.schemas import CoverageOut, CoverageQuery, QuarterOut
from services.metrics.scoring import parse_period
from services.metrics.service import Metrics
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
