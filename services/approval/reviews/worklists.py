"""Queries of the work pages: what is most at risk first, by scope, day and words; how much everybody has in hand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pymongo.collection import Collection

from services.approval.reviews import views
from shared.contracts.registry import Text
from shared.filters import all_of
from shared.identity import Identity
from shared.web.paging import Paging

Document = dict[str, Any]
SCOPES = ("department", "mine", "unassigned", "consulted")
MOST = 200
"""How many cases are assigned at once at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a worklist is cut to.

    Attributes:
        status: `open`, `decided` or `ended`; empty for all.
        scope: the department's (all one may see), one's own steps, nobody's yet, or those one's opinion is asked on.
        department: its code; empty for all.
        due_by: promised to be done on this day or before; `due_from`: or after.
        words: part of a case number, or of an item's name.
    """

    status: str = "open"
    scope: str = "department"
    department: str = ""
    due_by: date | None = None
    due_from: date | None = None
    words: str = ""
    items: Mapping[str, Text] = field(default_factory=dict)


def search(collection: Collection[Document], identity: Identity, paging: Paging, asked: Asked) -> list[Document]:
    """Give up to `paging.fetch` reviews: overdue ones first, then those that turn yellow soonest."""
    wanted = [*_wanted(identity, asked), _after(paging)]
    return list(collection.find(all_of(*wanted)).sort(views.ORDER).limit(paging.fetch))


def count(collection: Collection[Document], identity: Identity, asked: Asked) -> int:
    """Tell how many reviews there are."""
    return collection.count_documents(all_of(*_wanted(identity, asked)))


def of_cases(collection: Collection[Document], identity: Identity, cases: list[str]) -> list[Document]:
    """Give named reviews that somebody may see, the most urgent first."""
    wanted = [views.visible(identity), {"_id": {"$in": cases[:MOST]}}]
    return list(collection.find(all_of(*wanted)).sort(views.ORDER))


def in_hand(collection: Collection[Document], department: str) -> Counter[str]:
    """Tell how many open steps each officer of a department has."""
    found = collection.find({"department": department, "status": "open", "steps.officer": {"$gt": ""}}, {"steps": 1})
    return Counter(step["officer"] for row in found for step in row["steps"] if step["officer"] and not step["done"])


def turn(row: Mapping[str, Any]) -> Document | None:
    """Give the step whose turn it is, or None where every step is done."""
    return next((step for step in row.get("steps", ()) if not step["done"]), None)


def _wanted(identity: Identity, asked: Asked) -> list[Document]:
    due: Document = {"$lte": asked.due_by.isoformat()} if asked.due_by else {}
    due |= {"$gte": asked.due_from.isoformat()} if asked.due_from else {}
    return [
        views.visible(identity),
        {"status": asked.status} if asked.status else {},
        {"department": asked.department} if asked.department else {},
        {"promised_due": due} if due else {},
        _scope(identity, asked.scope),
        _words(asked) if asked.words else {},
    ]


def _scope(identity: Identity, scope: str) -> Document:
    mine = {"done": False, "$or": [{"officer": identity.id}, {"deputy": identity.id}]}
    match scope:
        case "mine":
            return {"steps": {"$elemMatch": mine}}
        case "unassigned":
            return {"steps": {"$elemMatch": {"done": False, "officer": ""}}}
        case "consulted":
            return {"unanswered": identity.unit or None}
    return {}


def _words(asked: Asked) -> Document:
    """A case number is matched by its beginning or its end; an item by any part of its name."""
    told = asked.words.lower()
    codes = [code for code, name in asked.items.items() if told in name.zh.lower() or told in name.en.lower()]
    if re.fullmatch(r"[0-9x]+", told):
        number = re.escape(asked.words.upper())
        return {"$or": [{"_id": {"$regex": f"^{number}|{number}$"}}, {"item": {"$in": codes}}]}
    return {"item": {"$in": codes}}


def _after(paging: Paging) -> Document:
    if paging.after is None:
        return {}
    due, case = paging.after
    return {"$or": [{"promised_due": {"$gt": due}}, {"promised_due": due, "_id": {"$gt": case}}]}
