"""The statements this process goes by: set once as it starts, never changed while it runs; cards count by them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

from services.approval.cards.rules.reading import packaged
from services.approval.cards.rules.statements import CardRules, in_force

_HELD: list[CardRules] = [packaged()]


def hold(held: Sequence[CardRules]) -> None:
    """Go by these statements from now on; the service does so once, as it starts."""
    _HELD[:] = held


@contextmanager
def holding(held: Sequence[CardRules]) -> Iterator[None]:
    """Go by these statements for a while (tests of a change to come)."""
    before = statements()
    hold(held)
    try:
        yield
    finally:
        hold(before)


def statements() -> tuple[CardRules, ...]:
    """Give every statement, in the order of their days."""
    return tuple(_HELD)


def held_on(day: date, named: str = "") -> CardRules:
    """Give the statement that a case goes by which began on a day, or the one a card names; see `in_force`."""
    return in_force(_HELD, day, named)
