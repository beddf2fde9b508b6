"""The public page of coverage: each hall's figures, and behind each the departments and items that are missing."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from services.metrics.coverage import views
from services.metrics.coverage.api import PUBLIC_FIGURES
from services.metrics.service import Metrics
from shared.contracts import Rejected
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


@pages.get("/coverage")
@public(PUBLIC_FIGURES)
def coverage() -> ResponseReturnValue:
    """Show every hall's coverage on a day."""
    metrics = current(Metrics)
    day = _asked_day() or metrics.today()
    told = views.coverage(metrics.replica, day)
    return render_template("coverage/coverage.html", told=told, day=day, figures=FIGURES, savings=SAVINGS, why=WHY)


def _asked_day() -> date | None:
    asked = request.args.get("on", "")
    try:
        return date.fromisoformat(asked) if asked else None
    except ValueError:
        raise Rejected("invalid", "a day, like 2026-09-17", status=422, errors={"on": "YYYY-MM-DD"}) from None
