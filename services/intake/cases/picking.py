"""Choosing an item at a window by typing: its code, its name, another name people use, or pinyin initials."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from services.intake.items.grams import initials
from services.intake.items.search import Search
from shared.contracts.abilities import takes
from shared.contracts.registry import ItemPublished, VenueRegistered


@dataclass(frozen=True, slots=True)
class Choice:
    """An item of a hall, the window that takes it, and everything by which typing finds it, in small letters."""

    item: ItemPublished
    window: str
    found_by: str


def choices(hall: VenueRegistered, items: Iterable[ItemPublished], day: date) -> list[Choice]:
    """Give what a hall's windows take on a day, in the order of the windows, each item once."""
    known = {item.code: item for item in items}
    offered: dict[str, Choice] = {}
    for window in hall.windows:
        for code in window.items:
            if code in known and code not in offered and takes(window, code, day):
                offered[code] = Choice(known[code], window.id, found_by(known[code]))
    return list(offered.values())


def found_by(item: ItemPublished) -> str:
    """Give what the field under which one types is compared with."""
    names = (item.name.zh, *item.aliases)
    return " ".join((item.code, *names, item.name.en, *map(initials, names))).casefold()


def fitting(offered: list[Choice], words: str, search: Search, day: date) -> list[Choice]:
    """Give the choices that fit what was typed, the best first; all where nothing was typed.

    An exact part of code, name or initials comes before what the search finds besides.
    """
    asked = words.casefold().split()
    if not asked:
        return offered
    plain = [each for each in offered if all(word in each.found_by for word in asked)]
    ranked = {code: place for place, code in enumerate(search.find(words, day))}
    others = [each for each in offered if each.item.code in ranked and each not in plain]
    return plain + sorted(others, key=lambda each: ranked[each.item.code])
