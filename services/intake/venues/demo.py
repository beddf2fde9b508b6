"""Demonstration data that names people or days: who answers for each place, and rosters of this week and the next.

Names are sealed anew at every load and days move on, so the ids of these commands derive from what they are about.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from services.intake.registry.demo import file
from services.intake.rosters import views as rosters
from services.intake.rosters.decide import GUIDE_POST, POINT_POST
from services.intake.service import Intake
from services.intake.venues.hours import half_of, hours_on
from services.intake.venues.principals import sealed
from shared.contracts import Event, Meta
from shared.contracts.commands import SYSTEM
from shared.contracts.registry import StaffRegistered, VenueRegistered
from shared.contracts.venues import RosterPublished, Shift
from shared.journal.ids import command_id
from shared.timekeeping import Calendar

ORDER = ("window_clerk", "reviewer", "approver", "complaint_handler", "village_agent")
"""Who takes a post first."""


def load(intake: Intake) -> int:
    """State what is not there yet; give how many statements were new."""
    new = 0
    for name, statement in (*_principals(intake), *_rosters(intake)):
        outcome = intake.register.state(_meta(intake, name), statement)
        new += outcome.commit is not None and not outcome.replayed
    return new


def _principals(intake: Intake) -> Iterator[tuple[str, Event]]:
    for told in file("office_holders")["office_holders"]:
        division = intake.replica.venue(told["venue"]).division
        terms = [_term(term) for term in told["terms"]]
        yield f"office_holders/{division}", sealed(intake.vault, division, terms)


def _term(told: dict[str, Any]) -> dict[str, Any]:
    until = told["effective_to"]
    return {
        **told,
        "effective_from": date.fromisoformat(told["effective_from"]),
        "effective_to": date.fromisoformat(until) if until else None,
    }


def _rosters(intake: Intake) -> Iterator[tuple[str, Event]]:
    today, calendar = intake.clock.now().date(), intake.calendar()
    this_week = rosters.monday_of(today)
    for week in (this_week, rosters.monday_of(date.fromordinal(this_week.toordinal() + 7))):
        for venue in intake.replica.venues():
            if shifts := tuple(_shifts(intake, venue, week, today, calendar)):
                yield f"roster/{venue.id}/{week}", RosterPublished(venue=venue.id, week=week, shifts=shifts)


def _shifts(intake: Intake, venue: VenueRegistered, week: date, today: date, calendar: Calendar) -> Iterator[Shift]:
    posts = list(_posts(venue, _people(intake, venue.id)))
    for ordinal in range(max(week, today).toordinal(), week.toordinal() + 7):
        day = date.fromordinal(ordinal)
        duty = rosters.is_duty(venue, calendar, day)
        halves = dict.fromkeys(half_of(span) for span in hours_on(venue, day, calendar, duty=duty))
        for post, a, b in posts[:1] if duty else posts:
            yield from (Shift(day, half, post, a, b) for half in halves)


def _posts(venue: VenueRegistered, people: list[StaffRegistered]) -> Iterator[tuple[str, str, str]]:
    """Give each window to the people of its department in turn, and the guide desk or a point's desk to the rest."""
    taken: set[str] = set()
    for window in venue.windows:
        own = [each.id for each in people if each.unit == window.department]
        free = [each for each in own if each not in taken]
        if free:
            taken.add(free[0])
            yield window.id, free[0], next((each for each in reversed(own) if each not in taken), "")
    rest = [each.id for each in people if not each.unit]
    if rest:
        yield GUIDE_POST if venue.kind == "hall" else POINT_POST, rest[0], ""


def _people(intake: Intake, venue: str) -> list[StaffRegistered]:
    here = [each for each in intake.replica.all(StaffRegistered).values() if each.hall == venue]
    return sorted((each for each in here if each.role in ORDER), key=lambda each: ORDER.index(each.role))


def _meta(intake: Intake, name: str) -> Meta:
    now = intake.clock.now()
    return Meta(command_id=command_id("demo", name), actor=SYSTEM, now=now, occurred_at=now)
