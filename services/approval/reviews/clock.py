"""Both clocks of a review, counted from facts at every look, with every day behind them. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from services.approval.reviews.state import Review
from shared.contracts.approval import ReviewOpened
from shared.contracts.limits import TimeLimit
from shared.timekeeping import Calendar, Deadline, due_on

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock: its limit, and the deadline that follows from it."""

    limit: TimeLimit
    deadline: Deadline


@dataclass(frozen=True, slots=True)
class Clocks:
    """The promised clock, and the statutory one where law sets a limit."""

    accepted_on: date
    promised: Clock
    statutory: Clock | None

    @property
    def provisional(self) -> bool:
        """Whether a day was counted on a year without an official calendar, so that it may still move."""
        return any(clock.deadline.provisional for clock in self.by_name().values())

    @property
    def last(self) -> date:
        """The later of both last days."""
        return max(clock.deadline.due for clock in self.by_name().values())

    def by_name(self) -> dict[str, Clock]:
        """Give the clocks there are, by name."""
        return {"promised": self.promised} | ({"statutory": self.statutory} if self.statutory else {})


def clocks(review: Review, calendar: Calendar) -> Clocks:
    """Count both clocks anew from the facts of acceptance (S2.7c; Licensing Law art. 42, 82).

    Raises:
        Rejected: the review was never opened, or no calendar covers the days (`no_calendar`).
    """
    facts = review.facts
    statutory = _clock(facts.statutory, facts, calendar) if facts.statutory else None
    return Clocks(facts.accepted_on, _clock(facts.promised, facts, calendar), statutory)


def _clock(limit: TimeLimit, facts: ReviewOpened, calendar: Calendar) -> Clock:
    start = facts.accepted_at if limit.unit == "hours" and facts.accepted_at else facts.accepted_on
    return Clock(limit, due_on(limit, start, calendar))


def explained(review: Review, calendar: Calendar) -> dict[str, Any]:
    """Give both clocks as JSON-ready data: every day that was counted or left out, beside what acceptance stated."""
    counted = clocks(review, calendar)
    told = {name: _explained(clock) for name, clock in counted.by_name().items()}
    return {
        "accepted_on": counted.accepted_on,
        "provisional": counted.provisional,
        "promised": told["promised"],
        "statutory": told.get("statutory"),
        "stated": {"promised_due": review.facts.promised_due, "statutory_due": review.facts.statutory_due},
    }


def _explained(clock: Clock) -> dict[str, Any]:
    limit = {"value": clock.limit.value, "unit": clock.limit.unit, "note": clock.limit.note}
    return {"limit": limit, **clock.deadline.explained()}


def left(due: date, today: date, calendar: Calendar) -> int:
    """Tell how many working days are left until a last day; negative: how many it is over."""
    if today <= due:
        return calendar.working_days_between(today, due)
    return -calendar.working_days_between(due, today) or -1


@dataclass(frozen=True, slots=True)
class StripDay:
    """One day of the strip.

    `beyond`: outside both clocks; `rest`: why it is a rest day, or empty; `makeup`: a weekend day that is worked
    instead of a holiday; `counts`: which day of which clock it is; `marks`: accepted, promised_due, statutory_due,
    today, decided.
    """

    day: date
    beyond: bool
    rest: str = ""
    makeup: bool = False
    counts: Mapping[str, int] | None = None
    marks: tuple[str, ...] = ()


def strip(counted: Clocks, calendar: Calendar, marked: Mapping[str, date]) -> list[list[StripDay]]:
    """Give whole weeks, Monday to Sunday, from acceptance to the later last day; `marked` days get their mark."""
    first = counted.accepted_on - DAY * counted.accepted_on.weekday()
    weeks = (counted.last - first).days // 7 + 1
    days = list(_days(counted, calendar, marked, first, weeks * 7))
    return [days[n : n + 7] for n in range(0, len(days), 7)]


def _days(
    counted: Clocks, calendar: Calendar, marked: Mapping[str, date], first: date, length: int
) -> Iterator[StripDay]:
    numbers = {name: _numbered(clock.deadline) for name, clock in counted.by_name().items()}
    marks = {"accepted": counted.accepted_on, **marked}
    marks |= {f"{name}_due": clock.deadline.due for name, clock in counted.by_name().items()}
    for day in (first + DAY * n for n in range(length)):
        beyond = not counted.accepted_on <= day <= counted.last
        rest = "" if beyond else calendar.rest_reason(day) or ""
        yield StripDay(
            day=day,
            beyond=beyond,
            rest=rest,
            makeup=not beyond and not rest and day.isoweekday() > 5,
            counts={name: known[day] for name, known in numbers.items() if day in known},
            marks=tuple(name for name, on in marks.items() if on == day),
        )


def _numbered(deadline: Deadline) -> dict[date, int]:
    return {day: n for n, day in enumerate(deadline.counted, 1)}
