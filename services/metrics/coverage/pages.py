"""The public page of coverage: each hall's figures, and behind each the departments and items that are missing."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from services.metrics.coverage import day_views, quarters, views
from services.metrics.coverage.api import PUBLIC_FIGURES, asked_day
from services.metrics.readers import reader
from services.metrics.scoring import parse_period
from services.metrics.scoring.period import period_of
from services.metrics.service import Metrics
from shared.contracts import Rejected
from shared.contracts.registry import Text, VenueRegistered
from shared.identity.access import public
from shared.web.kit import current

pages = Blueprint("coverage_pages", __name__, template_folder="templates")

FIGURES = {
    "c1": (_l("应进驻部门进厅"), _l("有事项应进厅的部门，已进驻并有窗口")),
    "c2": (_l("事项进厅办理"), _l("应进厅的事项，在厅内有授权窗口、能办完本级环节")),
    "c3a": (_l("事项上网"), _l("应进厅的事项，有网上指南和申请入口")),
}
SAVINGS = {
    "g3a": (_l("减环节率"), _l("比首版少的环节 / 首版环节")),
    "g3b": (_l("压时限率"), _l("（法定 − 承诺）/ 法定，仅双方以工作日计")),
    "g3c": (_l("裁量约束率"), _l("有审查要点的事项 / 有裁量的事项")),
}
WHY = {
    "not_stationed": _l("未进驻"),
    "no_window": _l("没有授权窗口"),
    "absent": _l("近 20 个工作日无人在岗"),
    "not_entered": _l("应进未进"),
    "no_authority": _l("窗口授权不到位"),
    "no_guide": _l("指南未生效"),
    "no_entrance": _l("没有网上申请入口"),
}

QUARTER_FIGURES = {
    "c1": _l("C1 应进驻部门进厅"),
    "c2": _l("C2 事项进厅办理"),
    "c2b": _l("C2b 办而有效（厅内受理占比）"),
    "c3a": _l("C3a 事项上网"),
    "c3b": _l("C3b 办理上平台"),
    "c3c": _l("C3c 监管上平台"),
    "c4": _l("C4 责任部门考核"),
}
ALLS = {
    "g2a": _l("G2a 网上可办率"),
    "g2b": _l("G2b 四级贯通率（县、厅、村点）"),
    "g2c": _l("G2c 办理上平台"),
    "g3a": _l("G3a 减环节率"),
    "g3b": _l("G3b 压时限率"),
    "g3c": _l("G3c 裁量约束率"),
    "g4a": _l("G4a 可用率（分钟）"),
    "g4b": _l("G4b 非工作时段提交占比（只展示）"),
    "g4c": _l("G4c 线上线下一致率"),
    "g5a": _l("G5a 指南完整率"),
    "g5b": _l("G5b 事件链无缺口办件占比"),
    "g5c": _l("G5c 可核验文书占比"),
}
HALL_FIGURES = {**QUARTER_FIGURES, "c3": _l("C3 三项中最低")}
QUARTER_WHY = {
    "not_published": _l("本期无已公布的考核结果"),
    "not_connected": _l("没有听到设备心跳，或断网超过一个工作日"),
    "no_county_unit": _l("登记簿里没有该县的承办单位"),
    "no_paper": _l("应有的文书没有核验码"),
}


LABELS = {**HALL_FIGURES, **ALLS}


@pages.get("/coverage")
@public(PUBLIC_FIGURES)
def coverage() -> ResponseReturnValue:
    """Show every hall's coverage on a day."""
    metrics = current(Metrics)
    day = _asked_day() or metrics.today()
    told = views.coverage(metrics.replica, day)
    return render_template(
        "coverage/coverage.html",
        told=told,
        day=day,
        quarter=period_of(day).name,
        figures=FIGURES,
        savings=SAVINGS,
        why=WHY,
    )


@pages.get("/coverage/<period>")
@public(PUBLIC_FIGURES)
def quarter(period: str) -> ResponseReturnValue:
    """Show a quarter: C1 to C4 of every hall, G1 to G5 of all."""
    metrics, told = current(Metrics), parse_period(period)
    return render_template(
        "coverage/quarter.html",
        told=quarters.coverage_of(metrics, told),
        period=told,
        figures=QUARTER_FIGURES,
        alls=ALLS,
        why={**WHY, **QUARTER_WHY},
    )


@pages.get("/coverage/<period>/days")
@public(PUBLIC_FIGURES)
def days(period: str) -> ResponseReturnValue:
    """Show a figure day by day: what its average over working days is made of."""
    metrics, told, hall = current(Metrics), parse_period(period), request.args.get("hall", "")
    figure = request.args.get("figure", "c1")
    return render_template(
        "coverage/days.html",
        told=day_views.days(metrics, told, figure, hall),
        period=told,
        figure=figure,
        label=LABELS.get(figure, figure),
        hall=hall,
        name=_hall_name(metrics, hall),
    )


@pages.get("/coverage/<period>/days/<day>")
@public(PUBLIC_FIGURES)
def one_day(period: str, day: str) -> ResponseReturnValue:
    """Show one working day of a figure: its members, every hall's share, and the cases for whoever may see them."""
    metrics, told, hall = current(Metrics), parse_period(period), request.args.get("hall", "")
    figure = request.args.get("figure", "c1")
    return render_template(
        "coverage/day.html",
        told=day_views.day(metrics, told, asked_day(day), figure, hall, reader(current(Metrics), hall)),
        period=told,
        figure=figure,
        label=LABELS.get(figure, figure),
        hall=hall,
        name=_hall_name(metrics, hall),
        why={**WHY, **QUARTER_WHY},
    )


def _hall_name(metrics: Metrics, hall: str) -> Text | None:
    venue = metrics.replica.find(VenueRegistered, hall) if hall else None
    return venue.name if venue else None


def _asked_day() -> date | None:
    asked = request.args.get("on", "")
    try:
        return date.fromisoformat(asked) if asked else None
    except ValueError:
        raise Rejected("invalid", "a day, like 2026-09-17", status=422, errors={"on": "YYYY-MM-DD"}) from None
