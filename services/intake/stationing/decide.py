"""The rules of who serves at a hall: stays, exemptions, windows' authority, work past the hall. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from services.intake.stationing.admissions import admission
from shared.contracts import Event
from shared.contracts.duties import (
    AdmissionStated,
    ExemptionApproved,
    OutsideHandlingFound,
    StationingStated,
)
from shared.contracts.registry import DepartmentRegistered, ItemPublished, VenueRegistered, Window
from shared.contracts.statements import Known, Rule, State, be_registered, wrong
from shared.contracts.validity import Spell, impossible, overlap, overlapping
from shared.timekeeping import local_day

HIGHER_LEVELS = {"1", "2", "3", "4"}
"""Levels above a township's (GB/T 39046 A.2): only these approve exemptions (G9)."""

GROUNDS = {
    "department": {"classified", "premises", "vertical", "other"},
    "hall": {"classified", "premises", "other"},
    "online": {"classified", "not_online", "other"},
}
"""What each kind of exemption may rest on: of a department, of an item from the hall, of an item from online (A-2)."""


def _stationing(before: Event | None, command: State) -> StationingStated:  # noqa: ARG001
    """A department serves at a hall in one way at a time (S2.3a)."""
    stated, known = command.statement, command.known
    assert isinstance(stated, StationingStated)
    be_registered("hall", [stated.hall], halls(known), "S2.3a")
    be_registered("department", [stated.department], known.keys(DepartmentRegistered), "S2.3a")
    if not stated.stays:
        raise wrong("stays_missing", "stays", "tell from when and how the department serves at the hall", "S2.3a")
    _sound("stays", stated.stays)
    if any(stay.mode != "stationed" and not stay.document.strip() for stay in stated.stays):
        told = "what others do for the department rests on a paper: name it"
        raise wrong("document_missing", "stays", told, "S2.3a")
    return stated


def _exemption(before: Event | None, command: State) -> ExemptionApproved:
    """Who need not come has leave from above, on paper, to a day (S1.1; G9)."""
    stated, known = command.statement, command.known
    assert isinstance(stated, ExemptionApproved)
    _of_one_subject(stated)
    be_registered("hall", [stated.hall], halls(known), "S1.1")
    be_registered("department", filter(None, [stated.department]), known.keys(DepartmentRegistered), "S1.1")
    be_registered("item", filter(None, [stated.item]), known.keys(ItemPublished), "S1.1")
    _approved(stated, known)
    _dated(stated, command)
    if isinstance(before, ExemptionApproved) and before.effective_to < stated.effective_to:
        told = "a longer exemption is approved anew, under a number of its own"
        raise wrong("exemption_prolonged", "effective_to", told, "S1.1; G9")
    _no_other_leave(stated, known.all(ExemptionApproved).values())
    return stated


def _of_one_subject(stated: ExemptionApproved) -> None:
    if bool(stated.department) == bool(stated.item):
        raise wrong("exemption_of_what", "item", "name one department or one item", "S1.1; A-2")
    if stated.scope == "online" and not stated.item:
        raise wrong("exemption_of_what", "item", "only items can be exempted from online handling", "A-2 C3a")
    kind = "department" if stated.department else stated.scope
    if stated.ground not in GROUNDS[kind]:
        told = f"one of {', '.join(sorted(GROUNDS[kind]))}"
        raise wrong("wrong_ground", "ground", told, "S1.1; A-2")


def _approved(stated: ExemptionApproved, known: Known) -> None:
    missing = [name for name in ("approved_by", "document_no", "reason") if not getattr(stated, name).strip()]
    if missing:
        told = "an exemption names who approved it, the document and the reason"
        raise wrong("approval_incomplete", missing[0], told, "S1.1; G9")
    if stated.approver_level not in HIGHER_LEVELS:
        told = f"exemptions are approved above the township: level {', '.join(sorted(HIGHER_LEVELS))}"
        raise wrong("approver_not_higher", "approver_level", told, "G9; GB/T 39046 A.2")
    named = known.get(DepartmentRegistered, stated.department)
    if named is not None and stated.approved_by.strip() in (named.code, named.name.zh):
        raise wrong("approver_not_higher", "approved_by", "no department exempts itself", "G9")


