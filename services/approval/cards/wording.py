"""What cards are called in front of people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _l

from shared.contracts import Event
from shared.contracts.cards import CardAppealed, CardCorrected, CardIssued, CardUpheld
from shared.timekeeping import REASONS
from shared.web.locale import language

KINDS: dict[str, tuple[LazyString, str]] = {
    "warn": (_l("预警"), "warn"),
    "yellow": (_l("黄牌"), "yellow"),
    "red": (_l("红牌"), "bad"),
}
"""A kind for people, and the tone of its badge."""

CAUSES: dict[str, LazyString] = {
    "near_due": _l("承诺期限将至"),
    "promised_overdue": _l("超过承诺期限"),
    "notice_overdue": _l("逾期未告知"),
    "direction_overdue": _l("未即时告知去处或不需许可"),
    "receipt_overdue": _l("逾期未出具受理单"),
    "service_overdue": _l("逾期未送达"),
    "steps_exceeded": _l("两个以上环节超时"),
    "superior_overdue": _l("上级审批超时"),
    "statutory_overdue": _l("超过法定期限"),
    "deemed_acceptance": _l("逾期未告知，视为受理"),
    "after_yellow": _l("黄牌后再逾五个工作日"),
    "no_reasons": _l("不予决定未说明理由"),
    "outside_hall": _l("体外循环"),
}

COMING: dict[str, LazyString] = {
    "promised_overdue": _l("承诺期限到期"),
    "notice_overdue": _l("告知或受理到期"),
    "receipt_overdue": _l("受理单到期"),
    "service_overdue": _l("送达到期"),
    "steps_exceeded": _l("环节时限到期"),
    "superior_overdue": _l("上级审批到期"),
}
"""What ends on the last day before a yellow card."""

STANDINGS: dict[str, tuple[LazyString, str]] = {
    "standing": (_l("有效"), "neutral"),
    "appealed": (_l("申诉中"), "warn"),
    "upheld": (_l("申诉后维持"), "neutral"),
    "corrected": (_l("已更正，不计数"), "good"),
}

GROUNDS: dict[str, LazyString] = {
    "appeal": _l("申诉成立"),
    "late_fact": _l("事实迟到"),
    "error": _l("发牌有误"),
}

FINDINGS: dict[str, LazyString] = {"outside_hall": CAUSES["outside_hall"], "no_reasons": CAUSES["no_reasons"]}

ORDER = ("red", "yellow", "warn")
"""The gravest first."""


def gravest(kinds: Iterable[str], *, done: bool = False) -> list[str]:
    """Put kinds in order, the gravest first; a warning ends when the case is done (D-6)."""
    return [kind for kind in ORDER if kind in kinds and not (done and kind == "warn")]


def kind_options() -> list[tuple[str, str]]:
    """Give the kinds as the options of a `ui.select`."""
    return [(kind, str(KINDS[kind][0])) for kind in ORDER]


@dataclass(frozen=True, slots=True)
class WhyDay:
    """One day behind a card: `number` where it was counted, `reason` why it was left out, `due` the last day."""

    day: date
    number: int = 0
    reason: str = ""
    start: bool = False
    due: bool = False
    beyond: bool = False


def why(card: Mapping[str, Any]) -> list[list[WhyDay]]:
    """Give every day behind a card in whole weeks, Monday to Sunday; nothing where no period was counted."""
    if not card["start"] or not card["counted"]:
        return []
    start, due = date.fromisoformat(card["start"]), date.fromisoformat(card["due"])
    numbers = {day: n for n, day in enumerate(card["counted"], 1)}
    left_out = {each["day"]: each["reason"] for each in card["skipped"]}
    first, day_ = start - timedelta(days=1) * start.weekday(), timedelta(days=1)
    weeks = (due - first).days // 7 + 1
    days = [
        WhyDay(
            day=day,
            number=numbers.get(day.isoformat(), 0),
            reason=reason(left_out.get(day.isoformat(), "")),
            start=day == start,
            due=day == due,
            beyond=not start <= day <= due,
        )
        for day in (first + day_ * n for n in range(weeks * 7))
    ]
    return [days[n : n + 7] for n in range(0, len(days), 7)]


def reason(word: str) -> str:
    """Say why a day was not counted."""
    told: Mapping[str, tuple[str, str]] = {str(key): pair for key, pair in REASONS.items()}
    zh, en = told.get(word, (word, word))
    return en if language() == "en" else zh


def told(fact: Event) -> tuple[str, str, str]:
    """Tell an event of a card for a timeline: title, tone, words."""
    match fact:
        case CardIssued():
            kind, tone = KINDS[fact.kind]
            named = gettext("%(kind)s：%(cause)s", kind=str(kind), cause=str(CAUSES[fact.cause]))
            return named, "bad" if tone == "bad" else "warn", fact.reasons
        case CardAppealed():
            return gettext("部门对第 %(n)d 张牌提出申诉", n=fact.card), "", fact.reasons
        case CardUpheld():
            return gettext("第 %(n)d 张牌申诉后维持", n=fact.card), "", fact.reasons
        case CardCorrected():
            return gettext("第 %(n)d 张牌已更正，不再计数", n=fact.card), "good", fact.reasons
    return fact.type, "", ""
