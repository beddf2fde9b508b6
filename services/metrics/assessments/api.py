"""JSON endpoints of assessments: assessments, rankings, counts, and the cases behind a number.

Figures are public, because departments and citizens are to check them; single cases are not.
"""

from __future__ import annotations

from typing import Any

from services.metrics.assessments import behind, counting, told, views, what_if
from services.metrics.assessments.bundle import bundle
from services.metrics.assessments.bundle_schemas import BundleOut, WhatIfIn, WhatIfOut
from services.metrics.assessments.schemas import (
    AllCountsOut,
    AssessmentOut,
    AssessmentsOut,
    CaseRowOut,
    DaysQuery,
    KindQuery,
    ListQuery,
    PeriodQuery,
    RankingOut,
)
from services.metrics.facts.sums import COUNTS
from services.metrics.readers import knows_number, reader, require_unit_in_sight, sees
from services.metrics.scoring import parse_period
from services.metrics.service import Metrics
from shared.identity.access import public, requires
from shared.web.api import Blueprint
from shared.web.kit import current
from shared.web.paging import Paging, PagingQuery, page_schema

FIGURES = "published figures hold no personal data (S2.9c)"

api = Blueprint("assessments", __name__, url_prefix="/api/v1", description="考核 assessments")


@api.route("/assessments")
@public(FIGURES)
@api.arguments(PeriodQuery, location="query")
@api.response(200, AssessmentsOut)
@api.alt_response(404, description="no such period")
def assessments(query: dict[str, Any]) -> Any:
    """Give the assessment of every department, hall or point in a period, live."""
    metrics = current(Metrics)
    period = parse_period(query["period"]) if query["period"] else views.default_period(metrics)
    board = views.board(metrics, period, query["kind"])
    return {**told.about(board), "items": [told.assessment(board, each) for each in board.standings]}


@api.route("/assessments/<period>/<unit>")
@public(FIGURES)
@api.response(200, AssessmentOut)
@api.alt_response(404, description="no such period or department")
def assessment(period: str, unit: str) -> Any:
    """Give a unit's assessment: scores with numerators, denominators and the lists behind them."""
    board, standing = views.standing_of(current(Metrics), parse_period(period), unit)
    return told.assessment(board, standing)


@api.route("/assessments/<period>/<unit>/cases")
@requires("history.read")
@api.arguments(ListQuery, location="query")
@api.arguments(PagingQuery, location="query")
@api.response(200, page_schema(CaseRowOut))
@api.alt_response(404, description="no such period or list")
def cases(query: dict[str, Any], paging: Paging, period: str, unit: str) -> Any:
    """List the cases behind a number: `late`, `overdue`, `rated_bad` and so on.

    A report is listed without its number where people of the unit it may be about look (S2.9b).
    """
    metrics, identity = current(Metrics), require_unit_in_sight(unit)
    rows = behind.cases_behind(metrics, unit, query["list"], parse_period(period))
    after = str(paging.after[0]) if paging.after else ""
    mine = [r for r in rows if r.case > after and sees(identity, unit, r.division)]
    page = paging.page(mine[: paging.fetch], key=lambda row: [row.case])
    return {**page, "items": [told.case_row(r, named=knows_number(metrics, identity, r.case)) for r in page["items"]]}


@api.route("/assessments/<period>/<unit>/bundle")
@public(FIGURES)
@api.response(200, BundleOut)
@api.alt_response(404, description="no such period or unit")
def unit_bundle(period: str, unit: str) -> Any:
    """Give everything a unit's score follows from: signed policy, what each case adds, facts of the register, score.

    `recompute.py`, served at `/assessments/static/recompute.py`, recomputes the score from it with Python's standard
    library alone. Cases go by their number only for whoever may see them.
    """
    metrics = current(Metrics)
    board, standing = views.standing_of(metrics, parse_period(period), unit)
    return bundle(metrics, board, standing, reader(metrics, unit))


@api.route("/what-if", methods=["POST"])
@requires("score.read")
@api.arguments(WhatIfIn)
@api.response(200, WhatIfOut)
@api.alt_response(404, description="no such period")
def try_policy(body: dict[str, Any]) -> Any:
    """Score a past or running period by a draft policy, from the same facts, beside the policy in force.

    Nothing is recorded and nothing is changed.
    """
    draft = what_if.draft_of(body["policy"])
    return what_if.compared(current(Metrics), parse_period(body["period"]), body["kind"], draft)


@api.route("/rankings/<period>")
@public(FIGURES)
@api.arguments(KindQuery, location="query")
@api.response(200, RankingOut)
@api.alt_response(404, description="no such period")
def ranking(query: dict[str, Any], period: str) -> Any:
    """Rank the units of a period; ties share a rank, samples too small are not ranked."""
    return told.ranking(views.board(current(Metrics), parse_period(period), query["kind"]))


@api.route("/counts")
@public(FIGURES)
@api.arguments(DaysQuery, location="query")
@api.response(200, AllCountsOut)
def counts(query: dict[str, Any]) -> Any:
    """Count what was received, accepted, declined, decided, delivered, rated and complained of, by department.

    `kept` and `places`: what was due on a day and kept or not, of departments, and of halls and points.
    """
    metrics = current(Metrics)
    first, last = query["first"] or views.ALL_TIME[0], query["last"] or views.ALL_TIME[1]
    by_unit, names = counting.counts(metrics, first, last), views.department_names(metrics)
    kept, at_places = counting.kept(metrics, first, last)
    rows = [
        {"unit": u, "name": told.both(views.name_of(names, u)), **c, "kept": kept.get(u, {})}
        for u, c in by_unit.items()
    ]
    return {
        "departments": rows,
        "total": {name: sum(c[name] for c in by_unit.values()) for name in COUNTS},
        "places": [{"unit": place, "kept": each} for place, each in at_places.items()],
    }
