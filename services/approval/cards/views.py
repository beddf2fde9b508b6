"""Cards as pages and the API show them: one document a case, with its cards in order."""

from __future__ import annotations

from datetime import date
from typing import Any

from pymongo import ASCENDING, DESCENDING
from pymongo.collection import Collection
from pymongo.database import Database

from services.approval.cards.state import Card, Cards
from shared.contracts import Rejected, encode
from shared.filters import all_of, within
from shared.identity import Identity
from shared.identity.identity import division_prefixes
from shared.web.paging import Paging

Document = dict[str, Any]
ORDER = [("newest", DESCENDING), ("_id", DESCENDING)]


def project(case: str, cards: Cards) -> Document:
    """Give a case's cards as a document; `newest`: when the last of them fell due; `counting`: kinds that count."""
    first = cards.cards[0].issued
    return {
        "case": case,
        "department": cards.department,
        "issued_to": list(cards.issued_to),
        "division": first.division,
        "item": first.item,
        "newest": max(card.issued.triggered_at for card in cards.cards).isoformat(timespec="milliseconds"),
        "counting": sorted({card.issued.kind for card in cards.counting.values()}),
        "appealed": any(card.standing == "appealed" for card in cards.cards),
        "cards": [_card(card) for card in cards.cards],
    }


def _card(card: Card) -> Document:
    return {
        **encode(card.issued),
        "standing": card.standing,
        "appeal": encode(card.appeal) if card.appeal else None,
        "upheld": encode(card.upheld) if card.upheld else None,
        "correction": encode(card.correction) if card.correction else None,
    }


def prepare(database: Database[Document]) -> None:
    """Create the indexes of the list and of the watch, by which an idle tick is cheap; harmless when they exist."""
    database["cards"].create_index([("department", ASCENDING), *ORDER], name="by_department")
    database["cards"].create_index([("issued_to", ASCENDING), *ORDER], name="issued_to")
    database["cards"].create_index(ORDER, name="newest")
    database["card_watch"].create_index([("look_at", ASCENDING)], name="look_at")
    database["card_watch"].create_index([("last_day", ASCENDING), ("_id", ASCENDING)], name="last_day")


def visible(identity: Identity) -> Document:
    """Give the filter of what somebody may see: reviewers their department's, others their jurisdiction's.

    A superior unit sees the cases in which a card was issued to it.
    """
    if identity.can("superior.decide"):
        return {"issued_to": identity.unit or None}
    if identity.can("card.appeal"):
        return {"department": identity.unit}
    return within(division_prefixes(identity))


def search(
    collection: Collection[Document],
    identity: Identity,
    paging: Paging,
    *,
    department: str = "",
    kind: str = "",
    appealed: bool = False,
) -> list[Document]:
    """Give up to `paging.fetch` cases with cards, the newest card first.

    Args:
        collection: the cases with cards.
        identity: who asks.
        paging: where to go on.
        department: its code; empty for all.
        kind: `warn`, `yellow` or `red`: cases with a card of that kind that counts; empty for all.
        appealed: only cases with an appeal that waits for its answer.
    """
    wanted: list[Document] = [visible(identity), _after(paging)]
    wanted += [{"department": department}] if department else []
    wanted += [{"counting": kind}] if kind else []
    wanted += [{"appealed": True}] if appealed else []
    return list(collection.find(all_of(*wanted)).sort(ORDER).limit(paging.fetch))


def _after(paging: Paging) -> Document:
    if paging.after is None:
        return {}
    newest, case = paging.after
    return {"$or": [{"newest": {"$lt": newest}}, {"newest": newest, "_id": {"$lt": case}}]}


def sort_key(row: Document) -> tuple[str, str]:
    """Give what the list is sorted by."""
    return row["newest"], row["_id"]


def find(collection: Collection[Document], identity: Identity, case: str) -> Document:
    """Give the cards of a case that somebody may see.

    Raises:
        Rejected: `no_card`, also where it is none of theirs.
    """
    found = collection.find_one(all_of({"_id": case}, visible(identity)))
    if found is None:
        raise Rejected("no_card", "no card of this case is known to you", status=404)
    return found


def ahead(
    watched: Collection[Document], identity: Identity, first: date, last: date, *, department: str = "", most: int = 500
) -> list[Document]:
    """Give the cases whose last day before a yellow card lies between two days, both included, the nearest first.

    Args:
        watched: the watch over cases.
        identity: who asks.
        first, last: days.
        department: its code; empty for all one may see.
        most: no more than so many.
    """
    wanted = [visible(identity), {"last_day": {"$gte": first.isoformat(), "$lte": last.isoformat()}}]
    wanted += [{"department": department}] if department else []
    fields = dict.fromkeys(("department", "division", "item", "last_day", "cause", "simulated"), 1)
    found = watched.find(all_of(*wanted), fields)
    return list(found.sort([("last_day", ASCENDING), ("_id", ASCENDING)]).limit(most))


def officers(reviews: Collection[Document], cases: list[str]) -> dict[str, list[str]]:
    """Give the officers that work on cases, by case; none where nobody was assigned."""
    found = reviews.find({"_id": {"$in": cases}}, {"assigned": 1})
    return {each["_id"]: sorted(_assigned(each.get("assigned") or [])) for each in found}


def _assigned(told: list[Document]) -> set[str]:
    return {each["officer"] for each in told if each.get("officer")}


def of_cases(collection: Collection[Document], cases: list[str]) -> dict[str, list[str]]:
    """Give the kinds of cards that count, by case, for lists of reviews."""
    return {each["_id"]: each["counting"] for each in collection.find({"_id": {"$in": cases}}, {"counting": 1})}
