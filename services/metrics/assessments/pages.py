"""The public pages of figures: scoreboard, department, live counts; and, for those who may, the cases behind them."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from services.metrics.assessments import behind, counting, places, told, views
from services.metrics.assessments.api import FIGURES
from services.metrics.facts import LISTS
from services.metrics.facts.names import MEANINGS
from services.metrics.facts.sums import COUNTS
from services.metrics.readers import knows_number, require_unit_in_sight, sees
from services.metrics.scoring import Period, parse_period
from services.metrics.service import Metrics
from shared.identity.access import current_identity, public, requires
from shared.web.kit import current
from shared.web.paging import request_paging

pages = Blueprint(
    "assessment_pages",
    __name__,
    template_folder="templates",
    static_folder="static",
    static_url_path="/assessments/static",
)

REASONS = {
    "too_few_cases": _l("到期办件不足 10 件"),
    "too_little_weight": _l("适用权重不足 60"),
    "nothing_applies": _l("本期尚无可计分的办件"),
}
"""Why a department is not ranked."""

COUNT_NAMES = {
    "received": _l("收件"),
    "accepted": _l("已受理"),
    "declined": _l("未受理"),
    "withdrawn": _l("撤回"),
    "decided": _l("作出决定"),
    "completed": _l("当场办结"),
    "delivered": _l("送达"),
    "rated": _l("评价"),
    "complaints": _l("投诉"),
    "warn": _l("预警"),
    "yellow": _l("黄牌"),
    "red": _l("红牌"),
}
"""Names of the plain counts."""

COLUMNS = {
    "due": _l("到期"),
    "on_time": _l("按时"),
    "late": _l("逾期办结"),
    "open": _l("未结"),
    "received": _l("收件"),
    "decided": _l("作出决定"),
    "completed": _l("当场办结"),
    "ratings": _l("当日送达件的评价"),
    "complaints": _l("投诉"),
    "warn": _l("预警"),
    "yellow": _l("黄牌"),
    "red": _l("红牌"),
}
"""Columns of a department's days."""


@pages.get("/")
@public(FIGURES)
def scoreboard() -> ResponseReturnValue:
    """Show a quarter's departments, halls or points with their scores."""
    period, kind = asked_period(), request.args.get("kind", "department")
    board = views.board(current(Metrics), period, kind)
    rows = [told.assessment(board, standing) for standing in board.standings]
    return render_template(
        "assessments/scoreboard.html",
        board=told.about(board),
        policy=told.policy(board.policy),
        sheet=told.sheet(board.policy.sheets[kind]),
        sheets=[(each.kind, each.title) for each in board.policy.sheets.values()],
        rows=rows,
        whole=whole(rows),
        period=period,
        reasons=REASONS,
    )


@pages.get("/departments/<unit>")
@public(FIGURES)
def department(unit: str) -> ResponseReturnValue:
    """Show one unit's quarter: how each point came about, day by day."""
    period = asked_period()
    board, standing = views.standing_of(current(Metrics), period, unit)
    row = told.assessment(board, standing)
    return render_template(
        "assessments/department.html",
        board=told.about(board),
        policy=told.policy(board.policy),
        sheet=told.sheet(standing.score.sheet),
        formulas={each.id: told.indicator(each) for each in standing.score.sheet.indicators},
        row=row,
        bars=bars(standing),
        days=[each for each in row["days"] if any(each["sums"].get(name) for name in COLUMNS)],
        columns=COLUMNS,
        period=period,
        reasons=REASONS,
        may_list=may_list(unit),
    )


@pages.get("/departments/<unit>/cases")
@requires("history.read")
def cases(unit: str) -> ResponseReturnValue:
    """Show the cases behind a number."""
    identity = require_unit_in_sight(unit)
    metrics, period, paging = current(Metrics), asked_period(), request_paging()
    name = request.args.get("list", "late")
    rows = [r for r in behind.cases_behind(metrics, unit, name, period) if sees(identity, unit, r.division)]
    after = str(paging.after[0]) if paging.after else ""
    page = paging.page([r for r in rows if r.case > after][: paging.fetch], key=lambda row: [row.case])
    return render_template(
        "assessments/cases.html",
        unit=unit,
        name=views.standing_of(metrics, period, unit)[1].name,
        lists=LISTS,
        title=heading(name),
        chosen=name,
        rows=[told.case_row(row, named=knows_number(metrics, identity, row.case)) for row in page["items"]],
        following=page["next"],
        first=paging.after is not None,
        items={item.code: item.name for item in metrics.replica.items()},
        total=len(rows),
        period=period,
    )


def heading(name: str) -> dict[str, str]:
    """Name a list, or what is behind a named fact."""
    known = LISTS.get(name)
    zh, en = (known.zh, known.en) if known else MEANINGS[name]
    return {"zh": zh, "en": en}


@pages.get("/counts")
@public(FIGURES)
def counts() -> ResponseReturnValue:
    """Show what has been received, accepted, decided and so on, by department; the table renews itself."""
    metrics = current(Metrics)
    by_unit, names = counting.counts(metrics, *views.ALL_TIME), views.department_names(metrics)
    rows = [{"unit": u, "name": told.both(views.name_of(names, u)), "counts": c} for u, c in by_unit.items()]
    template = "assessments/counts_table.html" if "HX-Request" in request.headers else "assessments/counts.html"
    return render_template(
        template,
        rows=rows,
        total={name: sum(c[name] for c in by_unit.values()) for name in COUNTS},
        count_names=COUNT_NAMES,
        now=metrics.clock.now(),
    )


def asked_period() -> Period:
    """Give the quarter of the query string; the latest with cases where none is named."""
    name = request.args.get("period", "")
    return parse_period(name) if name else views.default_period(current(Metrics))


@pages.app_template_global()
def within_reach(period: Period) -> bool:
    """Tell pages which quarters they lead to."""
    return places.within_reach(current(Metrics), period)


def may_list(unit: str) -> bool:
    """Tell whether the reader may open lists of a department's cases."""
    identity = current_identity()
    if identity is None or not identity.can("history.read"):
        return False
    return identity.role not in {"reviewer", "approver"} or identity.unit == unit


def whole(rows: list[dict[str, Any]]) -> dict[str, int]:
    """Add up all units' counts and cohorts."""
    total = dict.fromkeys((*COUNTS, *told.COHORT), 0)
    for row in rows:
        for name, value in {**row["counts"], **row["cohort"]}.items():
            total[name] += value
    return total


def bars(standing: views.Standing) -> list[dict[str, Any]]:
    """Give, for each due day, how its cases stand, with heights in hundredths of the tallest day."""
    names = ("on_time", "late", "open")
    days = [(day, [sums.get(name, 0) for name in names]) for day, sums in standing.days.items() if sums.get("due")]
    most = max((sum(parts) for _, parts in days), default=1)
    return [_bar(day, dict(zip(names, _heights(parts, most), strict=True))) for day, parts in days]


def _bar(day: str, parts: dict[str, tuple[int, float, float]]) -> dict[str, Any]:
    top = min(top for _, _, top in parts.values())
    return {"day": day, "due": sum(count for count, _, _ in parts.values()), "top": top, **parts}


def _heights(parts: list[int], most: int) -> list[tuple[int, float, float]]:
    """Give count, height and offset from the top of each part, stacked from the bottom."""
    made, base = [], 100.0
    for count in parts:
        height = 100 * count / most
        base -= height
        made.append((count, round(height, 2), round(base, 2)))
    return made
