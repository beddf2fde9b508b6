"""A quarter's board as a workbook: places, indicators, trend, cards; texts are never read as formulas."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

import xlsxwriter
from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from services.metrics.assessments import told
from services.metrics.assessments.pages import REASONS
from services.metrics.assessments.views import Board
from services.metrics.dashboards import views
from services.metrics.publishing.differing import GRADES
from services.metrics.service import Metrics
from shared.web.locale import text

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


BASIS = {
    "period": _l("考核期"),
    "kind": _l("考核对象"),
    "first_day": _l("第一天"),
    "last_day": _l("最后一天"),
    "register_day": _l("登记簿取数日"),
    "as_of": _l("统计至"),
    "live": _l("期间未结束"),
    "policy_version": _l("政策版本"),
    "policy_hash": _l("政策摘要"),
    "fold": _l("汇总版本"),
    "digest": _l("数据摘要"),
}
"""What a board rests on, in words."""


def workbook(metrics: Metrics, of: Board) -> bytes:
    """Give the workbook of a board; its last sheet says what it rests on."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        _sheet(book, gettext("名次"), _places(of))
        _sheet(book, gettext("指标"), _components(of))
        _sheet(book, gettext("趋势"), _trend(metrics, of))
        _sheet(book, gettext("预警和黄红牌"), _cards(of))
        _sheet(book, gettext("依据"), _basis(of))
    return made.getvalue()


def _sheet(book: Any, name: str, rows: Iterable[Sequence[Any]]) -> None:
    sheet = book.add_worksheet(name[:31])
    for line, row in enumerate(rows):
        sheet.write_row(line, 0, ["" if cell is None else cell for cell in row])
    sheet.freeze_panes(1, 0)


def _figure(told: str | None) -> Decimal | str:
    """Give a figure as a number to reckon with; empty where there is none."""
    return Decimal(told) if told else ""


def _places(of: Board) -> Iterable[Sequence[Any]]:
    yield (
        gettext("名次"),
        gettext("代码"),
        gettext("单位"),
        gettext("总分"),
        gettext("基础分"),
        gettext("扣分"),
        gettext("等次"),
        gettext("不排名的原因"),
    )
    for row in views.places(of):
        figures = [_figure(row[name]) for name in ("total", "base", "deducted")]
        grade, why = GRADES.get(row["grade"], row["grade"]), REASONS.get(row["reason"], "")
        yield row["rank"], row["unit"], text(row["name"]), *figures, str(grade), str(why)


def _components(of: Board) -> Iterable[Sequence[Any]]:
    yield (
        gettext("单位"),
        gettext("指标"),
        gettext("名称"),
        gettext("分子"),
        gettext("分母"),
        gettext("得分"),
        gettext("权重"),
    )
    for standing in of.standings:
        for each in map(told.component, standing.score.components):
            score = _figure(each["score"]) if each["applicable"] else gettext("不适用")
            figures = (each["numerator"], each["denominator"], score, each["weight"])
            yield (text(told.both(standing.name)), each["id"], text(each["name"]), *figures)


def _trend(metrics: Metrics, of: Board) -> Iterable[Sequence[Any]]:
    yield (gettext("单位"), *(each.name for each in views.quarters(metrics, of.period)))
    for row in views.trend(metrics, of.period, of.kind):
        yield (text(row["name"]), *map(_figure, row["totals"]))


def _basis(of: Board) -> Iterable[Sequence[Any]]:
    words = {True: gettext("是"), False: gettext("否")}
    about = {**told.about(of), "kind": text(of.policy.sheets[of.kind].title)}
    for name, value in about.items():
        yield str(BASIS[name]), words[value] if isinstance(value, bool) else value


def _cards(of: Board) -> Iterable[Sequence[Any]]:
    yield gettext("单位"), gettext("预警"), gettext("黄牌"), gettext("红牌")
    for row in views.cards(of):
        yield text(row["name"]), row["warn"], row["yellow"], row["red"]
