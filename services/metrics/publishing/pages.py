"""Pages of frozen and published results: periods, a period's units, one unit with its appeals and versions, years."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from marshmallow import ValidationError

from services.metrics.assessments.views import department_names
from services.metrics.publishing import acts, exporting, views
from services.metrics.publishing.api import PUBLISHED, kind_of, may_see
from services.metrics.publishing.days import days_of
from services.metrics.publishing.differing import GRADES, changes
from services.metrics.publishing.schemas import RecomputationBody, ResultAnswerBody, ResultAppealBody
from services.metrics.readers import speaks_for
from services.metrics.scoring import parse_period
from services.metrics.service import Metrics
from shared.contracts import Rejected
from shared.contracts.registry import Text
from shared.identity.access import current_identity, public, require_identity, requires
from shared.web.forms import Refusal, form_fields, refused
from shared.web.kit import current
from shared.web.locale import text
from shared.web.meta import request_meta, request_now

pages = Blueprint("publishing_pages", __name__, template_folder="templates")

KIND_NAMES = {"department": _l("部门"), "hall": _l("乡镇大厅"), "point": _l("村便民服务点")}
GRADE_TONES = {"excellent": "good", "good": "good", "pass": "neutral", "fail": "bad", "": "warn"}
CAUSES = {"appeal": _l("申诉采纳"), "late_fact": _l("迟到的事实")}


@pages.get("/rounds")
@public(PUBLISHED)
def rounds() -> ResponseReturnValue:
    """Show every period that was frozen, and when the present one will be."""
    metrics = current(Metrics)
    return render_template(
        "publishing/rounds.html",
        rows=views.rounds(metrics.assessments.collection),
        kinds=KIND_NAMES,
        today=request_now().date(),
    )


@pages.get("/rounds/<period>/<kind>")
@public(PUBLISHED)
def one_round(period: str, kind: str) -> ResponseReturnValue:
    """Show a period's units: results, appeals, corrections."""
    return _round(period, kind)


@pages.post("/rounds/<period>/<kind>/publication")
@requires("score.publish")
def publish(period: str, kind: str) -> ResponseReturnValue:
    """Take the button that publishes."""
    return _for_all(period, kind, lambda m, p: acts.publish(m, p, kind_of(kind), acts.each_from(request_meta())))


@pages.post("/rounds/<period>/<kind>/freeze")
@requires("score.publish")
def freeze(period: str, kind: str) -> ResponseReturnValue:
    """Take the button that freezes."""
    return _for_all(period, kind, lambda m, p: acts.freeze(m, kind_of(kind), p, acts.each_from(request_meta())))


@pages.post("/rounds/<period>/<kind>/correction")
@requires("score.correct")
def correct(period: str, kind: str) -> ResponseReturnValue:
    """Take the button that corrects."""
    return _for_all(period, kind, lambda m, p: acts.correct(m, p, kind_of(kind), acts.each_from(request_meta())))


@pages.get("/rounds/<period>/<kind>/<unit>")
@public(PUBLISHED)
def one_unit(period: str, kind: str, unit: str) -> ResponseReturnValue:
    """Show a unit's result: every figure, appeals, versions and what differs."""
    return _unit(period, kind, unit)


@pages.post("/rounds/<period>/<kind>/<unit>/appeal")
@requires("score.appeal")
def appeal(period: str, kind: str, unit: str) -> ResponseReturnValue:
    """Take the form of an appeal."""

    def act(metrics: Metrics) -> object:
        form, asked = ResultAppealBody().load(form_fields()), kind_of(kind)
        own = speaks_for(metrics, require_identity(), asked, unit)
        return acts.appeal(metrics, parse_period(period), asked, unit, request_meta(), own=own, **form)

    return _taken(period, kind, unit, "appeal", act)


@pages.post("/rounds/<period>/<kind>/<unit>/appeals/<int:number>/answer")
@requires("score.publish")
def answer_appeal(period: str, kind: str, unit: str, number: int) -> ResponseReturnValue:
    """Take the form of an answer."""

    def act(metrics: Metrics) -> object:
        form = ResultAnswerBody().load(form_fields())
        return acts.answer(metrics, parse_period(period), kind_of(kind), unit, request_meta(), number=number, **form)

    return _taken(period, kind, unit, f"answer-{number}", act)


