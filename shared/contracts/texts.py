"""A text for people, as events carry it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """A text for people: Chinese, with English beside it."""

    zh: str
    en: str = ""
