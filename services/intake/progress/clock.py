"""The clocks of a case as its applicant may check them, counted from facts, each day with its reason. Pure.

Approval counts the same facts by the same rules (its `clock.py`); intake hears them through the journal and counts for
itself, so that the page tells why even while approval is down. Where both differ, `told` is what approval told last.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from shared.contracts.limits import TimeLimit
from shared.timekeeping import Calendar, Deadline, Pause, TimekeepingError, due_on

REPLY_WORKING_DAYS = 5
"""Within so many working days of receipt the window accepts, or tells everything that is missing (许可法32)."""

RESULT_WORKING_DAYS = 5
"""A suspension whose result document has not come so long after its end never was one (D-7 G1)."""

Step = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Running:
    """What a case's clocks run on.

    `accepted`: the day of acceptance, or the moment where a limit counts hours; None before acceptance.
    """

    received_on: date
    accepted: datetime | date | None
    promised: TimeLimit
    statutory: TimeLimit | None


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock: which, its limit, what an extension added, the deadline with its days."""

    name: str
    limit: TimeLimit
    deadline: Deadline
    added: int = 0


def clocks(running: Running, steps: Sequence[Step], calendar: Calendar, today: date) -> list[Clock]:
    """Count what runs: the reply before acceptance; the promise and the statutory limit behind it.

    A clock that no calendar covers is left out, rather than guessed.
    """
    if running.accepted is None:
        limit = TimeLimit(REPLY_WORKING_DAYS, "working_days")
        return _counted("reply", limit, running.received_on, calendar, (), 0)
    stood, added = pauses(steps, calendar, today), _added(steps)
    found = _counted("promised", running.promised, running.accepted, calendar, stood, 0)
    if running.statutory:
        found += _counted("statutory", running.statutory, running.accepted, calendar, stood, added)
    return found


def supply(limit: TimeLimit, noticed_on: date, calendar: Calendar) -> list[Clock]:
    """Count the applicant's own limit for what the one notice names, from the day after it (B-3.3)."""
    return _counted("supply", limit, noticed_on, calendar, (), 0)


def _counted(
    name: str, limit: TimeLimit, start: date | datetime, calendar: Calendar, stood: Sequence[Pause], added: int
) -> list[Clock]:
    """Hours run through everything; the same day ends at 24:00 whatever happens."""
    longer = replace(limit, value=limit.value + added)
    try:
        return [Clock(name, longer, due_on(longer, start, calendar, () if limit.unit == "hours" else stood), added)]
    except TimekeepingError:
        return []


def pauses(steps: Sequence[Step], calendar: Calendar, today: date) -> tuple[Pause, ...]:
    """Give the suspensions that count on a day: from their beginning until their result, at most for the time told."""
    found: list[Pause] = []
    begun: Mapping[str, Any] | None = None
    for step in steps:
        match step["type"]:
            case "review.suspended":
                begun = step["data"]
            case "review.suspension_voided":
                begun = None
            case "review.resumed" if begun is not None:
                found.append(_ended(begun, date.fromisoformat(step["data"]["ended_on"])))
                begun = None
    if begun is not None and today <= calendar.add_working_days(_day(begun, "resumes_by"), RESULT_WORKING_DAYS):
        found.append(Pause(_day(begun, "started_on"), _day(begun, "resumes_by")))
    return tuple(found)


def _ended(begun: Mapping[str, Any], ended_on: date) -> Pause:
    started = _day(begun, "started_on")
    return Pause(started, max(started, min(ended_on, _day(begun, "resumes_by"))))


def _day(fields: Mapping[str, Any], name: str) -> date:
    return date.fromisoformat(fields[name])


def _added(steps: Sequence[Step]) -> int:
    return sum(step["data"]["added"]["value"] for step in steps if step["type"] == "review.extended")
