"""Market rules as people write them: `每周 日；自 2026-01-01；停 2026-10-04`, `农历尾 4 9；闰月 same`, `地支 午`.

What cannot be said so (rules within rules) is written as JSON; both are understood. Whether a rule ever falls on a day,
and whether its fields fit together, the register's own rules judge.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

Rule = dict[str, Any]

HEADS: Mapping[str, tuple[str, str, str]] = {
    "weekday": ("每周", "weekly", "weekdays"),
    "solar_tail": ("公历尾", "solar", "tails"),
    "lunar_tail": ("农历尾", "lunar", "tails"),
    "branch": ("地支", "branch", "branches"),
}
"""How a rhythm begins, in Chinese and in English, and the field of its values."""

LISTS: Mapping[str, str] = {"exclude_days": "除", "add": "加", "cancel": "停"}
SINGLE: Mapping[str, str] = {
    "leap_month": "闰月",
    "short_month_30": "小月三十",
    "rule_id": "编号",
    "valid_from": "自",
    "valid_to": "至",
}
HOLIDAYS = {"放假也开": True, "放假不开": False}
EVERY = ("间隔", "every")
WEEKDAYS = "一二三四五六日"
BETWEEN = "；"


class NoRule(ValueError):
    """A text that says no market rule."""


def say(rule: Rule) -> str:
    """Write a rule in words, or as JSON where words do not say all of it."""
    told = _said(rule)
    try:
        if told and hear(told) == rule:
            return told
    except NoRule:
        pass
    return orjson.dumps(rule, option=orjson.OPT_SORT_KEYS).decode()


def _said(rule: Rule) -> str:
    kind = str(rule.get("type"))
    if kind == "interval":
        parts = [f"{EVERY[0]} {rule.get('anchor')} {rule.get('every')}"]
    elif kind in HEADS:
        head, _, field = HEADS[kind]
        values = rule.get(field)
        shown = [_value(kind, each) for each in values] if isinstance(values, list) else []
        parts = [" ".join((head, *shown))]
    else:
        return ""
    parts += [
        " ".join((word, *map(str, rule[name]))) for name, word in LISTS.items() if isinstance(rule.get(name), list)
    ]
    parts += [f"{word} {rule[name]}" for name, word in SINGLE.items() if name in rule]
    parts += [word for word, value in HOLIDAYS.items() if rule.get("open_on_public_holiday") is value]
    return BETWEEN.join(parts)


def _value(kind: str, each: Any) -> str:
    if kind == "weekday" and isinstance(each, int) and 1 <= each <= 7:
        return WEEKDAYS[each - 1]
    return str(each)


def hear(text: str) -> Rule:
    """Read a rule in words or as JSON.

    Raises:
        NoRule: it is neither.
    """
    if text.lstrip().startswith("{"):
        return _json(text)
    first, *rest = [part.split() for part in text.replace(";", BETWEEN).split(BETWEEN) if part.strip()] or [[""]]
    rule = _rhythm(first)
    for word, *values in rest:
        rule |= _option(word, values)
    return rule


def _json(text: str) -> Rule:
    try:
        found = orjson.loads(text)
    except orjson.JSONDecodeError:
        raise NoRule(text) from None
    if not isinstance(found, dict):
        raise NoRule(text)
    return found


def _rhythm(words: list[str]) -> Rule:
    head, *values = words
    if head in EVERY and len(values) == 2:
        return {"type": "interval", "anchor": values[0], "every": _number(values[1])}
    for kind, (zh, en, field) in HEADS.items():
        if head in (zh, en):
            return {"type": kind, field: values if kind == "branch" else [_day(kind, each) for each in values]}
    raise NoRule(head)


def _option(word: str, values: list[str]) -> Rule:
    if word in HOLIDAYS and not values:
        return {"open_on_public_holiday": HOLIDAYS[word]}
    for name, told in LISTS.items():
        if word == told:
            return {name: [_number(each) for each in values] if name == "exclude_days" else values}
    for name, told in SINGLE.items():
        if word == told and values:
            return {name: " ".join(values)}
    raise NoRule(word)


def _day(kind: str, word: str) -> int:
    if kind == "weekday" and word in ("天", *WEEKDAYS):
        return 7 if word == "天" else WEEKDAYS.index(word) + 1
    return _number(word)


def _number(word: str) -> int:
    if not word.isascii() or not word.isdigit() or len(word) > 6:
        raise NoRule(word)
    return int(word)
