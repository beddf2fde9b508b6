"""What a review is called and told in front of people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _l

from shared.contracts import Event, Rejected
from shared.contracts.approval import ReviewDecided, ReviewEnded, ReviewOpened, StepCompleted
from shared.contracts.registry import ItemPublished, Text
from shared.journal.chain import verify_stream
from shared.journal.commit import Commit
from shared.journal.errors import WrongHash
from shared.journal.handle import facts_of
from shared.replica import Replica
from shared.timekeeping import local_day
from shared.web.locale import text

STATUSES: dict[str, tuple[LazyString, str]] = {
    "open": (_l("在审"), "info"),
    "decided": (_l("已决定"), "good"),
    "ended": (_l("已终止"), "neutral"),
}
"""A status for people, and the tone of its badge."""

OUTCOMES: dict[str, tuple[LazyString, str]] = {"approved": (_l("予以批准"), "good"), "refused": (_l("不予批准"), "bad")}

UNITS: dict[str, LazyString] = {
    "working_days": _l("个工作日"),
    "natural_days": _l("日（自然日）"),
    "hours": _l("小时"),
    "same_day": _l("当日"),
}


WEEKDAYS = (_l("一"), _l("二"), _l("三"), _l("四"), _l("五"), _l("六"), _l("日"))
"""The days of the week at their shortest, Monday first."""


def item(replica: Replica, code: str, version: int | None = None) -> ItemPublished | None:
    """Give an item at a version, or its newest, or None while the register has not told of it yet."""
    for wanted in (version, None):
        try:
            return replica.item(code, wanted)[0]
        except Rejected:
            continue
    return None


def item_names(replica: Replica) -> dict[str, Text]:
    """Give the names of all items, by code."""
    return {each.code: each.name for each in replica.items()}


def department_names(replica: Replica) -> dict[str, Text]:
    """Give the names of all departments, by code."""
    return {each.code: each.name for each in replica.departments()}


def place_names(replica: Replica) -> dict[str, Text]:
    """Give the names of all halls, by division."""
    return {each.division: each.name for each in replica.venues() if each.kind == "hall"}


def options(names: dict[str, Text]) -> list[tuple[str, str]]:
    """Give names as the options of a `ui.select`."""
    return [(code, text(name)) for code, name in names.items()]


def point_options(review: dict[str, Any], points: dict[str, Text]) -> list[tuple[str, str]]:
    """Give the review points as the options of a `ui.choices`."""
    return [(point["code"], text(points.get(point["code"], point["code"]))) for point in review["points"]]


def limit(value: dict[str, Any]) -> str:
    """Say a limit: `15 个工作日`."""
    if value["unit"] == "same_day":
        return str(UNITS["same_day"])
    return f"{value['value']} {UNITS[value['unit']]}"


def urgency(left: int, due_today: bool) -> tuple[str, str]:
    """Say how near a last day is, with the tone of its badge; `left` in working days, negative when it is over."""
    if left < 0:
        return gettext("逾期 %(n)d 个工作日", n=-left), "bad"
    if due_today:
        return gettext("今天到期"), "bad"
    return gettext("剩 %(n)d 个工作日", n=left), "warn" if left <= 2 else "info"


def verdict(due: date, decided_at: datetime) -> tuple[str, str]:
    """Say whether a decision came within a last day, with the tone of its badge."""
    return (gettext("期限内决定"), "good") if local_day(decided_at) <= due else (gettext("超过期限"), "bad")


def timeline(commits: Sequence[Commit], points: dict[str, Text]) -> list[dict[str, Any]]:
    """Tell what happened, newest first, for `ui.timeline`, with the chain checked; `points` names the review points."""
    sound = _sound(commits)
    told = [
        _entry(commit, fact, points, index < sound)
        for index, commit in enumerate(commits)
        for fact in facts_of(commit.envelope())
    ]
    return told[::-1]


def _sound(commits: Sequence[Commit]) -> int:
    """Tell how many commits, from the first, form a chain."""
    for most in range(len(commits), 0, -1):
        try:
            verify_stream(commits[:most])
        except WrongHash:
            continue
        return most
    return 0


def _entry(commit: Commit, fact: Event, points: dict[str, Text], sound: bool) -> dict[str, Any]:
    envelope = commit.envelope()
    title, tone, words = _told(fact, points)
    return {
        "title": title,
        "tone": tone,
        "text": words,
        "occurred_at": envelope.events[0].occurred_at,
        "recorded_at": envelope.recorded_at,
        "actor": gettext("系统") if envelope.actor["role"] == "system" else envelope.actor["id"],
        "simulated": envelope.clock == "simulated",
        "version": commit.version,
        "hash": commit.hash,
        "sound": sound,
    }


def _told(fact: Event, points: dict[str, Text]) -> tuple[str, str, str]:
    match fact:
        case ReviewOpened():
            return gettext("受理后转入审查"), "", ""
        case StepCompleted():
            named = gettext("、").join(text(points.get(code, code)) for code in fact.points)
            said = gettext("核对要点：符合") if fact.passed else gettext("核对要点：不符合")
            return said, "" if fact.passed else "warn", named
        case ReviewDecided():
            name, tone = OUTCOMES[fact.outcome]
            return gettext("作出决定：%(outcome)s", outcome=str(name)), tone, fact.document_no
        case ReviewEnded():
            return gettext("申请撤回，审查终止"), "", fact.reason
    return fact.type, "", ""
