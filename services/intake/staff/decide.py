"""The rules of accounts and of those who answer for a township. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from shared.contracts import Event
from shared.contracts.duties import Principal, PrincipalsRegistered
from shared.contracts.registry import DepartmentRegistered, StaffRegistered, VenueRegistered
from shared.contracts.statements import Rule, State, be_registered, wrong
from shared.contracts.validity import impossible, in_turn, overlapping

ON_REGISTER = "S2.3a; S2.1d"
PREFIX_LENGTHS = (2, 4, 6, 9, 12)
"""How many digits the beginning of a division code has: province, city, county, township, village (C-5)."""


def _staff(before: Event | None, command: State) -> StaffRegistered:  # noqa: ARG001
    staff, known = command.statement, command.known
    assert isinstance(staff, StaffRegistered)
    venues = known.all(VenueRegistered)
    be_registered("department", [staff.unit] if staff.unit else [], known.keys(DepartmentRegistered), ON_REGISTER)
    be_registered("hall", [staff.hall] if staff.hall else [], venues, ON_REGISTER)
    if staff.role == "window_clerk" and not staff.hall:
        raise wrong("hall_missing", "hall", "a window clerk works at a hall", "S2.1d")
    _jurisdiction(staff, venues)
    _employed(staff)
    _partner(staff, known.all(StaffRegistered))
    return staff


def _jurisdiction(staff: StaffRegistered, venues: Mapping[str, VenueRegistered]) -> None:
    """Jurisdictions are whole divisions, and whoever works at a place has it within theirs (F9)."""
    odd = sorted(code for code in staff.divisions if len(code) not in PREFIX_LENGTHS or not code.isdigit())
    if odd:
        raise wrong("bad_division", "divisions", f"no beginning of a division code: {', '.join(odd)}", "C-5; F9")
    place = venues[staff.hall].division if staff.hall else ""
    if place and staff.divisions and not place.startswith(staff.divisions):
        told = f"{staff.hall} lies in {place}, outside the jurisdiction"
        raise wrong("hall_outside_jurisdiction", "divisions", told, "F9")


def _employed(staff: StaffRegistered) -> None:
    begins, ends = staff.effective_from, staff.effective_to
    if begins and ends and ends <= begins:
        raise wrong("impossible_period", "effective_to", "the account ends before it begins", "S2.1d")


def _partner(staff: StaffRegistered, accounts: Mapping[str, StaffRegistered]) -> None:
    """Whoever stands in holds the same role in the same unit, and is somebody else (A/B posts, S2.1d)."""
    if not staff.partner:
        return
    if staff.partner == staff.id:
        raise wrong("partner_of_oneself", "partner", "nobody stands in for themselves", "S2.1d")
    be_registered("staff", [staff.partner], accounts, "S2.1d")
    other = accounts[staff.partner]
    if (other.role, other.unit, other.hall) != (staff.role, staff.unit, staff.hall):
        told = "whoever stands in has the same role, unit and hall"
        raise wrong("partner_elsewhere", "partner", told, "S2.1d")


def _principals(before: Event | None, command: State) -> PrincipalsRegistered:  # noqa: ARG001
    """At no time are there two first persons, or two deputies in charge; a successor ends the term before (S3.1b)."""
    stated, known = command.statement, command.known
    assert isinstance(stated, PrincipalsRegistered)
    townships = {venue.division for venue in known.all(VenueRegistered).values()}
    be_registered("division", [stated.division], townships, "S3.1b")
    accounts = (each.account for each in stated.principals if each.account)
    be_registered("staff", accounts, known.keys(StaffRegistered), "S3.1b")
    terms: list[Principal] = []
    for part in ("first", "deputy"):
        terms += _one_after_another(part, in_turn(each for each in stated.principals if each.part == part))
    return replace(stated, principals=tuple(terms))


def _one_after_another(part: str, terms: Sequence[Principal]) -> Sequence[Principal]:
    if any(impossible(term) for term in terms):
        raise wrong("impossible_period", "effective_to", "a term ends before it begins", "S3.1b")
    if overlapping(terms):
        told = f"two persons are {part} at the same time"
        raise wrong("overlapping_validity", "principals", told, "S3.1b")
    return terms


RULES: dict[type[Event], Rule] = {
    StaffRegistered: Rule(_staff, (DepartmentRegistered, VenueRegistered, StaffRegistered)),
    PrincipalsRegistered: Rule(_principals, (StaffRegistered, VenueRegistered)),
}
