"""The categories of items: the thirteen the founding document lists (S2.3b), and what a township adds (S2.3c)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources

from shared.contracts.registry import Text


@dataclass(frozen=True, slots=True)
class Category:
    """A category as the document of 2016 names it, and today's term for it."""

    name: Text
    current_name: str


ADDED = "增设项目"
"""The category of items that a township adds (S2.3c)."""


@cache
def categories() -> tuple[Category, ...]:
    """Give the categories in the order of the document."""
    folder = resources.files("services.intake.registry")
    told = json.loads(folder.joinpath("categories.json").read_text(encoding="utf-8"))
    return tuple(Category(Text(**each["name"]), each["current_name"]) for each in told["categories"])


def thirteen() -> tuple[Category, ...]:
    """Give the categories of the founding document: all but what a township adds."""
    return tuple(category for category in categories() if category.name.zh != ADDED)
