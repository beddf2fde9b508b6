"""What people read of calendars and of the days on which venues open."""

from __future__ import annotations

from datetime import date
from typing import Any

from shared.contracts import Rejected, encode
from shared.contracts.registry import LocalDaysPublished, VenueRegistered
from shared.contracts.venues import market_rule_of
from shared.replica import Replica
from shared.timekeeping import Calendar, CalendarYear
from shared.timekeeping.market import read_rule
from shared.timekeeping.openings import Opening, duty_days, opening_duties
from shared.timekeeping.working_days import corresponding_day

Document = dict[str, Any]

MONTHS_AHEAD = 2
"""How far ahead market days are looked for unless told; the rarest rhythm of markets comes every twelve days."""

MOST_DAYS = 800
"""How many days may be asked for at once."""


def years(calendar: Calendar) -> list[Document]:
    """Give every year that is known by a notice or was published."""
    return [year_document(calendar.years[year]) for year in sorted(calendar.years)]


def year_document(year: CalendarYear) -> Document:
    """Give one year as JSON-ready data."""
    told = encode(year.publication())
    return {**told, "provisional": year.status == "provisional", "version": year.version}


def local_days(replica: Replica, division: str = "") -> list[Document]:
    """Give the days off of jurisdictions: all, or those that hold in one."""
    stated = replica.all(LocalDaysPublished).values()
    return [encode(local) for local in stated if local.days and division.startswith(local.division[: len(division)])]


def openings(
    venue: VenueRegistered, calendar: Calendar, today: date, first: date | None = None, last: date | None = None
) -> Document:
    """Give a venue's market days, from today and two months on unless told, and which of them oblige it to open.

    Raises:
        Rejected: `bad_period`: the days are the wrong way round or too many; `no_calendar`, `no_lunar_date`.
    """
    first = first or today
    last = last or corresponding_day(first, MONTHS_AHEAD)
    if not 0 <= (last - first).days <= MOST_DAYS:
        told = f"from the first to the last day at most {MOST_DAYS} days"
        raise Rejected("bad_period", told, "S2.6a", status=422, errors={"to": told})
    found = _found(venue, calendar, first, last)
    versions, provisional = calendar.used([first, last])
    return {
        "venue": venue.id,
        "first": first.isoformat(),
        "last": last.isoformat(),
        "market_rule": market_rule_of(venue),
        "days": [opening.explained() for opening in found],
        "opening_duties": [day.isoformat() for day in duty_days(found)],
        "provisional": provisional,
        "calendar": list(versions),
    }


def _found(venue: VenueRegistered, calendar: Calendar, first: date, last: date) -> list[Opening]:
    rule = market_rule_of(venue)
    if rule is None:
        return []
    return opening_duties(read_rule(rule), calendar.within(venue.division), first, last)
