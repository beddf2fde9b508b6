"""From when to when a fact of the register holds: the first day it does, and the first day it no longer does.

`effective_from <= day < effective_to`, as the coverage formulas say it (A-2); None as the end means until further
notice. So what ends on 30 September no longer holds on that day, from 0:00.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any, Protocol, TypeVar


class Spell(Protocol):
    """Whatever holds from a day until a day."""

    @property
    def effective_from(self) -> date:
        """The first day on which it holds."""

    @property
    def effective_to(self) -> date | None:
        """The first day on which it no longer holds; None: until further notice."""


S = TypeVar("S", bound=Spell)


def holds(spell: Spell, day: date) -> bool:
    """Tell whether a spell holds on a day."""
    return spell.effective_from <= day and (spell.effective_to is None or day < spell.effective_to)


class Begun(Protocol):
    """Whatever holds from a day until something stated later does."""

    @property
    def effective_from(self) -> date:
        """The first day on which it holds."""


B = TypeVar("B", bound=Begun)


def replaced(told: Sequence[B], day: date) -> tuple[B, ...]:
    """Give the versions whose place one takes that is stated now and begins on a day, in the order they begin.

    On every day the newest version that has begun holds. So these are the one that would hold on the day, and
    those that were to begin afterwards and would now never do.

    Args:
        told: all versions so far, in the order they were stated.
        day: the first day of the new one.
    """
    found, ends = list[B](), date.max
    for each in reversed(told):
        if max(each.effective_from, day) < ends:
            found.append(each)
        ends = min(ends, each.effective_from)
    return tuple(sorted(found, key=lambda each: each.effective_from))


def impossible(spell: Spell) -> bool:
    """Tell whether a spell ends before it has begun, so that it never holds."""
    return spell.effective_to is not None and spell.effective_to <= spell.effective_from


def overlap(one: Spell, other: Spell) -> bool:
    """Tell whether there is a day on which both hold."""
    return _begins_within(one, other) or _begins_within(other, one)


def overlapping(spells: Iterable[S]) -> tuple[S, S] | None:
    """Give two spells that hold on the same day, or None where there are none."""
    ordered = sorted(spells, key=lambda spell: spell.effective_from)
    return next(((one, other) for one, other in pairwise(ordered) if overlap(one, other)), None)


def in_turn(spells: Iterable[S]) -> tuple[S, ...]:
    """Give spells in order, each one without an end ended on the first day of the next: who takes over ends the other.

    Ends that were stated stay as they are; ask `overlapping` afterwards.
    """
    ordered: list[Any] = sorted(spells, key=lambda spell: spell.effective_from)
    for place, (one, other) in enumerate(pairwise(ordered)):
        if one.effective_to is None and one.effective_from < other.effective_from:
            ordered[place] = replace(one, effective_to=other.effective_from)
    return tuple(ordered)


def _begins_within(one: Spell, other: Spell) -> bool:
    return other.effective_from <= one.effective_from and (
        other.effective_to is None or one.effective_from < other.effective_to
    )
