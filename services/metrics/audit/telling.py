"""How an event is told: a sentence in each language, and the fields that may be shown beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Words = Mapping[str, Mapping[Any, tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Telling:
    """A sentence in each language, `{field}` being the field's value in words; fields not in `shown` stay hidden."""

    zh: str
    en: str
    shown: tuple[str, ...] = ()


def together(*several: Words) -> Words:
    """Join words by field; where two name the same field, its values are joined."""
    names = {name for words in several for name in words}
    return {name: {code: said for words in several for code, said in words.get(name, {}).items()} for name in names}
