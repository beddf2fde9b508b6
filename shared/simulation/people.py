"""Applicants that never were: names that say so, numbers that pass their checks and were never given to anybody.

The sequence 000 in an identity number is not issued, and no Chinese mobile number begins with 100; so nothing made
up here can be somebody's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from shared.numbers.iso7064 import check_character

SURNAMES = "杨王陈李吴罗韦伍班潘张刘黄卢金齐谢叶鲍娄"
MARKS = "甲乙丙丁戊己庚辛壬癸"
COUNTIES = ("520402", "520403", "520422", "520423", "520424", "520425")
"""The county-level divisions of Anshun."""

YOUNGEST, OLDEST = 18, 88

_FIRST_DAY, _LAST_DAY = YOUNGEST * 366, OLDEST * 365
EVERYBODY = len(COUNTIES) * (_LAST_DAY - _FIRST_DAY)
"""How many different people can be made up: every county, every birthday, one sequence."""

_STRIDE = 61_001
"""Shares no divisor with `EVERYBODY`, so that counting in steps of it comes by everybody once."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who applies: a natural person (GB/T 39046 A.4, kind 1)."""

    name: str
    id_number: str
    phone: str


def person(dice: Random, today: date) -> Person:
    """Make somebody up who is of age on a day."""
    return Person(
        name=f"{dice.choice(SURNAMES)}示例{dice.choice(MARKS)}",
        id_number=identity_number(dice, today),
        phone=f"100{dice.randrange(10**8):08d}",
    )


def somebody_else(number: int, today: date) -> Person:
    """Make up the number-th of a row of people who are all different, as long as there are no more than `EVERYBODY`."""
    place = number * _STRIDE % EVERYBODY
    return Person(
        name=f"{SURNAMES[number % len(SURNAMES)]}示例{MARKS[number % len(MARKS)]}",
        id_number=_identity_number(place % len(COUNTIES), _FIRST_DAY + place // len(COUNTIES), today),
        phone=f"100{number % 10**8:08d}",
    )


def identity_number(dice: Random, today: date) -> str:
    """Make an identity number with a real birth date and a true check character, and the sequence nobody gets."""
    days = dice.randrange(_FIRST_DAY, _LAST_DAY)
    return _identity_number(dice.randrange(len(COUNTIES)), days, today)


def _identity_number(county: int, days: int, today: date) -> str:
    body = f"{COUNTIES[county]}{today - timedelta(days=days):%Y%m%d}000"
    return body + check_character(body)
