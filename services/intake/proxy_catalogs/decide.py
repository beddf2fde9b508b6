"""The rule of a proxy catalogue: every entry comes down to an item of hall or county (S2.4a, S2.4d). Pure."""

from __future__ import annotations

from collections import Counter
from datetime import date

from shared.contracts import Event
from shared.contracts.duties import ProxyCatalogPublished
from shared.contracts.registry import ItemPublished, VenueRegistered
from shared.contracts.statements import Known, Rule, State, be_registered, wrong


def _catalog(before: Event | None, command: State) -> ProxyCatalogPublished:
    stated, known = command.statement, command.known
    assert isinstance(stated, ProxyCatalogPublished)
    be_registered("division", [stated.division], _townships(known), "S2.4a")
    if not stated.document_no.strip():
        raise wrong("basis_missing", "document_no", "name the decision that fixes the list", "P0; S2.4a")
    codes = [entry.item for entry in stated.entries]
    _no_orphans(codes, known)
    twice = sorted(code for code, count in Counter(codes).items() if count > 1)
    if twice:
        raise wrong("named_twice", "entries", f"named twice: {', '.join(twice)}", "S2.4a")
    if isinstance(before, ProxyCatalogPublished) and stated.effective_from < before.effective_from:
        told = f"the version before it holds since {before.effective_from}"
        raise wrong("backdated", "effective_from", told, "S2.4a; S2.1b")
    return stated


def _no_orphans(codes: list[str], known: Known) -> None:
    """What no item of hall or county stands behind, nobody could finish; what must be done in person, nobody may."""
    items = known.all(ItemPublished)
    orphans = sorted(set(codes) - set(items))
    if orphans:
        told = f"no item of hall or county stands behind {', '.join(orphans)}"
        raise wrong("orphan_proxy_item", "entries", told, "S2.4d")
    in_person = sorted(code for code in set(codes) if not items[code].village_proxy)
    if in_person:
        raise wrong("not_for_proxy", "entries", f"to be done in person: {', '.join(in_person)}", "S2.4a")


def _townships(known: Known) -> set[str]:
    """Give the divisions that have a hall or village points."""
    return {venue.division[:9] for venue in known.all(VenueRegistered).values()}


def in_force(stated: ProxyCatalogPublished, day: date) -> bool:
    """Tell whether a catalogue holds on a day."""
    return stated.effective_from <= day


RULES: dict[type[Event], Rule] = {ProxyCatalogPublished: Rule(_catalog, (ItemPublished, VenueRegistered))}
