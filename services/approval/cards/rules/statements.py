"""Statements of the numbers behind the cards: what one holds, and which of several a case goes by. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

Force = Literal["statutory", "internal"]
Unit = Literal["working_days", "times"]
SERIES = "cards"


@dataclass(frozen=True, slots=True)
class Number:
    """One number: what it is for in Chinese and English, of what force it is, and what it rests on."""

    value: int
    unit: Unit
    force: Force
    basis: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class CardRules:
    """How cards count, as one version states it for cases that begin on `effective_from` or later (D-6).

    Attributes:
        version: `1.2.0`; every card names it as `cards@1.2.0`. 1.1.0 added the card of a superior unit, 1.2.0 that of
            whoever was not told at once where to go.
        effective_from: its first day; the one before holds until the day before.
        numbers: by key, the properties below.
    """

    version: str
    effective_from: date
    numbers: Mapping[str, Number]

    @property
    def name(self) -> str:
        """Give the name under which cards know it."""
        return f"{SERIES}@{self.version}"

    @property
    def warn_before(self) -> int:
        """So many working days before the promised last day comes the warning (B-5)."""
        return self.numbers["warn_before"].value

    @property
    def short_promise(self) -> int:
        """A promise of at most so many days is warned of on its last day itself."""
        return self.numbers["short_promise"].value

    @property
    def notice(self) -> int:
        """Within so many working days of receipt the applicant is answered (Licensing Law art. 32)."""
        return self.numbers["notice"].value

    @property
    def service(self) -> int:
        """Within so many working days of the decision it is in the applicant's hands (Licensing Law art. 44)."""
        return self.numbers["service"].value

    @property
    def after_yellow(self) -> int:
        """So long after a missed day it turns red, where no statutory last day of the review says when (D-6)."""
        return self.numbers["after_yellow"].value

    @property
    def steps(self) -> int:
        """So many overrun steps are a yellow card."""
        return self.numbers["steps"].value

    @property
    def appeal(self) -> int:
        """So many working days after a card was written the department may appeal (D-2)."""
        return self.numbers["appeal"].value


@dataclass(frozen=True, slots=True)
class Change:
    """One number that a statement states otherwise than the one before."""

    key: str
    before: Number
    after: Number


def changes(before: CardRules, after: CardRules) -> list[Change]:
    """Tell which numbers a statement states otherwise than the one before it."""
    both = ((key, before.numbers[key], number) for key, number in after.numbers.items())
    return [Change(key, old, new) for key, old, new in both if old != new]
