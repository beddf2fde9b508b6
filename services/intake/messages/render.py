"""A message's text in a language, from its name and values. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from services.intake.messages import texts
from shared.timekeeping import in_shanghai

Document = Mapping[str, Any]
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class _Quiet(dict[str, str]):
    """What a text names and nobody told stays out, so that a message never fails for it."""

    def __missing__(self, _: str) -> str:
        return ""


def render(text: str, values: Document, lang: str = "zh") -> str:
    """Give the text for a telephone or a page; days and names as the language has them.

    Raises:
        KeyError: there is no such text.
    """
    shown = {name: _shown(value, lang) for name, value in values.items()}
    told = _Quiet(shown | _parts(values, shown, lang))
    return _of(texts.TEXTS[text], lang).format_map(told).strip()


def _parts(values: Document, shown: Mapping[str, str], lang: str) -> dict[str, str]:
    """Give the parts of sentences that depend on what is there."""
    tolerated = _of(texts.TOLERATED, lang).format(
        tolerated_due=shown.get("tolerated_due", ""), papers=shown.get("tolerated", "")
    )
    return {
        "received_day": shown.get("received_at", ""),
        "evidence_day": shown.get("evidence_at", ""),
        "reply": _of(texts.REPLY_BY if values.get("reply_by") else texts.TODAY, lang).format_map(_Quiet(shown)),
        "supply": _supply(values, lang).format_map(_Quiet(shown)),
        "after": _of(texts.WITHDRAWN_BY_LAPSE if values.get("basis") else texts.AFTER_LAPSE, lang).format_map(
            _Quiet(shown)
        ),
        "provisional": _of(texts.PROVISIONAL, lang) if values.get("provisional") else "",
        "tolerated": tolerated if values.get("tolerated") else "",
        "procedure": _word(texts.PROCEDURES, values.get("procedure", ""), lang),
        "outcome": _word(texts.OUTCOMES, values.get("outcome", ""), lang),
    }


def _supply(values: Document, lang: str) -> str:
    """Say until when, and what follows where an article says so; else that no law sets a last day."""
    if not values.get("supply_by"):
        return _of(texts.SUPPLY_ANY_TIME, lang)
    return _of(texts.SUPPLY_BY, lang) + (_of(texts.SUPPLY_OR_ELSE, lang) if values.get("basis") else "")


def _shown(value: Any, lang: str) -> str:
    if isinstance(value, Mapping):
        return _named(value, lang)
    if isinstance(value, Sequence) and not isinstance(value, str):
        parts = [_listed(number, each, lang) for number, each in enumerate(value, 1)]
        return ("；" if lang != "en" else "; ").join(parts)
    return _day(str(value), lang) if _is_day(str(value)) else str(value)


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


def _day(text: str, lang: str) -> str:
    day = date.fromisoformat(text) if len(text) == 10 else in_shanghai(datetime.fromisoformat(text)).date()
    return f"{day.year}年{day.month}月{day.day}日" if lang != "en" else f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def _of(pair: tuple[str, str], lang: str) -> str:
    return pair[1] if lang == "en" else pair[0]


def _word(words: Mapping[str, tuple[str, str]], code: str, lang: str) -> str:
    return _of(words[code], lang) if code in words else code
