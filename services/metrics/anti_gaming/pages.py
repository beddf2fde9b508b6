"""The page of the detectors: fourteen lists of a period, the flagged first."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from services.metrics.anti_gaming import views
from services.metrics.anti_gaming.findings import NAMES
from services.metrics.assessments.pages import asked_period
from services.metrics.publishing.pages import unit_names
from services.metrics.service import Metrics
from shared.identity.access import require_identity, requires
from shared.web.kit import current

pages = Blueprint("anti_gaming_pages", __name__, template_folder="templates")

SHOWN = 20
"""So many cases of a finding are shown; the API has them all."""

PATTERNS = {
    "rate": _l("比率"),
    "no_result": _l("停表无结果文书"),
    "last_day": _l("到期当日才办结"),
    "worked_after": _l("办结后 5 个工作日内仍有审查动作"),
    "unconfirmed": _l("撤回未经申请人确认"),
    "near_due": _l("承诺期用去八成后撤回"),
    "handed_in_again": _l("撤回后 10 个工作日内再报"),
    "late": _l("逾时"),
    "split": _l("同人同事项同日、材料相同，合并计一件"),
    "alike": _l("同人同事项同日，无电子材料可比"),
    "second_notice": _l("二次补正被拦截"),
    "burst": _l("60 秒内连评"),
    "same_device": _l("同一设备 24 小时内评 3 次以上"),
    "same_network": _l("同一网络 1 小时内评 6 次以上"),
    "staff_device": _l("工作人员设备"),
    "barred": _l("在工作人员设备上试评，已拒绝"),
    "by_own_unit": _l("由被评单位认定"),
    "overturned": _l("复核推翻"),
    "longer": _l("承诺期限变长"),
    "kind": _l("办件类型改变"),
    "nobody": _l("无人"),
    "too_short": _l("在岗不足 3 小时"),
    "no_activity": _l("只签到，无办理活动"),
    "missed": _l("未开门"),
    "twice": _l("两次退回"),
    "backfilled": _l("事后补录"),
    "after_the_quarter": _l("季末后补录进本季"),
    "corrected": _l("公布后更正"),
}
FIGURES = {
    "suspended": _l("停表件"),
    "promised": _l("承诺件"),
    "rate": _l("比率"),
    "median": _l("全厅中位数"),
    "days_of_law": _l("停表占法定工作日"),
    "last_day": _l("末日办结"),
    "decided": _l("办结"),
    "cases": _l("件数"),
    "counts_as": _l("合并计"),
    "notices": _l("补正件"),
    "mean": _l("平均"),
    "grade": _l("评价"),
    "seconds": _l("秒数"),
    "device": _l("设备摘要"),
    "ratings": _l("评价数"),
    "attempts": _l("次数"),
    "excluded": _l("不采纳"),
    "bad": _l("差评"),
    "returned": _l("退回次数"),
    "late": _l("超时退回"),
    "days": _l("天数"),
    "exempt": _l("例外"),
    "due": _l("应进"),
    "before": _l("原"),
    "after": _l("现"),
    "from": _l("起用"),
    "corrections": _l("更正次数"),
}
VALUES = {"instant": _l("即办件"), "promised": _l("承诺件")}
"""Words for what stands in a figure as a code."""


@pages.get("/anti-gaming")
@requires("history.read")
def lists() -> ResponseReturnValue:
    """Show every detector's list of a quarter."""
    metrics, period = current(Metrics), asked_period()
    found = views.seen_by(require_identity(), views.findings(metrics, period))
    grouped = {name: [each for each in found if each.detector == name] for name in NAMES}
    items = {item.code: item.name for item in metrics.replica.items()}
    return render_template(
        "anti_gaming/lists.html",
        period=period,
        grouped=grouped,
        detectors=NAMES,
        flagged=sum(each.flagged for each in found),
        patterns=PATTERNS,
        figures=FIGURES,
        values=VALUES,
        shown=SHOWN,
        no_cases=views.NO_CASES,
        names={**unit_names(metrics, "hall"), **unit_names(metrics, "department"), **items},
    )
