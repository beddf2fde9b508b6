"""Who stands where: a roster each week, people who come, come late, or do not come. Pure.

After the days of arrivals only the first morning of each week is on the roster, so that a run stays short while
somebody is seen at every window as long as cases are under way.

Runs of other lengths have the same places and days: a roster only grows by what a run needs, and each half of a day is
settled by itself, so that a morning that counted for one run counts for no other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from shared.contracts.registry import Span, VenueRegistered
from shared.contracts.venues import market_rule_of
from shared.simulation import hours
from shared.simulation.deeds import Deed, Story
from shared.simulation.scenes import habits
from shared.simulation.scenes.days import Run, clock, monday_of
from shared.timekeeping.market import read_rule
from shared.timekeeping.openings import duty_days, opening_duties

GUIDE_POST, POINT_POST = "guide", "desk"
NOON = "12:30"
MINUTE = timedelta(minutes=1)
Shift = Mapping[str, str]
AHEAD = timedelta(days=10)
"""How long before its Monday a week's roster is published: before anybody books a time in it."""


@dataclass(frozen=True, slots=True)
class Post:
    """A post of a place, whose window it is (or nobody's), who holds it, and who stands in."""

    name: str
    department: str
    a: str
    b: str = ""


def weeks(run: Run, last: date) -> Iterator[Story]:
    """Give every place's weeks, until the week of a day."""
    for venue in run.scene.venues:
        posts = posts_of(run, venue)
        monday = monday_of(run.days[0])
        while posts and monday <= last:
            if monday not in run.rostered:
                yield from _week(run, venue, posts, monday)
            monday += 7 * hours.DAY


def earlier(run: Run) -> Iterator[Story]:
    """Give some mornings between the quarter's beginning and the run: one of each department is seen at each place.

    As often as a department must be seen to count as being there (C1), so that a quarter has more than its last days.
    """
    first = run.quarter_begins
    for number in range(0, run.calendar.working_days_between(first, run.days[0]), habits.SEEN_EVERY):
        day = run.calendar.add_working_days(first, number) if number else run.working_day(first)
        monday = monday_of(day)
        for venue in run.scene.venues:
            posts = list({post.department: post for post in reversed(posts_of(run, venue))}.values())[::-1]
            if posts and monday < monday_of(run.days[0]) and monday not in run.rostered:
                on = {day: posts} | dict.fromkeys(duties(run, venue, monday, monday + 6 * hours.DAY), posts[:1])
                deeds = _roster(run, venue, monday, on, [day])
                yield Story(f"week/{venue.id}/{monday}", (*deeds, *_day(run, venue, posts, day, halves=1)), common=True)


def lines(run: Run) -> Iterator[Story]:
    """Let every window, and the one line of a point, be heard of once: the run's places are online."""
    long = len(run.days) >= habits.LONG_RUN
    at = clock(run.working_day(run.quarter_begins) if long else run.days[0], "08:31")
    for venue in run.scene.venues:
        hall = venue.kind == "hall"
        who = run.staff.one("window_device" if hall else "village_agent", hall=venue.id)
        heard = [
            Deed(at=at, account=who, service="intake", path=f"/api/v1/venues/{venue.id}/windows/{line}/heartbeat")
            for line in ([window.id for window in venue.windows] if hall else [POINT_POST])
        ]
        yield Story(f"lines/{venue.id}", tuple(heard), common=True)


def posts_of(run: Run, venue: VenueRegistered) -> list[Post]:
    """Give each window to the people of its department in turn, and the guide's or point's desk to who is left."""
    people = [(name, unit) for name, role, unit in run.staff.at(venue.id) if role != "window_device"]
    taken: set[str] = set()
    found = []
    for window in venue.windows:
        own = [name for name, unit in people if unit == window.department]
        free = [name for name in own if name not in taken]
        if free:
            taken.add(free[0])
            found.append(Post(window.id, window.department, free[0], next((n for n in own if n not in taken), "")))
    rest = [name for name, unit in people if not unit]
    if rest:
        found.append(Post(GUIDE_POST if venue.kind == "hall" else POINT_POST, "", rest[0]))
    return found


def spans_on(venue: VenueRegistered, day: date, *, duty: bool) -> Sequence[Span]:
    """Give the hours of a working day, a worked weekend, or a market-day weekend on which the place must open."""
    stated = {} if duty else {each.weekday: each.spans for each in venue.opening}
    return stated.get(day.isoweekday()) or venue.market_hours


def duties(run: Run, venue: VenueRegistered, first: date, last: date) -> list[date]:
    """Give the market-day weekends on which a place must open."""
    rule = market_rule_of(venue)
    if rule is None:
        return []
    return list(duty_days(opening_duties(read_rule(rule), run.calendar.within(venue.division), first, last)))


def _week(run: Run, venue: VenueRegistered, posts: list[Post], monday: date) -> Iterator[Story]:
    """One story: the roster first, then day after day."""
    days = [monday + n * hours.DAY for n in range(7)]
    weekend = duties(run, venue, days[0], days[-1])
    on = {day: posts for day in days if day in run.days} | {day: posts[:1] for day in weekend if day >= run.days[0]}
    worked = [day for day in days if run.calendar.is_working_day(day) and day > run.days[-1]]
    brief = worked[:1] if venue.kind == "hall" and len(run.days) >= habits.LONG_RUN else []
    on |= dict.fromkeys(brief, posts)
    if not on:
        return
    deeds = _roster(run, venue, monday, on, brief)
    for day in sorted(set(on) - set(weekend)):
        deeds += _day(run, venue, on[day], day, halves=1 if day in brief else 2)
    yield Story(f"week/{venue.id}/{monday}", tuple(deeds), common=True)


