"""Which version of a rulebook is in force on a day, and what each of its rules rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from shared.contracts import encode
from shared.contracts.duties import BasisRegistered, Citation, Provision, RulebookPublished
from shared.replica import Replica

Document = dict[str, Any]
Bases = Mapping[str, BasisRegistered]
Versions = list[tuple[int, RulebookPublished]]


def in_force(versions: Versions, day: date) -> tuple[int, RulebookPublished] | None:
    """Give the version of a rulebook in force on a day: the newest that had begun; None before the first."""
    begun = [each for each in versions if each[1].effective_from <= day]
    return begun[-1] if begun else None


def rulebooks(replica: Replica, day: date, division: str = "", department: str = "") -> list[Document]:
    """Give the rulebooks in force on a day, for a division and a department where they are named."""
    held = (in_force(replica.versions(RulebookPublished, code), day) for code in replica.all(RulebookPublished))
    return [
        {**encode(book), "version": version}
        for version, book in filter(None, held)
        if (not division or division.startswith(book.divisions))
        and (not department or not book.departments or department in book.departments)
    ]


def rules(replica: Replica, day: date) -> list[Document]:
    """Give every rule in force on a day with the articles it rests on, in full."""
    bases = replica.all(BasisRegistered)
    held = [in_force(replica.versions(RulebookPublished, code), day) for code in replica.all(RulebookPublished)]
    return [
        _rule(provision, version, book, bases) for version, book in filter(None, held) for provision in book.provisions
    ]


def _rule(
    provision: Provision, version: int, book: RulebookPublished, bases: Mapping[str, BasisRegistered]
) -> Document:
    told = encode_provision(provision)
    return {**told, "rulebook": book.code, "version": version, "basis": cited(provision.basis, bases)}


def encode_provision(provision: Provision) -> Document:
    """Give a rule's own fields."""
    text = {"zh": provision.text.zh, "en": provision.text.en}
    return {"code": provision.code, "text": text, "enforced_by": list(provision.enforced_by)}


def cited(citations: Iterable[Citation], bases: Bases) -> list[Document]:
    """Give the articles that citations name, in full."""
    return [_cited(bases[each.basis], each.article) for each in citations if each.basis in bases]


def _cited(basis: BasisRegistered, number: str) -> Document:
    text = next((each.text for each in basis.articles if each.number == number), "")
    told = encode(basis)
    names = ("code", "kind", "title", "document_no", "effective_from", "effective_to", "verified")
    return {**{name: told[name] for name in names}, "article": number, "text": text}
