"""Filters put together so that any database finds its way by an index.

A filter whose conditions stand side by side is looked up by the first index that fits. Under an `$and` some databases,
the embedded one among them, look through the whole collection.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

Filter = dict[str, Any]


def all_of(*wanted: Mapping[str, Any]) -> Filter:
    """Give the filter that asks for all of these: side by side, and under an `$and` only what names a field again.

    Empty ones ask for nothing.
    """
    together: Filter = {}
    again: list[Filter] = []
    for each in wanted:
        for field, condition in _plain(each).items():
            if together.setdefault(field, condition) != condition:
                again.append({field: condition})
    return {**together, "$and": again} if again else together


def within(prefixes: Iterable[str]) -> Filter:
    """Give the filter of what lies in divisions, whose codes begin with one of these; without any, of nothing at all.

    Args:
        prefixes: as `shared.identity.identity.division_prefixes` gives them.
    """
    codes = "|".join(re.escape(prefix) for prefix in prefixes)
    return {"division": {"$regex": f"^({codes})"}} if codes else {"_id": None}


def _plain(wanted: Mapping[str, Any]) -> Mapping[str, Any]:
    """Give a filter without the choice that is none: one of one."""
    choice = wanted.get("$or", ())
    if len(choice) != 1:
        return wanted
    return all_of({field: asked for field, asked in wanted.items() if field != "$or"}, choice[0])
