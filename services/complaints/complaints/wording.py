"""What a complaint is called and told in front of people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _l

from shared.contracts import Event
from shared.contracts.complaints import ComplaintAssigned, ComplaintClosed, ComplaintFiled, ComplaintReplied
from shared.contracts.registry import Text
from shared.journal.commit import Commit
from shared.journal.handle import facts_of
from shared.replica import Replica
from shared.timekeeping import Calendar
from shared.web.locale import text

CONDUCTS: dict[str, LazyString] = {
    "attitude": _l("服务态度"),
    "delay": _l("拖延、超期"),
    "extra_materials": _l("额外索要材料"),
    "fees": _l("违规收费"),
    "absence": _l("窗口无人"),
    "other": _l("其他"),
}

STATUSES: dict[str, tuple[LazyString, str]] = {
    "filed": (_l("待分派"), "warn"),
    "assigned": (_l("办理中"), "info"),
    "replied": (_l("已答复"), "info"),
    "closed": (_l("已办结"), "good"),
}
"""A status for people, and the tone of its badge."""

OUTCOMES: dict[str, tuple[LazyString, str]] = {
    "substantiated": (_l("属实"), "bad"),
    "partly": (_l("部分属实"), "warn"),
    "unsubstantiated": (_l("不属实"), "neutral"),
}


def options(words: dict[str, Any]) -> list[tuple[str, str]]:
    """Give words as the options of `ui.select` or `ui.choices`."""
    return [(code, str(word[0] if isinstance(word, tuple) else word)) for code, word in words.items()]


def department_names(replica: Replica) -> dict[str, Text]:
    """Give the names of all departments, by code."""
    return {each.code: each.name for each in replica.departments()}


def department_options(replica: Replica) -> list[tuple[str, str]]:
    """Give the departments as the options of `ui.select`."""
    return [(code, text(name)) for code, name in department_names(replica).items()]


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


def timeline(commits: Sequence[Commit]) -> list[dict[str, Any]]:
    """Tell what happened, newest first, for `ui.timeline`; nothing that people wrote is repeated here."""
    told = [_entry(commit, fact) for commit in commits for fact in facts_of(commit.envelope())]
    return told[::-1]


def _entry(commit: Commit, fact: Event) -> dict[str, Any]:
    envelope = commit.envelope()
    title, tone, words = _told(fact)
    public = envelope.actor["role"] in {"public", "citizen"}
    return {
        "title": title,
        "tone": tone,
        "text": words,
        "occurred_at": envelope.events[0].occurred_at,
        "recorded_at": envelope.recorded_at,
        "actor": gettext("投诉人") if public else envelope.actor["id"],
        "simulated": envelope.clock == "simulated",
    }


def _told(fact: Event) -> tuple[str, str, str]:
    match fact:
        case ComplaintFiled():
            return gettext("提出投诉"), "", str(CONDUCTS[fact.conduct])
        case ComplaintAssigned():
            return gettext("分派办理"), "", fact.handler
        case ComplaintReplied():
            return gettext("答复投诉人"), "", ""
        case ComplaintClosed():
            name, _tone = OUTCOMES[fact.outcome]
            return gettext("办结：%(outcome)s", outcome=str(name)), "good", ""
    return fact.type, "", ""
