"""The words of shapes that many subjects share: limits, names, periods."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.intake.administration.describing import Label, Pair
from services.intake.administration.subjects.guide_words import GUIDE_WORDS
from shared.contracts.limits import TimeLimit

UNITS: Mapping[str, Pair] = {
    "working_days": ("个工作日", "working days"),
    "natural_days": ("个自然日", "natural days"),
    "hours": ("小时", "hours"),
    "same_day": ("当日", "same day"),
}

COMMON: Mapping[tuple[type[Any], str], Label] = {
    (TimeLimit, "value"): Label("数值", "number", ("当日办结填 0", "0 for the same day")),
    (TimeLimit, "unit"): Label("单位", "unit", options=UNITS),
    (TimeLimit, "note"): Label("期限说明", "note on the limit"),
    **GUIDE_WORDS,
}
"""The words of a field by the shape it belongs to and its name, where the subject has none of its own."""

NAMES: Mapping[str, Label] = {
    "code": Label(
        "编码", "code", ("字母、数字、点和横线，定下后不再改", "letters, digits, dots and dashes; never changed")
    ),
    "id": Label(
        "编码", "id", ("字母、数字、点和横线，定下后不再改", "letters, digits, dots and dashes; never changed")
    ),
    "name": Label("名称", "name"),
    "title": Label("名称", "title"),
    "document_no": Label("文号", "document number"),
    "effective_from": Label("生效日", "in force from", ("生效的第一天", "the first day it holds")),
    "effective_to": Label(
        "失效日",
        "no longer from",
        ("不再有效的第一天；留空为长期", "the first day it holds no longer; empty: open end"),
    ),
    "division": Label(
        "区划代码", "division code", ("县 6 位、乡镇 9 位、村 12 位", "6 digits county, 9 township, 12 village"), "C-5"
    ),
    "verified": Label(
        "已核实", "verified", ("未核实的内容会标明，不作为法律依据", "what awaits checking is shown as such"), "P0"
    ),
}
"""The words of a field by its name alone, where nothing else has any."""
