"""What people ask about places: divisions by name, one venue, its next market days."""

from __future__ import annotations

from datetime import date
from typing import Any

from services.intake.rosters import views as rosters
from services.intake.service import Intake
from shared.contracts import Rejected
from shared.contracts.duties import PrincipalsRegistered
from shared.contracts.registry import VenueRegistered
from shared.contracts.validity import holds
from shared.contracts.venues import ChannelsPublished, DivisionRegistered, market_rule_of
from shared.gazetteer import Gazetteer, gazetteer_of
from shared.gazetteer.divisions import Level
from shared.replica import Replica
from shared.timekeeping.market import market_days, read_rule
from shared.timekeeping.openings import WARN_DAYS
from shared.timekeeping.working_days import corresponding_day

Document = dict[str, Any]

LEAST_AREA = {"hall": 8000, "point": 4000}
"""The least area in tenths of a square metre (S2.2c, S2.2d); less is shown and scored, and forbids nothing."""

MONTHS_AHEAD = 2
"""How far ahead market days are looked for; the rarest come every twelve days."""


def gazetteer(replica: Replica) -> Gazetteer:
    """Give the packaged divisions with those of the register."""
    return gazetteer_of(replica.all(DivisionRegistered).values())


def venue(replica: Replica, venue_id: str) -> VenueRegistered:
    """Give a hall or point.

    Raises:
        Rejected: `unknown_venue` with status 404.
    """
    try:
        return replica.venue(venue_id)
    except Rejected as unknown:
        raise Rejected(unknown.code, unknown.message, status=404) from None


def hall(replica: Replica, hall_id: str) -> VenueRegistered:
    """Give a hall.

    Raises:
        Rejected: `unknown_hall` (404): there is no such place, or it is a point.
    """
    found = replica.find(VenueRegistered, hall_id)
    if found is None or found.kind != "hall":
        raise Rejected("unknown_hall", "there is no such hall", "S2.2c", status=404)
    return found


def divisions(
    replica: Replica, day: date, *, parent: str = "", level: Level | None = None, name: str = ""
) -> list[Document]:
    """List the divisions in force on a day, narrowed by what is not empty."""
    known = gazetteer(replica)
    named = {each.code for each in known.called(name, day)} if name else None
    return [
        _division(known, each, day)
        for each in known.in_force(day, parent=parent, level=level)
        if named is None or each.code in named
    ]


def _division(known: Gazetteer, division: DivisionRegistered, day: date) -> Document:
    held = next(each for each in division.names if holds(each, day))
    return {
        "code": division.code,
        "kind": division.kind,
        "parent": division.parent,
        "name": {"zh": held.name.zh, "en": held.name.en},
        "full_name": known.full_name(division.code, day),
        "aliases": list(division.aliases),
        "effective_from": held.effective_from,
        "effective_to": held.effective_to,
        "source": division.source,
        "verified": division.verified,
    }


def coming_markets(venue: VenueRegistered, today: date, most: int = 3) -> list[date]:
    """Give a place's next market days, today included; none where it keeps no market."""
    rule = market_rule_of(venue)
    if rule is None:
        return []
    return market_days(read_rule(rule), today, corresponding_day(today, MONTHS_AHEAD))[:most]


def principals(replica: Replica, venue: VenueRegistered) -> PrincipalsRegistered | None:
    """Give who answers for a place's township or village, over all terms; None where nobody was ever stated."""
    try:
        return replica.one(PrincipalsRegistered, venue.division)
    except Rejected:
        return None


def channels(replica: Replica, venue: VenueRegistered) -> ChannelsPublished | None:
    """Give the channels a place publishes, or None where it publishes none."""
    try:
        return replica.one(ChannelsPublished, venue.id)
    except Rejected:
        return None


def unrostered(intake: Intake, venue: VenueRegistered, today: date) -> list[date]:
    """Give the market-day duties of the seven days ahead for which nobody is on the roster (S2.6a)."""
    last = date.fromordinal(today.toordinal() + WARN_DAYS)
    openings = rosters.duties(venue, intake.calendar(), today, last)
    return rosters.unrostered_duties(intake.replica, venue, openings, today)
