"""The search over items: an index of grams that keeps up with the register by itself.

The embedded database has no text index, so each item has one document with an array of grams and an index over it.
Before a search the index is compared with the register, and what differs is cut up anew: an item that was just
published is found at once, at every process, and nothing has to be rebuilt by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from pymongo import ASCENDING
from pymongo.database import Database

from services.intake.items.grams import index_grams, initial_grams, query_grams
from services.intake.registry.categories import categories
from shared.contracts.registry import DepartmentRegistered, ItemPublished
from shared.replica import Replica

Document = dict[str, Any]

FORM = 1
"""How items are cut up; raised when that changes, so that every process cuts them up anew."""

WEIGHTS: Mapping[str, int] = {"name": 8, "aliases": 6, "initials": 5, "category": 3, "materials": 2, "department": 1}
"""What a hit counts by where it was: an item called so stands before one that only asks for such a paper."""

ENOUGH = 0.6
"""How much of a longer Chinese word must occur: 危房改建 still finds 危房改造."""


class Search:
    """Finds items by what people type."""

    def __init__(self, database: Database[Document], replica: Replica) -> None:
        self._index = database["item_search"]
        self._replica = replica

    def prepare(self) -> None:
        """Create the index over the grams; harmless when it exists."""
        self._index.create_index([("grams", ASCENDING)], name="grams")

    def find(self, words: str, day: date, most: int = 100) -> list[str]:
        """Give the codes of the items in force that fit every word, the best first; of equals, by code.

        Args:
            words: as typed: Chinese, pinyin initials, English, a code; separated by spaces.
            day: on which the items are in force.
            most: how many.
        """
        asked = query_grams(words)
        if not asked:
            return []
        self.keep_up(day)
        wanted = [gram for word in asked for gram in _spellings(word)]
        hits = self._index.find({"grams": {"$in": wanted}})
        scored = sorted((-_score(found["places"], asked), found["_id"]) for found in hits)
        return [code for score, code in scored if score][:most]

    def keep_up(self, day: date) -> None:
        """Cut up what changed on the register since, and forget what is no longer there."""
        departments = self._replica.all(DepartmentRegistered)
        items = {item.code: item for item in self._replica.items_on(day)}
        have = {found["_id"]: found["stamp"] for found in self._index.find({}, {"stamp": 1})}
        for code, item in items.items():
            stamp = _stamp(item, departments.get(item.department))
            if have.get(code) != stamp:
                fields = _document(item, departments.get(item.department))
                self._index.replace_one({"_id": code}, {**fields, "stamp": stamp}, upsert=True)
        if gone := sorted(set(have) - set(items)):
            self._index.delete_many({"_id": {"$in": gone}})


def _stamp(item: ItemPublished, department: DepartmentRegistered | None) -> str:
    """Give what tells whether an item must be cut up anew: everything that is looked through."""
    names = [f"{material.name.zh}{material.name.en}" for material in item.materials]
    told = (FORM, item.name, item.aliases, item.category, names, department.name if department else "")
    return repr(told)


def _document(item: ItemPublished, department: DepartmentRegistered | None) -> Document:
    now = [category.current_name for category in categories() if category.name.zh == item.category]
    named = [item.name.zh, *item.aliases]
    places = {
        "name": index_grams([item.name.zh, item.name.en, item.code]),
        "aliases": index_grams(item.aliases),
        "initials": initial_grams(named),
        "category": index_grams([item.category, *now]),
        "materials": index_grams(text for each in item.materials for text in (each.name.zh, each.name.en)),
        "department": index_grams([department.name.zh, department.name.en] if department else []),
    }
    return {
        "grams": sorted(set().union(*places.values())),
        "places": {name: sorted(grams) for name, grams in places.items()},
    }


def _spellings(word: Sequence[str]) -> Iterable[str]:
    """Give a word's grams, and a Latin word as pinyin initials besides."""
    return (*word, f"~{word[0]}") if len(word) == 1 and word[0].isascii() else word


def _score(places: Mapping[str, Sequence[str]], asked: Sequence[Sequence[str]]) -> float:
    """Score an item: for each word the best places count together; a word that does not occur spoils it."""
    scores = [_word_score(places, word) for word in asked]
    return sum(scores) if all(scores) else 0.0


def _word_score(places: Mapping[str, Sequence[str]], word: Sequence[str]) -> float:
    score = 0.0
    for name, weight in WEIGHTS.items():
        grams = set(places[name])
        wanted = [f"~{word[0]}"] if name == "initials" else word
        part = sum(gram in grams for gram in wanted) / len(wanted)
        score += weight * part if part >= ENOUGH else 0.0
    return score