def _dated(stated: ExemptionApproved, command: State) -> None:
    if impossible(stated):
        raise wrong("impossible_period", "effective_to", "the exemption ends before it begins", "S1.1")
    if stated.approved_on > stated.effective_from:
        told = "an exemption begins with its approval at the earliest"
        raise wrong("approved_too_late", "approved_on", told, "S1.1; G9")
    if stated.approved_on > local_day(command.meta.now):
        raise wrong("future_date", "approved_on", "this has not been approved yet", "S1.1")


def _no_other_leave(stated: ExemptionApproved, others: Iterable[ExemptionApproved]) -> None:
    """Two exemptions of the same from the same at the same time would hide which one is running out."""
    for other in others:
        same = _subject_of(other) == _subject_of(stated) and other.id != stated.id
        if same and overlap(other, stated):
            raise wrong("overlapping_validity", "effective_from", f"overlaps {other.id}", "S1.1; G9")


def _subject_of(stated: ExemptionApproved) -> tuple[str, str, str, str]:
    return stated.hall, stated.scope, stated.department, stated.item


def with_windows(venue: Rule) -> Rule:
    """Give the rule of a venue with that of its windows' authority behind it."""

    def check(before: Event | None, command: State) -> Event:
        stated = venue.check(before, command)
        assert isinstance(stated, VenueRegistered)
        _windows(stated, command.known.all(ItemPublished))
        return stated

    return Rule(check, tuple(dict.fromkeys((*venue.needs, ItemPublished))))


def _windows(venue: VenueRegistered, items: Mapping[str, ItemPublished]) -> None:
    """A window's authority is for items it lists, one at a time; its own department's, unless it is comprehensive."""
    for window in venue.windows:
        strange = sorted({each.item for each in window.authorised} - set(window.items))
        if strange:
            told = f"window {window.id} does not list {', '.join(strange)}"
            raise wrong("not_listed", "windows", told, "S1.1; S2.3c")
        for code in window.items:
            _sound("windows", [each for each in window.authorised if each.item == code])
        _own_items(window, items)


def _own_items(window: Window, items: Mapping[str, ItemPublished]) -> None:
    if window.comprehensive or not window.authorised:
        return
    foreign = sorted(each.item for each in window.authorised if items[each.item].department != window.department)
    if foreign:
        told = f"window {window.id} is not comprehensive, and {', '.join(foreign)} belong to another department"
        raise wrong("not_comprehensive", "windows", told, "S2.3a; S2.3c")


def _outside(before: Event | None, command: State) -> OutsideHandlingFound:
    stated, known = command.statement, command.known
    assert isinstance(stated, OutsideHandlingFound)
    be_registered("hall", [stated.hall], halls(known), "S1.1")
    be_registered("item", [stated.item], known.keys(ItemPublished), "S1.1")
    be_registered("department", [stated.department], known.keys(DepartmentRegistered), "S1.1")
    if stated.handled_on > stated.found_on or stated.found_on > local_day(command.meta.now):
        raise wrong("future_date", "found_on", "first handled, then found, and found by now", "S1.1")
    if stated.count < 1:
        raise wrong("nothing_found", "count", "at least one case", "S1.1")
    if not stated.document_no.strip():
        raise wrong("document_missing", "document_no", "name the record of the finding", "S1.1")
    if isinstance(before, OutsideHandlingFound) and (before.hall, before.item) != (stated.hall, stated.item):
        raise wrong("another_finding", "id", "this number tells of another finding", "S1.1")
    return stated


def _sound(field: str, spells: Iterable[Spell]) -> None:
    spells = list(spells)
    if any(impossible(spell) for spell in spells):
        raise wrong("impossible_period", field, "something ends before it begins", "A-2")
    both = overlapping(spells)
    if both:
        told = f"what began on {both[0].effective_from} still holds on {both[1].effective_from}"
        raise wrong("overlapping_validity", field, told, "A-2")


def halls(known: Known) -> set[str]:
    """Give the ids of the halls among the venues."""
    return {key for key, venue in known.all(VenueRegistered).items() if venue.kind == "hall"}


RULES: dict[type[Event], Rule] = {
    StationingStated: Rule(_stationing, (VenueRegistered, DepartmentRegistered)),
    ExemptionApproved: Rule(_exemption, (VenueRegistered, DepartmentRegistered, ItemPublished, ExemptionApproved)),
    AdmissionStated: Rule(admission, (VenueRegistered, ItemPublished)),
    OutsideHandlingFound: Rule(_outside, (VenueRegistered, ItemPublished, DepartmentRegistered)),
}
