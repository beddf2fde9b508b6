"""The plan is pure: what it draws is possible, well-formed, and the same for the same seed."""

from __future__ import annotations

from datetime import date, time, timedelta
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.journal.chain import verify_stream
from shared.numbers import check_identity_number
from shared.simulation import hours
from shared.simulation.habits import AT_ANY_HOUR
from shared.simulation.lives import Act, Life
from shared.simulation.people import person
from shared.simulation.plan import START, life, plan
from shared.timekeeping import end_of, official
from tests.simulation.played import demo_scene, lives, played

SEEDS = st.integers(0, 10_000)
DAYS = st.dates(date(2026, 1, 5), date(2026, 11, 30))
NUMBERS = st.integers(1, 9_999)
BY_APPLICANT = {Act.RECEIVE, Act.RATE, Act.COMPLAIN}
ENDINGS = {Act.DELIVER, Act.RATE, Act.CLOSE, Act.REFUSE, Act.REDIRECT, Act.WITHDRAW}


@given(SEEDS, DAYS, NUMBERS)
@settings(deadline=None)
def test_a_life_is_one_possible_course_of_events(seed: int, day: date, number: int) -> None:
    drawn = life(demo_scene(), seed, day, number)
    assert drawn.acts[0] is Act.RECEIVE
    assert drawn.acts[-1] in ENDINGS
    assert all(a.at + timedelta(seconds=2) <= b.at for a, b in pairwise(drawn.steps)), "room for a reaction between"
    for once in set(Act) - {Act.STEP}:
        assert drawn.acts.count(once) <= 1


@given(SEEDS, DAYS, NUMBERS)
@settings(deadline=None)
def test_officials_act_in_office_hours(seed: int, day: date, number: int) -> None:
    drawn = life(demo_scene(), seed, day, number)
    for step in drawn.steps:
        if step.act not in BY_APPLICANT:
            assert hours.office(step.at, official()) == step.at, f"{step.act} at {step.at}"
    if drawn.channel not in AT_ANY_HOUR:
        assert official().is_working_day(drawn.steps[0].at.date())


@given(SEEDS, DAYS, NUMBERS)
@settings(deadline=None)
def test_only_items_on_offer_with_materials_of_their_guide(seed: int, day: date, number: int) -> None:
    drawn = life(demo_scene(), seed, day, number)
    assert drawn.offer in demo_scene().offers
    guide = [material.code for material in drawn.offer.item.materials]
    brought = drawn.steps[0].said["materials"]
    assert list(brought) == [code for code in guide if code in brought]
    assert drawn.channel != "proxy" or drawn.offer.item.village_proxy


@given(st.randoms(use_true_random=False), DAYS)
@settings(deadline=None)
def test_people_are_made_up_and_of_age(dice: Random, day: date) -> None:
    somebody = person(dice, day)
    check_identity_number(somebody.id_number, day)
    assert somebody.id_number[14:17] == "000", "a sequence nobody is given"
    assert somebody.phone.startswith("100"), "no telephone number begins so"
    assert "示例" in somebody.name


@given(SEEDS)
@settings(max_examples=5, deadline=None)
def test_the_same_seed_gives_the_same_lives_however_many_are_asked_for(seed: int) -> None:
    few = {each.key: each for each in plan(demo_scene(), seed, 2, 10)}
    more = {each.key: each for each in plan(demo_scene(), seed, 3, 15)}
    assert few == {key: more[key] for key in few}
    assert len(more) > len(few)


def test_another_seed_gives_other_lives() -> None:
    assert list(plan(demo_scene(), 1, 1, 20)) != list(plan(demo_scene(), 2, 1, 20))


def test_days_are_working_days_and_the_rest_days_between_them_have_a_few_online() -> None:
    drawn = list(plan(demo_scene(), 3, 5, 100))
    by_day: dict[str, list[Life]] = {}
    for each in drawn:
        by_day.setdefault(each.key[:8], []).append(each)
    assert {day: len(of) for day, of in by_day.items()} == {
        "20260917": 100,
        "20260918": 100,
        "20260919": 12,  # a Saturday
        "20260920": 100,  # the Sunday that is worked for National Day
        "20260921": 100,
        "20260922": 100,
    }
    assert {each.channel for each in by_day["20260919"]} <= AT_ANY_HOUR


def test_the_morning_is_the_busiest_time() -> None:
    at = [each.steps[0].at.time() for each in lives(days=2, cases_per_day=300) if each.channel == "window"]
    morning = sum(time(9) <= moment < time(11) for moment in at)
    assert morning > 0.5 * len(at)


def test_every_kind_of_ending_occurs() -> None:
    drawn = list(lives(days=5, cases_per_day=300))
    happened = {act for each in drawn for act in each.acts}
    assert happened == set(Act)
    late = [each for each in drawn if Act.DECIDE in each.acts and each.steps[-1].at > end_of(START)]
    assert late


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_rules_accept_every_step_of_a_plan(seed: int) -> None:
    """Played by the real deciders; a step they refuse would raise."""
    commits = played(lives(days=3, cases_per_day=120, seed=seed))
    streams: dict[str, list[object]] = {}
    for commit in commits:
        streams.setdefault(commit.stream, []).append(commit)
    for of_stream in streams.values():
        verify_stream(of_stream)  # type: ignore[arg-type]