def _roster(
    run: Run, venue: VenueRegistered, monday: date, on: dict[date, list[Post]], brief: list[date]
) -> list[Deed]:
    """Look which roster stands, and state it with the run's shifts added: runs of other lengths have theirs there."""
    shifts = [
        {"day": day.isoformat(), "half": half, "post": post.name, "a": post.a, "b": post.b}
        for day, posts in sorted(on.items())
        for half in (("am",) if day in brief else ("am", "pm"))
        for post in posts
    ]
    path, admin = f"/api/v1/venues/{venue.id}/rosters", run.staff.one("admin")
    at = clock(monday - AHEAD, "16:00")
    look = Deed(
        at=at, account=admin, service="intake", path=f"{path}/{monday}", body=None, learns={"standing": "shifts"}
    )
    state = Deed(
        at=at,
        account=admin,
        service="intake",
        path=path,
        body=lambda known: {"week": monday.isoformat(), "shifts": together(known["standing"], shifts)},
        tolerates=frozenset({"roster_day_past"}),
    )
    return [look, state]


def together(standing: Iterable[Shift], more: Iterable[Shift]) -> list[Shift]:
    """Put shifts together in order; where both name a half day at a post, what stands holds."""
    by_place = {(each["day"], each["half"], each["post"]): each for each in (*more, *standing)}
    return [by_place[place] for place in sorted(by_place)]


def _day(run: Run, venue: VenueRegistered, posts: list[Post], day: date, *, halves: int) -> list[Deed]:
    """People come for each half of a day and leave in the evening; an inspector looks in now and then."""
    spans = spans_on(venue, day, duty=False)[:halves]
    dice = Random(f"shift/{venue.id}/{day}")
    deeds: list[Deed] = []
    for span in spans:
        here = [_came(venue, post, day, span, dice) for post in posts]
        deeds += sorted((deed for deed in here if deed), key=lambda deed: deed.at)
        if missing := [post for post, came in zip(posts, here, strict=True) if came is None]:
            deeds.append(_noted(run, venue, day, span, missing))
    gone = {deed.account: None for deed in deeds if deed.path.endswith("check-ins") and _last(deed, day, halves)}
    if dice.random() < habits.INSPECTED and halves == 2:
        deeds.append(inspected(run, venue, clock(day, "15:20"), len(gone)))
    deeds += [left(venue, clock(day, spans[-1].closes) + n * MINUTE, who) for n, who in enumerate(gone)]
    return sorted(deeds, key=lambda deed: deed.at)


def _last(deed: Deed, day: date, halves: int) -> bool:
    return halves == 1 or deed.at >= clock(day, NOON)


def _came(venue: VenueRegistered, post: Post, day: date, span: Span, dice: Random) -> Deed | None:
    """Draw who checks in and when; None where nobody does."""
    chance, minutes = dice.random(), dice.uniform(2, 15)
    lax = habits.EMPTY_GAMING if post.department == habits.GAMING else habits.EMPTY
    if chance < lax:
        return None
    late = chance < lax + habits.LATE
    begins = clock(day, span.opens)
    at = begins + timedelta(minutes=minutes + 5) if late else begins - timedelta(minutes=minutes)
    return check_in(venue, post, at, post.a)


def check_in(venue: VenueRegistered, post: Post, at: datetime, who: str) -> Deed:
    """Let somebody check in at a post of the roster."""
    units = [venue.id, *([post.department] if post.department else [])]
    return Deed(
        at=at.replace(microsecond=0),
        account=who,
        service="intake",
        path=f"/api/v1/venues/{venue.id}/check-ins",
        body={"post": post.name},
        tolerates=frozenset({"already_checked_in"}),
        counts=tuple((unit, "duty_met") for unit in units),
    )


def left(venue: VenueRegistered, at: datetime, who: str) -> Deed:
    """Let somebody check out."""
    path, gone = f"/api/v1/venues/{venue.id}/check-outs", frozenset({"not_checked_in"})
    return Deed(at=at, account=who, service="intake", path=path, tolerates=gone)


def inspected(run: Run, venue: VenueRegistered, at: datetime, present: int) -> Deed:
    """Let an inspector look in."""
    return Deed(
        at=at,
        account=run.staff.one("auditor"),
        service="intake",
        path=f"/api/v1/venues/{venue.id}/inspections",
        body={"open": present > 0, "present": present},
    )


def _noted(run: Run, venue: VenueRegistered, day: date, span: Span, missing: list[Post]) -> Deed:
    """Let the posts be noted to which nobody came: a morning's before noon is over, an afternoon's when the day is."""
    units = [unit for post in missing for unit in (venue.id, post.department) if unit]
    at = clock(day, NOON) if span.opens < NOON else clock(day + hours.DAY, "00:10")
    return settled(run, venue, day, tuple((unit, "duty_missed") for unit in units), at)


def settled(
    run: Run, venue: VenueRegistered, day: date, counts: tuple[tuple[str, str], ...], at: datetime | None = None
) -> Deed:
    """Let the operator settle a day that is over, or a part of it, as the worker does on the real calendar."""
    return Deed(
        at=at or clock(day + hours.DAY, "00:10"),
        account=run.staff.one("admin"),
        service="intake",
        path=f"/api/v1/venues/{venue.id}/attendance/due",
        body={"day": day.isoformat()},
        counts=counts,
    )
