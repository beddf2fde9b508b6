"""Which lists a case stands on: every number of the scores opens to the cases behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from services.metrics.facts.contributions import cohort, due_day

Facts = Mapping[str, Any]
Place = tuple[str, str]
"""A department and the day on which one of its numbers counts the case."""


@dataclass(frozen=True, slots=True)
class CaseList:
    """A named list: its names for people, and where a case stands on it as seen on a day (`YYYY-MM-DD`)."""

    zh: str
    en: str
    places: Callable[[Facts, str], Iterator[Place]]


def _standing(wanted: str) -> Callable[[Facts, str], Iterator[Place]]:
    def places(facts: Facts, today: str) -> Iterator[Place]:
        standing = cohort(facts)
        if standing == "open":
            standing = "overdue" if due_day(facts) < today else "pending"
        if standing == wanted and "department" in facts:
            yield facts["department"], due_day(facts)

    return places


def _act(name: str) -> Callable[[Facts, str], Iterator[Place]]:
    def places(facts: Facts, _today: str) -> Iterator[Place]:
        if name in facts and "department" in facts:
            yield facts["department"], facts[name]

    return places


def _graded(*grades: int) -> Callable[[Facts, str], Iterator[Place]]:
    def places(facts: Facts, _today: str) -> Iterator[Place]:
        if facts.get("grade") in grades:
            yield facts["rated_department"], facts["rated_for"]

    return places


def _complained(facts: Facts, _today: str) -> Iterator[Place]:
    for told in complaints(facts):
        yield told[0], told[2]


def _found_true(facts: Facts, _today: str) -> Iterator[Place]:
    for *_, against, closed, outcome in complaints(facts):
        if outcome == "substantiated":
            yield against, closed


def _cards(*kinds: str) -> Callable[[Facts, str], Iterator[Place]]:
    def places(facts: Facts, _today: str) -> Iterator[Place]:
        for department, kind, _cause, day, corrected in (v for k, v in facts.items() if k.startswith("card/")):
            if kind in kinds and not corrected:
                yield department, day

    return places


def complaints(facts: Facts) -> list[tuple[str, ...]]:
    """Give a case's complaints: department, division, filed, against, closed, outcome."""
    return [tuple(value) for key, value in facts.items() if key.startswith("complaint/")]


LISTS: Mapping[str, CaseList] = {
    "on_time": CaseList("按时办结", "on time", _standing("on_time")),
    "late": CaseList("逾期办结", "done late", _standing("late")),
    "overdue": CaseList("逾期未结", "overdue, still open", _standing("overdue")),
    "pending": CaseList("在办未到期", "open, not yet due", _standing("pending")),
    "received": CaseList("收件", "received", _act("received")),
    "declined": CaseList("不予受理或另行告知", "refused or redirected", _act("declined")),
    "withdrawn": CaseList("撤回", "withdrawn", _act("withdrawn")),
    "rated_good": CaseList("满意评价", "rated 1 to 3", _graded(1, 2, 3)),
    "rated_bad": CaseList("差评", "rated 4 or 5", _graded(4, 5)),
    "complaints": CaseList("投诉", "complaints", _complained),
    "substantiated": CaseList("投诉属实", "complaints found true", _found_true),
    "yellow": CaseList("黄牌", "yellow cards", _cards("yellow")),
    "red": CaseList("红牌", "red cards", _cards("red")),
}


def listed(name: str, facts: Facts, department: str, first: str, last: str, today: str) -> bool:
    """Tell whether a case stands on a department's list between two days, both included.

    Raises:
        KeyError: there is no such list.
    """
    return any(unit == department and first <= day <= last for unit, day in LISTS[name].places(facts, today))
