"""Single values as people write them, and back: yes and no, dates, choices by their words, yuan, square metres.

What cannot be read is an `Unreadable` with its reason; whether a value that can be read may be stated, the subject's
schema and rules say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from services.intake.administration import rule_words
from services.intake.administration.rule_words import NoRule
from services.intake.administration.shapes import Field

YES = frozenset({"是", "yes", "true", "1", "y", "√", "有"})
NO = frozenset({"否", "no", "false", "0", "n", "×", "无", ""})

_DAY = re.compile(r"([0-9]{4})(?:-|/|\.|年)([0-9]{1,2})(?:-|/|\.|月)([0-9]{1,2})日?(?:[ T]00:00(?::00)?)?")
_PACKED_DAY = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_SCALES = {"yuan": 100, "area": 10}


class Unreadable(ValueError):
    """A value is not of the kind its field takes; `told` says so to people."""

    def __init__(self, told: LazyString) -> None:
        super().__init__(str(told))
        self.told = told


def shown(field: Field, value: Any, english: bool = False) -> str:
    """Write one value for people and for files; None is nothing."""
    if value is None:
        return ""
    match field.kind:
        case "flag":
            return ("yes" if value else "no") if english else ("是" if value else "否")
        case "choice":
            return field.label.options.get(value, (str(value), str(value)))[english]
        case "count" if field.label.unit:
            return _scaled(value, _SCALES[field.label.unit])
        case "rule":
            return rule_words.say(value)
    return str(value)


def read(field: Field, text: str) -> Any:
    """Read one value; the field's schema judges what comes out.

    Raises:
        Unreadable: it is not of the field's kind.
    """
    text = text.replace("\r\n", "\n").strip()
    if field.kind == "count":
        return _unscaled(text, _SCALES[field.label.unit]) if field.label.unit else text
    if field.kind == "choice":
        return _choice(field, text)
    reader = _READERS.get(field.kind)
    return reader(text) if reader else text


def _scaled(value: int, scale: int) -> str:
    whole, part = divmod(abs(value), scale)
    sign = "-" if value < 0 else ""
    return f"{sign}{whole}.{part:0{len(str(scale)) - 1}d}" if part or scale == 100 else f"{sign}{whole}"


def _unscaled(text: str, scale: int) -> str:
    try:
        number = Decimal(text.replace(",", "").removesuffix("元").removesuffix("㎡").strip())
    except InvalidOperation:
        raise Unreadable(_l("应为数字")) from None
    if not number.is_finite() or abs(number) > 10**12:
        raise Unreadable(_l("应为数字"))
    kept = number * scale
    if kept != int(kept):
        told = _l("最多两位小数") if scale == 100 else _l("最多一位小数")
        raise Unreadable(told)
    return str(int(kept))


def _flag(text: str) -> bool:
    if text.lower() in YES:
        return True
    if text.lower() in NO:
        return False
    raise Unreadable(_l("应为“是”或“否”"))


def _choice(field: Field, text: str) -> str:
    for code, words in field.label.options.items():
        if text in (code, *words):
            return code
    return text


def _day(text: str) -> str:
    found = _DAY.fullmatch(text) or _PACKED_DAY.fullmatch(text)
    try:
        if found:
            return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
    except ValueError:
        pass
    if text == "":
        return text
    raise Unreadable(_l("应为日期，如 2026-09-17"))


def _rule(text: str) -> Any:
    if not text:
        return None
    try:
        return rule_words.hear(text)
    except NoRule:
        raise Unreadable(_l("场期规则写法有误")) from None


_READERS: Mapping[str, Callable[[str], Any]] = {"flag": _flag, "date": _day, "rule": _rule}


def of_cell(value: Any) -> str:
    """Give a cell of a sheet as the text a person would type: dates without midnight, whole numbers without `.0`."""
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case datetime() if (value.hour, value.minute, value.second) == (0, 0, 0):
            return value.date().isoformat()
        case float():
            return str(int(value)) if value.is_integer() else format(Decimal(repr(value)), "f")
    return str(value)
