"""The rules of rulebooks and their basis: no rule without an article, no version for days that are over. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from shared.contracts import Event
from shared.contracts.duties import BasisRegistered, Provision, RulebookPublished
from shared.contracts.registry import DepartmentRegistered
from shared.contracts.statements import Known, Rule, State, be_registered, wrong
from shared.contracts.validity import impossible
from shared.timekeeping import local_day


def _basis(before: Event | None, command: State) -> BasisRegistered:
    """A law, policy or standard has a number, an issuer and articles; one that is cited keeps its articles (P0)."""
    stated = command.statement
    assert isinstance(stated, BasisRegistered)
    for name in ("document_no", "issuer"):
        if not getattr(stated, name).strip():
            raise wrong("basis_incomplete", name, "a basis has a document number and an issuer", "P0")
    if not stated.articles or any(not each.number.strip() or not each.text.strip() for each in stated.articles):
        raise wrong("basis_incomplete", "articles", "name the articles, and what they say", "P0")
    _once("articles", (each.number for each in stated.articles))
    if impossible(stated):
        raise wrong("impossible_period", "effective_to", "the basis ends before it begins", "P0")
    if isinstance(before, BasisRegistered):
        lost = sorted({each.number for each in before.articles} - {each.number for each in stated.articles})
        if lost:
            raise wrong("article_gone", "articles", f"may be cited: {', '.join(lost)}", "P0")
    return stated


def _rulebook(before: Event | None, command: State) -> RulebookPublished:
    """A version holds from a day on, for cases accepted from then on; those before keep theirs (S2.1b)."""
    stated, known = command.statement, command.known
    assert isinstance(stated, RulebookPublished)
    be_registered("department", stated.departments, known.keys(DepartmentRegistered), "S2.1b")
    missing = [name for name in ("document_no", "issuer", "provisions", "divisions") if not getattr(stated, name)]
    if missing:
        told = "a rulebook has a number, an issuer, rules, and divisions it is for"
        raise wrong("rulebook_incomplete", missing[0], told, "S2.1b")
    _once("provisions", (each.code for each in stated.provisions))
    for provision in stated.provisions:
        _rests_on(provision, stated, known)
    _not_backwards(before, stated, command)
    return stated


def _rests_on(provision: Provision, stated: RulebookPublished, known: Known) -> None:
    if not provision.basis:
        raise wrong("basis_missing", "provisions", f"{provision.code} rests on nothing", "P0")
    be_registered("basis", (each.basis for each in provision.basis), known.keys(BasisRegistered), "P0")
    for cited in provision.basis:
        basis = known.all(BasisRegistered)[cited.basis]
        if cited.article not in {each.number for each in basis.articles}:
            told = f"{provision.code} cites {cited.article} of {basis.code}, which does not list it"
            raise wrong("unknown_article", "provisions", told, "P0")
        if basis.effective_to is not None and basis.effective_to <= stated.effective_from:
            told = f"{provision.code} rests on {basis.code}, out of force since {basis.effective_to}"
            raise wrong("basis_out_of_force", "provisions", told, "P0")


def _not_backwards(before: Event | None, stated: RulebookPublished, command: State) -> None:
    """Only the first version may begin in the past: a later one would change what older cases were accepted under."""
    if not isinstance(before, RulebookPublished) or before == stated:
        return
    if stated.effective_from <= before.effective_from or stated.effective_from < local_day(command.meta.now):
        told = "a new version holds from today at the earliest, and after the one before it"
        raise wrong("backdated", "effective_from", told, "S2.1b")


def _once(field: str, codes: Iterable[str]) -> None:
    twice = sorted(code for code, count in Counter(codes).items() if count > 1)
    if twice:
        raise wrong("named_twice", field, f"named twice: {', '.join(twice)}", "P0")


RULES: dict[type[Event], Rule] = {
    BasisRegistered: Rule(_basis),
    RulebookPublished: Rule(_rulebook, (BasisRegistered, DepartmentRegistered)),
}
