"""Market-day weekends on which a place must open: kept for three hours with something done, or in name only. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

from shared.contracts.registry import VenueRegistered
from shared.simulation.deeds import Deed, Story
from shared.simulation.people import person
from shared.simulation.scenes import habits
from shared.simulation.scenes.days import Run, clock, monday_of
from shared.simulation.scenes.shifts import (
    Post,
    check_in,
    duties,
    inspected,
    left,
    posts_of,
    settled,
    spans_on,
)
from shared.simulation.scenes.windows import Window

IN_NAME_ONLY = timedelta(minutes=40)
"""How long somebody is there who only signs in (G12)."""


def days(run: Run) -> Iterator[Story]:
    """Give every market-day weekend within the run; one place opens every other one in name only, from the first on."""
    for venue in run.scene.venues:
        for number, day in enumerate(duties(run, venue, run.days[0], run.days[-1])):
            if monday_of(day) in run.rostered:
                continue
            pretends = venue.id == habits.PRETENDING and number % 2 == 0
            yield Story(f"market/{venue.id}/{day}", tuple(_day(run, venue, day, in_name_only=pretends)), common=True)


def _day(run: Run, venue: VenueRegistered, day: date, *, in_name_only: bool) -> list[Deed]:
    post, spans = posts_of(run, venue)[0], spans_on(venue, day, duty=True)
    morning, afternoon = (clock(day, span.opens) - timedelta(minutes=6) for span in spans)
    if in_name_only:
        here = [check_in(venue, post, morning, post.a), left(venue, morning + IN_NAME_ONLY, post.a)]
        missed = [(unit, "duty_missed") for unit in (venue.id, post.department) if unit]
        return [*here, settled(run, venue, day, ((venue.id, "market_day_missed"), *missed))]
    return [
        check_in(venue, post, morning, post.a),
        *_served(run, post, day),
        inspected(run, venue, clock(day, "11:10"), 1),
        check_in(venue, post, afternoon, post.a),
        left(venue, clock(day, spans[-1].closes), post.a),
        settled(run, venue, day, ((venue.id, "market_day_met"),)),
    ]


def _served(run: Run, post: Post, day: date) -> Sequence[Deed]:
    """Somebody comes with the market, where the window takes what is done at once, and takes the result along."""
    found = [offer for offer in run.scene.offers if offer.window == post.name and offer.item.kind == "instant"]
    if not found:
        return ()
    window, at = Window(run, found[0]), clock(day, "09:40")
    received = window.received(at, person(Random(f"market/{day}"), day))
    return (received, *window.done_at_once(at + timedelta(minutes=8), at + timedelta(minutes=16)))
