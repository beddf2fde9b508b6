"""The statements this process goes by: set once as it starts, never changed while it runs; rules count by them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime

from services.complaints.limits.reading import packaged
from services.complaints.limits.statements import Rule, Statement, in_force
from shared.timekeeping import Calendar, Deadline, due_on, local_day

UNTOLD_MONTHS = 12
"""Whoever was not told of their rights may apply for reconsideration a year at most (Reconsideration Law art. 20)."""

LITIGATION_MONTHS = 6
"""To sue directly (Administrative Litigation Law art. 46)."""

_HELD: list[Statement] = [packaged()]


def hold(held: Sequence[Statement]) -> None:
    """Go by these statements from now on; the service does so once, as it starts."""
    _HELD[:] = held


@contextmanager
def holding(held: Sequence[Statement]) -> Iterator[None]:
    """Go by these statements for a while (tests of a change to come)."""
    before = statements()
    hold(held)
    try:
        yield
    finally:
        hold(before)


def statements() -> tuple[Statement, ...]:
    """Give every statement, in the order of their days."""
    return tuple(_HELD)


def held_on(day: date, named: str = "") -> Statement:
    """Give the statement that a matter goes by which began on a day; see `in_force`."""
    return in_force(_HELD, day, named)


def rule(key: str, day: date, named: str = "") -> Rule:
    """Give a rule as that statement has it."""
    return held_on(day, named).rules[key]


def counted(
    key: str, start: date | datetime, calendar: Calendar, since: date | None = None, named: str = ""
) -> Deadline:
    """Count a limit from a day, or from a moment where it runs in hours; the deadline explains itself day by day.

    Args:
        key: of the rule.
        start: from which it runs.
        calendar: of the jurisdiction.
        since: the day the matter began, whose statement it keeps to its end; the day of `start` unless given.
        named: the statement that the event of its beginning names, where it does.
    """
    began = since or (local_day(start) if isinstance(start, datetime) else start)
    return due_on(rule(key, began, named).limit, start, calendar)
