"""Published results as files: a year's scores as a workbook for the townships' target assessment (S3.3a)."""

from __future__ import annotations

import io
from typing import Any

import xlsxwriter
from flask_babel import gettext

from services.metrics.publishing.decider import YEARS
from services.metrics.service import Metrics
from shared.contracts import Rejected, encode
from shared.contracts.assessments import AnnualExported, UnitKind
from shared.contracts.streams import stream_name
from shared.journal.handle import facts_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def newest(metrics: Metrics, year: int, kind: UnitKind) -> dict[str, Any]:
    """Give the newest export of a year.

    Raises:
        Rejected: `nothing_published`.
    """
    for commit in reversed(list(metrics.journal.store.stream(stream_name(YEARS.category, f"{year}.{kind}")))):
        for fact in facts_of(commit.envelope()):
            if isinstance(fact, AnnualExported):
                return encode(fact)
    raise Rejected("nothing_published", "this year has not been exported", "S3.3a", status=404)


def workbook(exported: dict[str, Any], names: dict[str, str]) -> bytes:
    """Give an export as a workbook; texts are never read as formulas. `names`: units' names by code."""
    told = io.BytesIO()
    with xlsxwriter.Workbook(told, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(str(exported["year"]))
        periods = sorted({total[0] for row in exported["rows"] for total in row["totals"]})
        sheet.write_row(0, 0, [gettext("单位代码"), gettext("单位"), *periods, gettext("年度折算分")])
        for line, row in enumerate(exported["rows"], 1):
            totals = {total[0]: total[1] for total in row["totals"]}
            cells = [
                row["unit"],
                names.get(row["unit"], row["unit"]),
                *(totals.get(p, "") for p in periods),
                row["mean"],
            ]
            sheet.write_row(line, 0, cells)
        below = len(exported["rows"]) + 2
        sheet.write_row(below, 0, [gettext("评分政策"), *exported["policies"]])
        sheet.write_row(below + 1, 0, [gettext("权重"), *(f"{p}={w}" for p, w in exported["weights"].items())])
        sheet.write_row(below + 2, 0, ["SHA-256", exported["hash"]])
    return told.getvalue()