@pages.post("/rounds/<period>/<kind>/<unit>/recomputation")
@requires("score.publish")
def recompute(period: str, kind: str, unit: str) -> ResponseReturnValue:
    """Take the button that computes again."""

    def act(metrics: Metrics) -> object:
        cause = RecomputationBody().load(form_fields())["cause"]
        return acts.recompute(metrics, parse_period(period), kind_of(kind), unit, request_meta(), cause)

    return _taken(period, kind, unit, "recompute", act)


@pages.get("/annual-scores/<int:year>/<kind>.xlsx")
@public(PUBLISHED)
def year_file(year: int, kind: str) -> ResponseReturnValue:
    """Give the newest export of a year as a workbook."""
    metrics = current(Metrics)
    told = exporting.newest(metrics, year, kind_of(kind))
    names = {code: text(name) for code, name in unit_names(metrics, kind).items()}
    headers = {"Content-Disposition": f'attachment; filename="annual-{year}-{kind}.xlsx"'}
    return Response(exporting.workbook(told, names), mimetype=exporting.XLSX, headers=headers)


@pages.post("/annual-scores/<int:year>/<kind>")
@requires("score.publish")
def export_year(year: int, kind: str) -> ResponseReturnValue:
    """Take the button that exports a year with equal weights."""
    try:
        acts.export_year(current(Metrics), year, kind_of(kind), {}, request_meta())
    except Rejected as refusal:
        flash(refused(refusal).title, "bad")
        return redirect(url_for("publishing_pages.rounds"), 303)
    return redirect(url_for("publishing_pages.year_file", year=year, kind=kind), 303)


def unit_names(metrics: Metrics, kind: str) -> dict[str, Text]:
    """Give the names of the units of a kind by code."""
    if kind == "department":
        return department_names(metrics)
    return {venue.id: venue.name for venue in metrics.replica.venues()}


def _for_all(period: str, kind: str, act: Callable[[Metrics, Any], object]) -> ResponseReturnValue:
    try:
        act(current(Metrics), parse_period(period))
    except Rejected as refusal:
        return _round(period, kind, refused(refusal))
    flash(gettext("已记录"), "good")
    return redirect(url_for("publishing_pages.one_round", period=period, kind=kind), 303)


def _round(period: str, kind: str, refusal: Refusal | None = None) -> ResponseReturnValue:
    metrics, asked = current(Metrics), kind_of(kind)
    told = parse_period(period)
    rows = views.round_of(metrics.assessments.collection, told.name, asked)
    body = render_template(
        "publishing/round.html",
        period=told,
        kind=asked,
        rows=[row for row in rows if may_see(row)],
        total=len(rows),
        days=days_of(told, metrics.replica.calendar()),
        ranking=metrics.rankings.collection.find_one({"_id": views.key_of(told.name, asked)}),
        today=request_now().date(),
        refusal=refusal,
        **_words(metrics, asked),
    )
    return body, refusal.status if refusal else 200


def _taken(period: str, kind: str, unit: str, form: str, act: Callable[[Metrics], object]) -> ResponseReturnValue:
    try:
        act(current(Metrics))
    except (ValidationError, Rejected) as refusal:
        return _unit(period, kind, unit, form, refused(refusal))
    flash(gettext("已记录"), "good")
    return redirect(url_for("publishing_pages.one_unit", period=period, kind=kind, unit=unit), 303)


def _unit(period: str, kind: str, unit: str, form: str = "", refusal: Refusal | None = None) -> ResponseReturnValue:
    metrics, asked = current(Metrics), kind_of(kind)
    row = views.find(metrics.assessments.collection, parse_period(period).name, asked, unit)
    if not may_see(row):
        raise Rejected("not_frozen", "this result has not been published yet", "D-2", status=404)
    identity = current_identity()
    body = render_template(
        "publishing/unit.html",
        row=row,
        changes=changes,
        own=identity is not None and identity.can("score.appeal") and speaks_for(metrics, identity, asked, unit),
        judge=identity is not None and identity.can("score.publish") and identity.unit != unit,
        today=request_now().date().isoformat(),
        refused_form=form,
        refusal=refusal,
        form=request.form,
        **_words(metrics, asked),
    )
    return body, refusal.status if refusal else 200


def _words(metrics: Metrics, kind: str) -> dict[str, Any]:
    return {
        "names": unit_names(metrics, kind),
        "kinds": KIND_NAMES,
        "grades": GRADES,
        "tones": GRADE_TONES,
        "causes": CAUSES,
    }
