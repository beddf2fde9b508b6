"""How old somebody is: in full years, the birthday itself counted (民法典17, 204). Pure."""

from __future__ import annotations

from datetime import date

ADULT_YEARS = 18
"""From this age on somebody acts for themselves in everything (民法典17, 18)."""

LIMITED_YEARS = 8
"""From this age on somebody acts with a guardian's consent; before it the guardian acts (民法典19, 20)."""

LABOUR_YEARS = 16
"""From this age on whoever lives mainly on their own labour acts for themselves in everything (民法典18)."""


def age_on(born: date, day: date) -> int:
    """Give the full years somebody has lived on a day; born on 29 February, the year is full on 1 March otherwise."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def is_minor(born: date | None, day: date) -> bool:
    """Tell whether somebody is under age; where no birth date is known, nobody is."""
    return born is not None and age_on(born, day) < ADULT_YEARS
