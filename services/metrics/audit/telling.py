"""How an event is told: a sentence in each language, and the fields that may be shown beside it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Telling:
    """A sentence in each language, `{field}` being the field's value in words; fields not in `shown` stay hidden."""

    zh: str
    en: str
    shown: tuple[str, ...] = ()
