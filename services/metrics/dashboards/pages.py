"""Pages of the dashboards; public, because figures are for everybody to check."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from services.metrics.assessments import told
from services.metrics.assessments.api import FIGURES
from services.metrics.assessments.pages import REASONS, asked_period
from services.metrics.assessments.views import board, standing_of
from services.metrics.dashboards import exporting, views
from services.metrics.publishing.differing import GRADES
from services.metrics.publishing.pages import GRADE_TONES
from services.metrics.service import Metrics
from shared.identity.access import public
from shared.web.kit import current

pages = Blueprint(
    "dashboard_pages",
    __name__,
    template_folder="templates",
    static_folder="static",
    static_url_path="/dashboards/static",
)


@pages.get("/dashboard")
@public(FIGURES)
def overview() -> ResponseReturnValue:
    """Show a quarter at a glance: places, trend, counties, indicators, cards, coverage."""
    metrics, period, kind = current(Metrics), asked_period(), request.args.get("kind", "department")
    of = board(metrics, period, kind)
    return render_template(
        "dashboards/overview.html",
        board=told.about(of),
        period=period,
        kind=kind,
        sheets=[(each.kind, each.title) for each in of.policy.sheets.values()],
        places=views.places(of),
        trend=views.trend(metrics, period, kind),
        quarters=[each.name for each in views.quarters(metrics, period)],
        counties=views.counties(metrics, period),
        indicators=views.indicators(of),
        cards=views.cards(of),
        coverage=views.covered(metrics, period),
        live=views.live(metrics, period),
        now=metrics.clock.now(),
        **_words(),
    )


@pages.get("/dashboard/live")
@public(FIGURES)
def live() -> ResponseReturnValue:
    """Give the moving figures alone; the page asks for them every few seconds."""
    metrics, period = current(Metrics), asked_period()
    told_live = views.live(metrics, period)
    return render_template("dashboards/live.html", live=told_live, now=metrics.clock.now(), period=period)


@pages.get("/dashboard/units/<unit>")
@public(FIGURES)
def unit(unit: str) -> ResponseReturnValue:
    """Show one department, hall or point over four quarters."""
    metrics, period = current(Metrics), asked_period()
    of, standing = standing_of(metrics, period, unit)
    return render_template(
        "dashboards/unit.html",
        board=told.about(of),
        period=period,
        row=told.assessment(of, standing),
        rows=views.unit_trend(metrics, period, unit),
        **_words(),
    )


@pages.get("/dashboard.xlsx")
@public(FIGURES)
def workbook() -> ResponseReturnValue:
    """Give a quarter's board as a workbook."""
    metrics, period, kind = current(Metrics), asked_period(), request.args.get("kind", "department")
    made = exporting.workbook(metrics, board(metrics, period, kind))
    headers = {"Content-Disposition": f'attachment; filename="{period.name}-{kind}.xlsx"'}
    return Response(made, mimetype=exporting.XLSX, headers=headers)


def _words() -> dict[str, object]:
    return {"reasons": REASONS, "grades": GRADES, "tones": GRADE_TONES}
