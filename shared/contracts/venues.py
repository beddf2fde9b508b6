"""Statements about halls and points besides the place itself: divisions with their names, channels, rosters, leave.

Owner: intake; topic: `registry`. Who answers for a township or village stands in `duties` (`PrincipalsRegistered`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from shared.contracts.events import Event, event
from shared.contracts.registry import Text, VenueRegistered
from shared.contracts.statements import subject
from shared.contracts.validity import holds

DivisionKind = Literal[
    "district",
    "county",
    "autonomous_county",
    "management_committee",
    "subdistrict",
    "town",
    "township",
    "village",
    "residents",
    "community",
]
"""Kinds of divisions: counties and what stands in their place, townships, villages (C-5, A-3)."""

DIVISION_KINDS: tuple[str, ...] = get_args(DivisionKind)


@dataclass(frozen=True, slots=True)
class DatedName:
    """An official name and the days on which it is one."""

    name: Text
    effective_from: date
    effective_to: date | None = None


@subject("code")
@event("division.registered")
class DivisionRegistered(Event):
    """A division with its official names, dated (stream `division/<code>`).

    Attributes:
        code: GB/T 2260, six digits for a county, nine for a township, twelve for a village; a management committee
            has a pseudo code with a letter (`5204A1`), for GB/T 2260 has none (A-0 6).
        kind: says how the name must end.
        parent: the code of what it belongs to; a township may belong to a management committee.
        names: one after another, never two at once; a division without a name on a day is not in force.
        aliases: what people say for it (紫云自治县); never an official name.
        source: where the entry comes from; `verified` is False for our own knowledge that awaits checking.
    """

    code: str
    kind: DivisionKind
    parent: str
    names: tuple[DatedName, ...]
    aliases: tuple[str, ...] = ()
    source: str = ""
    verified: bool = True

    def name_on(self, day: date) -> Text | None:
        """Give the official name on a day, or None where the division is not in force."""
        return next((each.name for each in self.names if holds(each, day)), None)


ChannelKind = Literal["complaint", "report", "supervision", "reconsideration"]
CHANNEL_KINDS: tuple[ChannelKind, ...] = get_args(ChannelKind)
"""The four ways that must be published with what they ask (S2.9b)."""


@dataclass(frozen=True, slots=True)
class RemedyChannel:
    """One way to be heard. `contact`: an office's telephone or address; `asks`: what is required of whoever comes;
    `authority`: who takes it; `hours` in words.
    """

    kind: ChannelKind
    authority: Text
    contact: str
    asks: Text
    hours: str = ""


@subject("venue")
@event("channels.published")
class ChannelsPublished(Event):
    """The channels a venue publishes (stream `channels/<venue>`); a kind that is missing is noted, not refused."""

    venue: str
    channels: tuple[RemedyChannel, ...]


def missing_channels(published: ChannelsPublished | None) -> tuple[ChannelKind, ...]:
    """Give the kinds of channels a venue does not publish, in their order; none: the publication is complete."""
    told = {each.kind for each in published.channels} if published else set()
    return tuple(kind for kind in CHANNEL_KINDS if kind not in told)


Half = Literal["am", "pm"]
HALVES: tuple[Half, ...] = get_args(Half)


@dataclass(frozen=True, slots=True)
class Shift:
    """Half a day at a post: accounts of who holds it (A) and who steps in (B, empty: nobody) (S2.1d; B-4 AB 岗).

    `post`: a window's id, `guide` for the guide desk, `desk` for a point without windows.
    """

    day: date
    half: Half
    post: str
    a: str
    b: str = ""


@subject("venue", "week")
@event("roster.published")
class RosterPublished(Event):
    """A venue's roster of one week (stream `roster/<venue>-<Monday>`)."""

    venue: str
    week: date
    shifts: tuple[Shift, ...]


@dataclass(frozen=True, slots=True)
class Absence:
    """Days off duty, both included; why somebody is away is nobody's business here."""

    first: date
    last: date
    half: Literal["", "am", "pm"] = ""

    def covers(self, day: date, half: Half) -> bool:
        """Tell whether somebody is away on half a day."""
        return self.first <= day <= self.last and self.half in ("", half)


@subject("staff")
@event("leave.registered")
class LeaveRegistered(Event):
    """When an account's holder is on leave (stream `leave/<account>`): days only, never a reason."""

    staff: str
    absences: tuple[Absence, ...]


def market_rule_of(venue: VenueRegistered) -> dict[str, Any] | None:
    """Give the market rule of a venue as one rule for `shared.timekeeping.market`, or None where it keeps no market.

    Rules that follow one another become one `any_of`; each still holds on the days of its own validity only.
    """
    rules = venue.market_rules or ((venue.market_rule,) if venue.market_rule else ())
    if not rules:
        return None
    on_holidays = venue.open_on_public_holiday or any(rule.get("open_on_public_holiday") is True for rule in rules)
    if len(rules) == 1:
        return {**rules[0], "open_on_public_holiday": on_holidays}
    return {"type": "any_of", "rules": [dict(rule) for rule in rules], "open_on_public_holiday": on_holidays}
