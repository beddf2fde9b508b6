"""What a complaint is called in front of people."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _l

from shared.contracts.registry import Text
from shared.replica import Replica
from shared.timekeeping import Calendar
from shared.web.locale import text

KINDS: dict[str, LazyString] = {
    "complaint": _l("投诉"),
    "report": _l("举报"),
    "hotline": _l("热线工单"),
    "suggestion": _l("建议"),
    "cannot_do": _l("办不成事"),
}

NATURES: dict[str, LazyString] = {
    "consultation": _l("咨询"),
    "request": _l("求助"),
    "complaint": _l("投诉"),
    "report": _l("举报"),
    "suggestion": _l("建议"),
}

CONDUCTS: dict[str, LazyString] = {
    "attitude": _l("服务态度"),
    "delay": _l("拖延、超期"),
    "evasion": _l("推诿、拒办"),
    "extra_materials": _l("额外索要材料"),
    "fees": _l("违规收费"),
    "absence": _l("窗口无人"),
    "bribe": _l("索取或收受财物"),
    "retaliation": _l("打击报复"),
    "leak": _l("泄露个人信息或举报内容"),
    "false_data": _l("弄虚作假"),
    "other": _l("其他"),
}

STATUSES: dict[str, tuple[LazyString, str]] = {
    "filed": (_l("待受理"), "warn"),
    "accepted": (_l("待分派"), "warn"),
    "returned": (_l("已退回，待改派"), "bad"),
    "assigned": (_l("办理中"), "info"),
    "replied": (_l("已答复"), "info"),
    "closed": (_l("已办结"), "good"),
    "not_accepted": (_l("不予受理"), "neutral"),
}
"""A status for people, and the tone of its badge."""

OUTCOMES: dict[str, tuple[LazyString, str]] = {
    "substantiated": (_l("属实"), "bad"),
    "partly": (_l("部分属实"), "warn"),
    "unsubstantiated": (_l("不属实"), "neutral"),
    "resolved": (_l("已办成"), "good"),
    "explained": (_l("已解释说明"), "neutral"),
    "adopted": (_l("已采纳"), "good"),
    "not_adopted": (_l("未采纳"), "neutral"),
}

INTEGRITY: dict[str, LazyString] = {
    "": _l("没有"),
    "bribe": _l("查实索取或收受财物"),
    "retaliation": _l("查实打击报复"),
    "leak": _l("查实泄露举报人"),
    "illegal_fee": _l("查实违法收费"),
    "false_data": _l("查实数据造假"),
}

FORCES: dict[str, tuple[LazyString, str]] = {
    "statutory": (_l("法定"), "info"),
    "internal": (_l("内部规定"), "neutral"),
    "unverified": (_l("待核实"), "warn"),
}

OVERDUE: dict[str, LazyString] = {
    "acceptance": _l("未及时着手"),
    "decision": _l("逾期未决定是否受理"),
    "closing": _l("逾期未办结"),
}


def options(words: dict[str, Any]) -> list[tuple[str, str]]:
    """Give words as the options of `ui.select` or `ui.choices`."""
    return [(code, str(word[0] if isinstance(word, tuple) else word)) for code, word in words.items()]


def some(words: dict[str, Any], codes: Any) -> list[tuple[str, str]]:
    """Give those of the words that have these codes, as options."""
    return options({code: words[code] for code in codes})


def department_names(replica: Replica) -> dict[str, Text]:
    """Give the names of all departments, by code."""
    return {each.code: each.name for each in replica.departments()}


def department_options(replica: Replica) -> list[tuple[str, str]]:
    """Give the departments as the options of `ui.select`."""
    return [(code, text(name)) for code, name in department_names(replica).items()]


def hall_names(replica: Replica) -> dict[str, Text]:
    """Give the names of all halls and points, by id."""
    return {each.id: each.name for each in replica.venues()}


def hall_options(replica: Replica) -> list[tuple[str, str]]:
    """Give the halls and points as the options of `ui.select`."""
    return [(code, text(name)) for code, name in hall_names(replica).items()]


def item_names(replica: Replica) -> dict[str, Text]:
    """Give the names of all items, by code."""
    return {each.code: each.name for each in replica.items()}


def urgency(due: date, today: date, calendar: Calendar) -> tuple[str, str]:
    """Say how near the last day is, with the tone of its badge."""
    if today > due:
        return gettext("逾期 %(n)d 个工作日", n=calendar.working_days_between(due, today) or 1), "bad"
    if today == due:
        return gettext("今天到期"), "bad"
    left = calendar.working_days_between(today, due)
    return gettext("剩 %(n)d 个工作日", n=left), "warn" if left <= 1 else "info"
