"""The statements this process goes by; rules count by them."""

from __future__ import annotations

from datetime import date, datetime

from services.complaints.limits.reading import packaged
from services.complaints.limits.statements import Limits, Rule
from shared.statements import Held
from shared.timekeeping import Calendar, Deadline, due_on, local_day

UNTOLD_MONTHS = 12
"""Whoever was not told of their rights may apply for reconsideration a year at most (Reconsideration Law art. 20)."""

LITIGATION_MONTHS = 6
"""To sue directly (Administrative Litigation Law art. 46)."""

_HELD: Held[Limits] = Held(packaged())
hold, holding, statements = _HELD.hold, _HELD.holding, _HELD.statements
held_on = _HELD.on
"""Gives the statement that a matter goes by which began on a day, or the one its filing names."""


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
