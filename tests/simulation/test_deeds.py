"""Deeds are filled with what earlier answers taught, and stories are in order, whole, and the same for a seed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from shared.contracts.registry import VenueRegistered
from shared.privacy.sealed_box import SealedBox, from_text
from shared.simulation.check import NEAR, virtual_days
from shared.simulation.deeds import Deed, Story, filled
from shared.simulation.driver import command_key
from shared.simulation.plan import START, plan
from shared.simulation.scenes import habits
from shared.simulation.scenes.days import Run, clock, run_of
from shared.simulation.scenes.quarter import closing
from shared.simulation.scenes.shifts import weeks
from shared.simulation.scenes.stories import stories
from shared.simulation.staff import Staff
from tests.simulation.played import demo_scene

SEED = 5
LEARNED = {"standing": (), "box": SealedBox(bytes(32)).public_key}
"""What must be of a shape for what follows to be said at all."""


def plain(deed: Deed) -> Deed:
    """A body that is made when it is said, said of what everybody knows: functions compare by who they are."""
    known = {name: LEARNED.get(name, name) for name in [*LEARNED, *(f"no_{letter}" for letter in "abcd")]}
    return replace(deed, body=deed.said(known)) if callable(deed.body) else deed


def run(days: int = 10, seed: int = SEED) -> Run:
    return run_of(demo_scene(), Staff(), seed, START, days)


def told(days: int = 10, per_day: int = 30, seed: int = SEED) -> list[Story]:
    return list(stories(run(days, seed), plan(demo_scene(), seed, days, per_day)))


@pytest.fixture(scope="module")
def all_stories() -> list[Story]:
    return told()


def deeds(all_stories: list[Story]) -> Iterator[tuple[Story, Deed]]:
    return ((story, deed) for story in all_stories for deed in story.deeds)


def test_what_is_known_is_filled_in_wherever_it_stands() -> None:
    known = {"case": "520", "no": 7}
    assert filled({"a": ["{case}", {"b": "x{no}"}], "c": 3}, known) == {"a": ["520", {"b": "x7"}], "c": 3}
    with pytest.raises(KeyError):
        filled("{ticket}", known)


def test_an_answer_teaches_what_lies_deep_in_it() -> None:
    deed = Deed(at=clock(START, "09:00"), account="a", service="s", path="/", learns={"case": "results.1.case_no"})
    assert deed.learned({"results": [{}, {"case_no": "9"}]}) == {"case": "9"}


def test_stories_are_in_order_and_their_names_are_their_own(all_stories: list[Story]) -> None:
    assert len({story.key for story in all_stories}) == len(all_stories)
    for story in all_stories:
        assert all(a.at <= b.at for a, b in pairwise(story.deeds)), story.key
    assert all(deed.at.utcoffset() is not None for _, deed in deeds(all_stories))


def test_a_story_uses_only_what_it_has_learned(all_stories: list[Story]) -> None:
    for story in [*all_stories, *closing(run())]:
        known: dict[str, str] = {}
        for deed in story.deeds:
            filled([deed.address(known), deed.said(known)], known)
            known |= {name: LEARNED.get(name, "learned") for name in deed.learns}


def test_the_same_seed_gives_the_same_stories_and_more_days_change_none(all_stories: list[Story]) -> None:
    again = {story.key: story for story in told(days=3)}
    mine = {story.key: story for story in all_stories}
    for key, story in again.items():
        if not key.startswith(("week/", "lines/")):
            assert list(map(plain, mine[key].deeds)) == list(map(plain, story.deeds)), key
    assert [list(map(plain, story.deeds)) for story in told(days=3, seed=6)] != [
        list(map(plain, story.deeds)) for story in again.values()
    ]


def test_a_half_day_counts_for_one_run_only_however_long_runs_are() -> None:
    """A run of seven days goes over a morning again that was all of its day for a run of five."""
    counted: dict[str, tuple[tuple[str, str], ...]] = {}
    settled: dict[tuple[str, str, bool], str] = {}
    for days, seed in ((5, 9), (7, 4), (10, 9), (20, 23)):
        common = [each for each in told(days, 2, seed) if each.common]
        for story, n, deed in ((each, n, deed) for each in common for n, deed in enumerate(each.deeds)):
            key = command_key(seed, story, n, {"standing": ()})
            assert counted.setdefault(key, deed.counts) == deed.counts, (days, deed)
            if deed.path.endswith("/attendance/due") and isinstance(deed.body, dict):
                half = (deed.path, deed.body["day"], deed.at.hour == 12)
                assert settled.setdefault(half, key) == key, (days, deed)
    assert settled


def test_a_roster_only_grows_so_that_a_shorter_run_takes_nothing_from_a_longer_one() -> None:
    def rosters(days: int, standing: dict[str, Any]) -> dict[str, Any]:
        mine = run(days)
        return {
            story.key: story.deeds[1].said({"standing": standing.get(story.key, {"shifts": ()})["shifts"]})
            for story in weeks(mine, date(2026, 10, 30))
        }

    long = rosters(20, {})
    assert rosters(5, long) == {key: long[key] for key in rosters(5, {})}
    assert rosters(20, rosters(5, {})) == long


def test_every_kind_of_scene_occurs_and_both_sides_of_every_figure(all_stories: list[Story]) -> None:
    counted = Counter(name for _, deed in deeds(all_stories) for _, name in deed.counts)
    families = ("duty", "appointment", "visit", "special", "consultation", "handover", "report")
    assert {f"{family}_{how}" for family in families for how in ("met", "missed")} <= counted.keys()
    assert {"market_day_met", "substantiated", "hotline_returned"} <= counted.keys()
    paths = {deed.path.rpartition("/")[2] for _, deed in deeds(all_stories)}
    assert paths >= {"check-ins", "inspections", "mandates", "contact", "feedback", "exclusion", "recheck", "reopening"}
    assert paths >= {"extension", "refusal", "transfer", "return", "suspensions", "resumption", "exemptions"}


def test_tricks_are_played_by_the_one_department_that_games(all_stories: list[Story]) -> None:
    tricks = [deed for story, deed in deeds(all_stories) if story.key.startswith("trick")]
    units = {unit for deed in tricks for unit, _ in deed.counts}
    assert units == {habits.GAMING}


def test_a_packet_is_the_same_bytes_again_and_opens_for_the_services() -> None:
    """Drawn from dice: the packet of a run that is said again is known, and its entries are no strangers."""
    box = SealedBox(b"k" * 32)
    known = {"box": box.public_key} | {f"no_{letter}": f"520402109LS202600000{n}" for n, letter in enumerate("abcd")}

    def sent(seed: int) -> list[Any]:
        packets = [deed for story in told(1, 0, seed) for deed in story.deeds if deed.path.endswith("/packets")]
        return [deed.said(known) for deed in packets]

    first, other = sent(SEED), sent(SEED + 1)
    assert first == sent(SEED)
    assert [each["device"] for each in first] != [each["device"] for each in other]
    payload = json.loads(from_text(first[0]["payload"]) or b"")
    names = [
        json.loads(box.open(each["sealed"], f"{each['slip_no']}\n{each['captured_at']}\n{each['item']}"))["name"]
        for each in payload["entries"]
    ]
    assert len(names) == 3
    assert all("示例" in name for name in names)


def test_a_swapped_and_stretched_item_is_offered_by_no_window_so_that_no_life_changes(
    all_stories: list[Story],
) -> None:
    published = [deed.body for _, deed in deeds(all_stories) if deed.path == "/api/v1/items"]
    codes = {body["code"] for body in published if isinstance(body, dict)}
    assert codes == {"LOCAL-91", "LOCAL-92"}
    assert not run().scene.offers_of(*codes)


def test_each_department_is_seen_often_enough_before_a_run_that_the_quarter_counts_it(all_stories: list[Story]) -> None:
    """C1 counts a department that was at work within 20 working days."""
    first, begins = date(2026, 7, 1), run().days[0]
    came = sorted({deed.at.date() for _, deed in deeds(all_stories) if deed.path.endswith("/check-ins")})
    days = [first, *(day for day in came if day < begins), begins]
    assert all(run().calendar.working_days_between(a, b) <= 20 for a, b in pairwise(days))


def test_nobody_is_at_two_posts_at_once_and_rosters_name_people_of_the_place(all_stories: list[Story]) -> None:
    staff = Staff()
    for story in all_stories:
        if not story.key.startswith("week/"):
            continue
        _, venue, _ = story.key.split("/")
        people = {name for name, _, _ in staff.at(venue)}
        body = story.deeds[1].said({"standing": ()})
        assert body is not None
        assert {shift["a"] for shift in body["shifts"]} <= people
        taken = Counter((shift["day"], shift["half"], shift["a"]) for shift in body["shifts"])
        assert max(taken.values()) == 1


def test_market_days_are_weekends_that_are_no_working_days(all_stories: list[Story]) -> None:
    days = {date.fromisoformat(s.key.rpartition("/")[2]) for s in all_stories if s.key.startswith("market/")}
    assert days
    assert all(day.isoweekday() >= 6 and not run().calendar.is_working_day(day) for day in days)


def test_a_place_without_people_has_no_weeks() -> None:
    class Nobody(Staff):
        def at(self, hall: str) -> list[tuple[str, str, str]]:
            return [] if hall.startswith("P-") else super().at(hall)

    empty = run_of(demo_scene(), Nobody(), SEED, START, 2)
    keys = [story.key for story in weeks(empty, empty.days[-1])]
    points = [venue.id for venue in demo_scene().venues if venue.kind == "point"]
    assert points
    assert not [key for key in keys if key.split("/")[1] in points]


def test_nobody_checks_in_for_a_run_in_weeks_that_are_rostered_in_real_time() -> None:
    """A demonstration states this week's rosters and the next one's when it starts; those are real people's."""
    today = date(2026, 10, 14)
    mine = run_of(demo_scene(), Staff(), SEED, START, 20, today)
    found = [story for story in stories(mine, []) if story.key.startswith(("week/", "market/"))]
    days = {date.fromisoformat(story.key.rpartition("/")[2]) for story in found}
    assert days
    assert not [day for day in days if date(2026, 10, 5) <= day <= date(2026, 10, 25)]


def test_the_scene_knows_every_place_in_order() -> None:
    venues = demo_scene().venues
    assert [venue.id for venue in venues] == sorted(venue.id for venue in venues)
    assert all(isinstance(venue, VenueRegistered) for venue in venues)


def test_only_days_near_the_run_are_compared_where_the_real_day_is_far(all_stories: list[Story]) -> None:
    """Whoever does not come to a post of today's roster is noted while a run is played, and is nothing of it."""
    on = [deed.at.date() for _, deed in deeds(all_stories) if deed.counts]
    before, after = date(2026, 1, 5), date(2027, 3, 1)
    assert virtual_days(all_stories, after) == {"to": (max(on) + NEAR).isoformat()}
    assert virtual_days(all_stories, before) == {"from": (min(on) - NEAR).isoformat()}
    assert virtual_days(all_stories, date(2026, 10, 14)) == {}
    assert virtual_days([], after) == {}
