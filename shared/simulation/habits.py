"""How people and departments behave, in numbers. All of them are made up; only their order of size is realistic.

Shares are out of one. A department's temper is drawn from the seed, so that departments differ and a run repeats.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

DEMAND = {
    "LOCAL-01": 9,
    "LOCAL-02": 8,
    "LOCAL-03": 6,
    "LOCAL-04": 5,
    "LOCAL-05": 5,
    "LOCAL-06": 1,
    "LOCAL-07": 2,
    "LOCAL-08": 4,
    "LOCAL-09": 5,
    "LOCAL-10": 4,
    "LOCAL-11": 1,
    "LOCAL-12": 1,
    "LOCAL-13": 3,
    "LOCAL-14": 2,
    "LOCAL-15": 5,
    "LOCAL-16": 18,
    "LOCAL-17": 2,
    "LOCAL-18": 9,
    "LOCAL-19": 5,
    "LOCAL-20": 2,
}
"""How often an item is asked for. In autumn most people come to enrol in medical insurance."""

OTHER_DEMAND = 3
"""The same for an item that is not in the table."""

CARRIES_FILE = 0.1
"""Who takes the file to the superior unit in person, instead of through the window."""

CHANNELS = {"window": 74, "online": 10, "mobile": 8, "terminal": 3, "proxy": 8, "home_visit": 1}
"""How an application reaches the hall."""

AT_ANY_HOUR = frozenset({"online", "mobile"})
"""Channels that are open outside office hours."""

OUT_OF_HOURS = 0.6
"""Share of online applications that are sent outside office hours."""

REST_DAY_ARRIVALS = 0.12
"""On a rest day only online applications come in: so many, against a working day."""

DEFECTIVE = {"promised": 0.16, "instant": 0.06}
"""Share of applications that lack a required material."""

TOLERATED = 0.15
"""Share that lacks a material which may follow later."""

NEVER_SUPPLIED = 0.08
"""Share of noticed cases whose applicant does not come back, and then withdraws."""

REDIRECTED = 0.012
REFUSED_AT_WINDOW = 0.015
"""Shares of applications that belong elsewhere, or cannot be accepted."""

WITHDRAWN = 0.02
"""Share of accepted cases whose applicant withdraws, and confirms it."""

DISAPPROVED = 0.05
"""Share of reviews that end with a refusal."""

NEXT_DAY = 0.03
"""Share of instant cases that are only done on the next working day: too late."""

RATED = 0.55
"""Share of delivered results that are rated."""

GRADES = {"well": (62, 27, 8, 2, 1), "refused": (15, 25, 30, 20, 10), "late": (12, 22, 32, 23, 11)}
"""How grades 1 (best) to 5 fall, by what the applicant went through."""

COMPLAINS = {"well": 0.01, "refused": 0.08, "late": 0.2}
COMPLAINS_AFTER_BAD_RATING = 0.35
"""Shares of applicants who complain."""

OUTCOMES = {"late": (60, 20, 20), "other": (15, 20, 65)}
"""How complaints end: substantiated, partly, unsubstantiated."""


@dataclass(frozen=True, slots=True)
class Temper:
    """How a department works: its share of late decisions, and the part of the promised limit it mostly takes."""

    late: float
    pace: float


def temper(seed: int, department: str) -> Temper:
    """Draw a department's temper."""
    dice = Random(f"{seed}/{department}")
    return Temper(late=dice.uniform(0.005, 0.09), pace=dice.uniform(0.35, 0.65))
