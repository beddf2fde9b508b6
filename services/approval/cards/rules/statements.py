"""Statements of the numbers behind the cards: what one holds. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from shared.statements import Statement

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
class CardRules(Statement[Number]):
    """How cards count, for cases that begin on `effective_from` or later (D-6); every card names it as `cards@1.2.0`.

    1.1.0 added the card of a superior unit, 1.2.0 that of whoever was not told at once where to go.
    """

    series: ClassVar[str] = SERIES

    @property
    def warn_before(self) -> int:
        """So many working days before the promised last day comes the warning (B-5)."""
        return self.rules["warn_before"].value

    @property
    def short_promise(self) -> int:
        """A promise of at most so many days is warned of on its last day itself."""
        return self.rules["short_promise"].value

    @property
    def notice(self) -> int:
        """Within so many working days of receipt the applicant is answered (Licensing Law art. 32)."""
        return self.rules["notice"].value

    @property
    def service(self) -> int:
        """Within so many working days of the decision it is in the applicant's hands (Licensing Law art. 44)."""
        return self.rules["service"].value

    @property
    def after_yellow(self) -> int:
        """So long after a missed day it turns red, where no statutory last day of the review says when (D-6)."""
        return self.rules["after_yellow"].value

    @property
    def steps(self) -> int:
        """So many overrun steps are a yellow card."""
        return self.rules["steps"].value

    @property
    def appeal(self) -> int:
        """So many working days after a card was written the department may appeal (D-2)."""
        return self.rules["appeal"].value
