"""A quarter's board as a workbook: places, indicators, trend, cards; texts are never read as formulas."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter
from flask_babel import gettext

from services.metrics.assessments import told
from services.metrics.assessments.views import Board
from services.metrics.dashboards import views
from services.metrics.service import Metrics
from shared.web.locale import text

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(metrics: Metrics, of: Board) -> bytes:
    """Give the workbook of a board; its last sheet says what it rests on."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        _sheet(book, gettext("名次"), _places(of))
        _sheet(book, gettext("指标"), _components(of))
        _sheet(book, gettext("趋势"), _trend(metrics, of))
        _sheet(book, gettext("预警和黄红牌"), _cards(of))
        _sheet(book, gettext("依据"), [(name, str(value)) for name, value in told.about(of).items()])
    return made.getvalue()


def _sheet(book: Any, name: str, rows: Iterable[Sequence[Any]]) -> None:
    sheet = book.add_worksheet(name[:31])
    for line, row in enumerate(rows):
        sheet.write_row(line, 0, ["" if cell is None else cell for cell in row])
    sheet.freeze_panes(1, 0)


def _places(of: Board) -> Iterable[Sequence[Any]]:
    yield (
        gettext("名次"),
        gettext("代码"),
        gettext("单位"),
        gettext("总分"),
        gettext("基础分"),
        gettext("扣分"),
        gettext("等次"),
    )
    for row in views.places(of):
        total = row["total"] if row["ranked"] else ""
        yield row["rank"], row["unit"], text(row["name"]), total, row["base"], row["deducted"], row["grade"]


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
            figures = (each["numerator"], each["denominator"], each["score"], each["weight"])
            yield (text(told.both(standing.name)), each["id"], text(each["name"]), *figures)


def _trend(metrics: Metrics, of: Board) -> Iterable[Sequence[Any]]:
    yield (gettext("单位"), *(each.name for each in views.quarters(metrics, of.period)))
    for row in views.trend(metrics, of.period, of.kind):
        yield (text(row["name"]), *row["totals"])


def _cards(of: Board) -> Iterable[Sequence[Any]]:
    yield gettext("单位"), gettext("预警"), gettext("黄牌"), gettext("红牌")
    for row in views.cards(of):
        yield text(row["name"]), row["warn"], row["yellow"], row["red"]
