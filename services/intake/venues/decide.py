"""Rules of venues, divisions and channels. Pure: other subjects arrive with the command."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from shared.contracts import Event
from shared.contracts.registry import DepartmentRegistered, ItemPublished, OpeningDay, Span, VenueRegistered
from shared.contracts.statements import Known, Rule, State, be_registered, wrong
from shared.contracts.validity import impossible, in_turn, overlap, overlapping
from shared.contracts.venues import ChannelsPublished, DivisionRegistered, market_rule_of
from shared.gazetteer import Gazetteer, check_name, gazetteer_of, level_of
from shared.gazetteer.divisions import SUFFIXES
from shared.timekeeping import local_day
from shared.timekeeping.market import read_rule

ON_REGISTER = "S2.3a; S2.3c"
LEAST_AREA_DM, MOST_AREA_DM = 10, 300_000
"""An area outside one to thirty thousand square metres is a slip of the pen, not a room (our own bounds)."""

_CODES = {"county": r"[0-9]{6}", "town": r"[0-9]{9}", "village": r"[0-9]{12}"}
_PSEUDO = r"[0-9]{4}[A-Z][0-9]"
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


def _division(before: Event | None, command: State) -> DivisionRegistered:  # noqa: ARG001
    """A division has the code, the parent and the endings of its kind, and one name at a time (C-5; A-0 6)."""
    division = command.statement
    assert isinstance(division, DivisionRegistered)
    others = _gazetteer(command.known)
    _code_fits(division, others)
    for each in division.names:
        if not each.name.zh.endswith(SUFFIXES[division.kind]):
            told = f"the name of a {division.kind} ends with {' or '.join(SUFFIXES[division.kind])}"
            raise wrong("name_suffix", "names", told, "A-3")
    if not division.names:
        raise wrong("names_missing", "names", "a division has a name, with the day from which it bears it", "C-5")
    names = in_turn(division.names)
    if any(impossible(each) for each in names):
        raise wrong("impossible_period", "names", "a name ends before it begins", "C-5")
    if overlapping(names):
        raise wrong("overlapping_validity", "names", "two names hold on one day", "C-5")
    return _no_namesake(replace(division, names=names), others)


def _code_fits(division: DivisionRegistered, others: Gazetteer) -> None:
    level = level_of(division.kind)
    pattern = _PSEUDO if division.kind == "management_committee" else _CODES[level]
    if not re.fullmatch(pattern, division.code):
        raise wrong("bad_division_code", "code", f"the code of a {division.kind} looks like {pattern}", "C-5; A-0 6")
    if level == "county":
        if not re.fullmatch(r"[0-9]{4}00", division.parent) or division.code[:4] != division.parent[:4]:
            raise wrong("wrong_parent", "parent", "a county belongs to the city whose code its own begins with", "C-5")
        return
    parent = others.divisions.get(division.parent)
    if parent is None or level_of(parent.kind) != {"town": "county", "village": "town"}[level]:
        raise wrong("wrong_parent", "parent", f"{division.parent} is no division one level above", "C-5; A-0 6")
    if parent.kind != "management_committee" and not division.code.startswith(parent.code):
        raise wrong("wrong_parent", "parent", f"the code does not begin with {parent.code}", "C-5")


def _no_namesake(division: DivisionRegistered, others: Gazetteer) -> DivisionRegistered:
    """Two divisions of one parent never bear one name at the same time; of two parents they may (两个马场镇)."""
    siblings = [o for o in others.divisions.values() if o.parent == division.parent and o.code != division.code]
    for own in division.names:
        for other in (name for sibling in siblings for name in sibling.names):
            if own.name.zh == other.name.zh and overlap(own, other):
                told = f"another division of {division.parent} is called {own.name.zh} at that time"
                raise wrong("division_name_taken", "names", told, "A-3")
    return division


def _venue(before: Event | None, command: State) -> VenueRegistered:  # noqa: ARG001
    """A venue bears its official name; rooms, hours and market rules make sense; what it refers to is registered."""
    venue, known = command.statement, command.known
    assert isinstance(venue, VenueRegistered)
    check_name(_gazetteer(known), venue, local_day(command.meta.now))
    _one_of_its_kind(venue, known.all(VenueRegistered).values())
    if not LEAST_AREA_DM <= venue.area_dm <= MOST_AREA_DM:
        told = f"{venue.area_dm / 10} square metres: {LEAST_AREA_DM // 10} to {MOST_AREA_DM // 10} are possible"
        raise wrong("impossible_area", "area_dm", told, "S2.2c; S2.2d")
    _markets_fit(venue)
    _hours_fit(venue.opening, venue.market_hours)
    _once("equipment", (each.kind for each in venue.equipment))
    halls = (key for key, other in known.all(VenueRegistered).items() if other.kind == "hall")
    be_registered("hall", [venue.hall] if venue.hall else [], halls, ON_REGISTER)
    _once("windows", (window.id for window in venue.windows))
    for window in venue.windows:
        be_registered("department", [window.department], known.keys(DepartmentRegistered), ON_REGISTER)
        be_registered("item", window.items, known.keys(ItemPublished), ON_REGISTER)
    return venue


def _one_of_its_kind(venue: VenueRegistered, others: Iterable[VenueRegistered]) -> None:
    for other in others:
        if other.id != venue.id and (other.kind, other.division) == (venue.kind, venue.division):
            told = f"{venue.division} has its {venue.kind} already: {other.id}"
            raise wrong("division_taken", "division", told, "A-3")


def _markets_fit(venue: VenueRegistered) -> None:
    """Every rule can be applied, and rules that follow one another never hold on the same day (B-3.4)."""
    if venue.market_rule is not None and venue.market_rules:
        told = "one rule for good, or several one after another: not both"
        raise wrong("overlapping_validity", "market_rules", told, "B-3.4")
    together = market_rule_of(venue)
    if together is None:
        return
    rules = [read_rule(rule, f"market_rules.{place}.") for place, rule in enumerate(venue.market_rules)]
    for earlier, later in pairwise(sorted(rules, key=lambda rule: rule.valid_from)):
        if later.valid_from <= earlier.valid_to:
            told = "two rules hold on one day; join what holds at once with any_of"
            raise wrong("overlapping_validity", "market_rules", told, "B-3.4")
    read_rule(together, "market_rule." if venue.market_rule else "")


def _hours_fit(opening: Sequence[OpeningDay], market: Sequence[Span]) -> None:
    _once("opening", (str(each.weekday) for each in opening))
    for each in opening:
        if not 1 <= each.weekday <= 7:
            raise wrong("bad_hours", "opening", "days of the week are 1 (Monday) to 7 (Sunday)", "S2.6a")
        _spans_fit("opening", each.spans)
    _spans_fit("market_hours", market)


def _spans_fit(field: str, spans: Sequence[Span]) -> None:
    for span in spans:
        if not _TIME.fullmatch(span.opens) or not _TIME.fullmatch(span.closes) or span.opens >= span.closes:
            raise wrong("bad_hours", field, f"{span.opens} to {span.closes} is no stretch of a day", "S2.6a")
    for earlier, later in pairwise(sorted(spans, key=lambda span: span.opens)):
        if later.opens < earlier.closes:
            told = f"{earlier.opens}-{earlier.closes} and {later.opens}-{later.closes} overlap"
            raise wrong("hours_overlap", field, told, "S2.6a")


def _channels(before: Event | None, command: State) -> ChannelsPublished:  # noqa: ARG001
    """What is published can be used: a contact and what is asked; a kind that is missing is only noted (S2.9b)."""
    stated = command.statement
    assert isinstance(stated, ChannelsPublished)
    be_registered("venue", [stated.venue], command.known.keys(VenueRegistered), "S2.9b")
    _once("channels", (f"{each.kind} {each.contact}" for each in stated.channels))
    for each in stated.channels:
        if not (each.contact and each.asks.zh and each.authority.zh):
            told = f"{each.kind}: who takes it, how to reach them, and what they ask"
            raise wrong("channel_incomplete", "channels", told, "S2.9b")
    return stated


def _once(field: str, names: Iterable[str]) -> None:
    twice = sorted(name for name, count in Counter(names).items() if count > 1)
    if twice:
        raise wrong("named_twice", field, f"named twice: {', '.join(twice)}", "C-4")


def _gazetteer(known: Known) -> Gazetteer:
    return gazetteer_of(known.all(DivisionRegistered).values())


RULES: Mapping[type[Event], Rule] = {
    DivisionRegistered: Rule(_division, (DivisionRegistered,)),
    VenueRegistered: Rule(_venue, (DepartmentRegistered, DivisionRegistered, ItemPublished, VenueRegistered)),
    ChannelsPublished: Rule(_channels, (VenueRegistered,)),
}
