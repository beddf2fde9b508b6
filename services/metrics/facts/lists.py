"""Which lists a case stands on: every number of the scores opens to what is behind it.

A list is made of names of sums, and a case stands on it exactly where it contributes to one of them; so a list is never
longer or shorter than its number. What is no case (an appointment, a venue's day) is listed under its own key.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from services.metrics.facts.contributions import beside, contributions
from services.metrics.facts.names import MEANINGS
from services.metrics.facts.sums import EXPLAINED, OPEN, PENDING, WHOLES
from services.metrics.facts.voice_facts import Voice, voice_from

Facts = Mapping[str, Any]
FAULTS = "!"
"""How names of groups of faults begin."""


@dataclass(frozen=True, slots=True)
class CaseList:
    """A named list: its names for people, and the sums it is made of; `when` cuts to days past or still to come."""

    zh: str
    en: str
    names: frozenset[str]
    when: Literal["", "past", "coming"] = ""

    def holds(self, name: str, day: str, today: str) -> bool:
        """Tell whether what counts under a name on a day belongs here, as seen on a day."""
        named = name in self.names or (FAULTS in self.names and name.startswith(FAULTS))
        return named and (not self.when or (day < today) == (self.when == "past"))


def _list(zh: str, en: str, *names: str, when: Literal["", "past", "coming"] = "") -> CaseList:
    return CaseList(zh, en, frozenset(names), when)


def _missed(zh: str, en: str, family: str) -> dict[str, CaseList]:
    """Give the two lists of what a family did not keep: done too late, and open and past its day."""
    return {
        f"{family}_missed": _list(f"{zh}：未按期", f"{en}: not in time", f"{family}_missed"),
        f"{family}_overdue": _list(f"{zh}：到期未办", f"{en}: overdue", f"{family}_open", when="past"),
        f"{family}_met": _list(f"{zh}：按期", f"{en}: in time", f"{family}_met"),
    }


LISTS: Mapping[str, CaseList] = {
    "on_time": _list("按时办结", "on time", "early", "steady", "brief"),
    "late": _list("逾期办结", "done late", "late"),
    "overdue": _list("逾期未结", "overdue, still open", "open", when="past"),
    "pending": _list("在办未到期", "open, not yet due", "open", when="coming"),
    "early": _list("提前办结", "done early", "early"),
    "steady": _list("按时但未提前", "on time, not early", "steady"),
    "received": _list("收件", "received", "received"),
    "declined": _list("不予受理或另行告知", "refused or redirected", "declined"),
    "withdrawn": _list("撤回", "withdrawn", "withdrawn"),
    "decided": _list("作出决定", "decided", "decided"),
    "completed": _list("当场办结", "done at once", "completed"),
    "lagging": _list("迟登记或事后补录", "registered late or entered afterwards", "lagging"),
    "receipts": _list("受理当日出具受理单", "receipt given on the day", "receipts"),
    "receipts_late": _list("未当日出具受理单", "receipt not given on the day", "receipts_late"),
    "notice_good": _list("一次性告知合规", "one notice, in time and whole", "notice_good"),
    "notice_bad": _list("一次性告知不合规", "one notice missed or not whole", "notice_bad"),
    **_missed("即办件当日办结", "instant cases", "instant"),
    **_missed("不予决定告知送达", "negative decisions told", "negative"),
    **_missed("即时告知去处或不需许可", "told at once where to go instead", "direction"),
    **_missed("差评整改", "bad ratings put right", "bad"),
    **_missed("投诉答复", "complaints answered", "answer"),
    **_missed("在岗半日", "half days at work", "duty"),
    **_missed("开放半日", "half days open", "half_day"),
    **_missed("赶场周末开放", "market days kept", "market_day"),
    **_missed("预约履约", "appointments", "appointment"),
    **_missed("上门服务", "home visits", "visit"),
    **_missed("特别通道答复", "special channel", "special"),
    **_missed("咨询闭环", "inquiries closed", "consultation"),
    **_missed("代办移交", "proxies handed over", "handover"),
    **_missed("代办反馈", "proxies reported back", "report"),
    "rated_good": _list("满意评价", "rated 1 to 3", "grade_1", "grade_2", "grade_3"),
    "rated_bad": _list("差评", "rated 4 or 5", "grade_4", "grade_5"),
    "excluded": _list("不采纳的评价", "ratings set aside", "excluded"),
    "complaints": _list("投诉", "complaints", "complaints"),
    "substantiated": _list("投诉属实", "complaints found true", "substantiated"),
    "warn": _list("预警", "warnings", "warn"),
    "yellow": _list("黄牌", "yellow cards", "yellow"),
    "red": _list("红牌", "red cards", "red"),
    "faults": _list("扣分情形", "deductions", FAULTS),
}
"""Every list, by name."""


def list_of(name: str) -> tuple[CaseList, ...]:
    """Give the lists behind a named fact: its parts, and of what is open only what is past; none: the register tells.

    `unexplained` opens to what is late or overdue and waits for its explanation (`listed`).
    """
    if name in LISTS:
        return (LISTS[name],)
    if name == "unexplained":
        return LISTS["late"], LISTS["overdue"]
    if name not in MEANINGS:
        return ()
    zh, en = MEANINGS[name]
    whole = PENDING.get(name, name)
    parts = frozenset(WHOLES.get(whole, (whole,)))
    if name not in PENDING:
        return (CaseList(zh, en, parts),)
    return CaseList(zh, en, parts - {OPEN[whole]}), CaseList(zh, en, frozenset({OPEN[whole]}), "past")


def placed(facts: Facts, unit: str) -> Iterator[tuple[str, str, int]]:
    """Give what a case contributes to a unit: day, name and number; one that another counts for is `merged` (G5)."""
    told = beside(dict(facts)) if facts.get("merged") else contributions(dict(facts))
    for key, value in told.items():
        units, day, name = key.rsplit("|", 2)
        if unit in units.split("@"):
            yield day, name, value


def listed(name: str, facts: Facts, unit: str, first: str, last: str, today: str) -> bool:
    """Tell whether a case stands on a unit's list, or behind a named fact of it, between two days, both included."""
    wanted, told = list_of(name), list(placed(facts, unit))
    if name == "unexplained" and any(what in EXPLAINED for _, what, _ in told):
        return False
    return any(first <= day <= last and any(each.holds(what, day, today) for each in wanted) for day, what, _ in told)


def complaints(facts: Facts) -> list[Voice]:
    """Give a case's complaints."""
    return [voice_from(value) for key, value in facts.items() if key.startswith("complaint/")]
