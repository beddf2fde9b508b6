"""A message's text in a language, from its name and values. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from services.intake.messages import texts
from shared.timekeeping import in_shanghai
from shared.web.spacing import closed_up, edged

Document = Mapping[str, Any]
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
COMING = frozenset(
    ("reply_by", "supply_by", "promised_due", "statutory_due", "tolerated_due", "request_by", "held_on", "day")
)
"""Days that somebody has to keep in mind: they are told with their day of the week."""


class _Quiet(dict[str, str]):
    """What a text names and nobody told stays out, so that a message never fails for it."""

    def __missing__(self, _: str) -> str:
        return ""


def render(text: str, values: Document, lang: str = "zh") -> str:
    """Give the text for a telephone or a page; days and names as the language has them.

    Raises:
        KeyError: there is no such text.
    """
    shown = {name: _shown(value, lang, named=name in COMING) for name, value in values.items()}
    told = shown | _parts(values, shown, lang)
    return _sentence(texts.TEXTS[text], told, lang).strip()


def _sentence(pair: tuple[str, str], told: Document, lang: str) -> str:
    """Fill a text in; in Chinese what is filled in closes up with the words around it."""
    return closed_up(_of(pair, lang).format_map(_Quiet(edged(told) if lang != "en" else told)))


def _parts(values: Document, shown: Mapping[str, str], lang: str) -> dict[str, str]:
    """Give the parts of sentences that depend on what is there."""
    later = {"tolerated_due": shown.get("tolerated_due", ""), "papers": shown.get("tolerated", "")}
    return {
        "received_day": shown.get("received_at", ""),
        "evidence_day": shown.get("evidence_at", ""),
        "reply": _sentence(texts.REPLY_BY if values.get("reply_by") else texts.TODAY, shown, lang),
        "supply": _sentence(_supply(values), shown, lang),
        "after": _sentence(texts.WITHDRAWN_BY_LAPSE if values.get("basis") else texts.AFTER_LAPSE, shown, lang),
        "provisional": _of(texts.PROVISIONAL, lang) if values.get("provisional") else "",
        "tolerated": _sentence(texts.TOLERATED, later, lang) if values.get("tolerated") else "",
        "procedure": _word(texts.PROCEDURES, values.get("procedure", ""), lang),
        "outcome": _word(texts.OUTCOMES, values.get("outcome", ""), lang),
    }


def _supply(values: Document) -> tuple[str, str]:
    """Say until when, and what follows where an article says so; else that no law sets a last day."""
    if not values.get("supply_by"):
        return texts.SUPPLY_ANY_TIME
    told, follows = texts.SUPPLY_BY, texts.SUPPLY_OR_ELSE if values.get("basis") else ("", "")
    return told[0] + follows[0], told[1] + follows[1]


def _shown(value: Any, lang: str, *, named: bool = False) -> str:
    """Give a value as text; `named`: a day with its day of the week."""
    if isinstance(value, Mapping):
        return _named(value, lang)
    if isinstance(value, Sequence) and not isinstance(value, str):
        parts = [_listed(number, each, lang) for number, each in enumerate(value, 1)]
        return ("；" if lang != "en" else "; ").join(parts)
    return _day(str(value), lang, named) if _is_day(str(value)) else str(value)


def _listed(number: int, each: Any, lang: str) -> str:
    """Give a defect with its number, or a material by its name."""
    if isinstance(each, Mapping) and "problem" in each:
        return f"{number}. {_named(each['name'], lang)}{'：' if lang != 'en' else ': '}{each['problem']}"
    return _shown(each, lang)


def _named(text: Mapping[str, Any], lang: str) -> str:
    return str((text.get("en") or text.get("zh")) if lang == "en" else text.get("zh", ""))


def _is_day(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return len(text) >= 10 and text[4] == "-"


def _day(text: str, lang: str, named: bool) -> str:
    day = date.fromisoformat(text) if len(text) == 10 else in_shanghai(datetime.fromisoformat(text)).date()
    zh, en = f"{day.year}年{day.month}月{day.day}日", f"{MONTHS[day.month - 1]} {day.day}, {day.year}"
    if not named:
        return en if lang == "en" else zh
    return f"{DAYS[day.weekday()]}, {en}" if lang == "en" else f"{zh}（周{'一二三四五六日'[day.weekday()]}）"


def _of(pair: tuple[str, str], lang: str) -> str:
    return pair[1] if lang == "en" else pair[0]


def _word(words: Mapping[str, tuple[str, str]], code: str, lang: str) -> str:
    return _of(words[code], lang) if code in words else code
