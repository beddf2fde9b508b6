"""Seed -> lives. Pure: the same seed, day and number give the same life on every machine.

A life is drawn case by case from its own dice, so asking for more days or more cases a day adds lives and changes
none; a run that was cut off can therefore be said again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import accumulate
from random import Random
from typing import TypeVar

from shared.simulation import habits, hours
from shared.simulation.course import Course
from shared.simulation.lives import Life
from shared.simulation.people import person
from shared.simulation.scene import Offer, Scene

T = TypeVar("T")

START = date(2026, 9, 17)
"""The first day of a run, a Thursday: the Sunday worked instead of a holiday comes on its third working day, and
Mid-Autumn Festival, National Day and the Saturday worked for it fall into the reviews."""


def plan(scene: Scene, seed: int, days: int, cases_per_day: int, start: date = START) -> Iterator[Life]:
    """Give the lives of all cases that arrive within some working days, by day and number.

    Args:
        scene: what is on offer, and the calendar.
        seed: names the run.
        days: working days; rest days between them have online arrivals only.
        cases_per_day: arrivals on a working day.
        start: the first day; if it is a rest day, the working day after it.
    """
    for day in _days(scene, start, days):
        working = scene.calendar.is_working_day(day)
        count = cases_per_day if working else round(cases_per_day * habits.REST_DAY_ARRIVALS)
        for number in range(1, count + 1):
            yield life(scene, seed, day, number)


def life(scene: Scene, seed: int, day: date, number: int) -> Life:
    """Draw one life."""
    dice = Random(f"{seed}/{day.isoformat()}/{number}")
    rest_day = not scene.calendar.is_working_day(day)
    offer = _offer(dice, scene, rest_day=rest_day)
    channel = _channel(dice, offer, rest_day=rest_day)
    course = Course(dice, scene.calendar, offer, channel, habits.temper(seed, offer.item.department))
    steps = course.run(_arrival(dice, day, offer, channel, rest_day=rest_day))
    return Life(f"{day:%Y%m%d}/{number:04d}", offer, channel, person(dice, day), tuple(steps))


def draw(dice: Random, choices: Sequence[T], weights: Sequence[float]) -> T:
    """Draw by weight."""
    return dice.choices(choices, cum_weights=list(accumulate(weights)))[0]


def _days(scene: Scene, start: date, count: int) -> Iterator[date]:
    day = start
    while count > 0:
        working = scene.calendar.is_working_day(day)
        if working or day != start:
            yield day
        count -= working
        day += hours.DAY


def _offer(dice: Random, scene: Scene, *, rest_day: bool) -> Offer:
    """Nobody comes on a rest day for what is done on the same day at a window."""
    offers = [offer for offer in scene.offers if not rest_day or offer.item.kind == "promised"]
    return draw(dice, offers, [habits.DEMAND.get(offer.item.code, habits.OTHER_DEMAND) for offer in offers])


def _channel(dice: Random, offer: Offer, *, rest_day: bool) -> str:
    weights = {
        name: weight
        for name, weight in habits.CHANNELS.items()
        if (name != "proxy" or offer.item.village_proxy) and (not rest_day or name in habits.AT_ANY_HOUR)
    }
    return draw(dice, list(weights), list(weights.values()))


def _arrival(dice: Random, day: date, offer: Offer, channel: str, *, rest_day: bool) -> datetime:
    from_home = channel in habits.AT_ANY_HOUR and (rest_day or dice.random() < habits.OUT_OF_HOURS)
    before = hours.EARLY if offer.item.kind == "instant" else hours.ONLINE
    return hours.arrival(day, before if from_home else hours.ARRIVALS, dice.random(), dice.random())
