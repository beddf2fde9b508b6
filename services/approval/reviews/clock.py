"""Both clocks of a review, counted from facts at every look, with every day behind them. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from services.approval.reviews.limits import days
from services.approval.reviews.parts import Suspension
from services.approval.reviews.state import Review
from shared.contracts.approval import Dates, ReviewOpened
from shared.contracts.limits import TimeLimit
from shared.timekeeping import Calendar, Deadline, Pause, due_on, local_day

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock: its limit with what an extension added, and the deadline that follows from it."""

    limit: TimeLimit
    deadline: Deadline
    added: int = 0


@dataclass(frozen=True, slots=True)
class Clocks:
    """The promised clock, and the statutory one where law sets a limit.

    `waiting`: the special procedure whose result is awaited, so that the dates suppose it comes when it was told.
    """

    accepted_on: date
    promised: Clock
    statutory: Clock | None
    pauses: tuple[Pause, ...] = ()
    waiting: str = ""

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

    @property
    def dates(self) -> Dates:
        """Both last days as events tell them, with the calendar versions they were counted on."""
        versions = (version for clock in self.by_name().values() for version in clock.deadline.versions)
        statutory = self.statutory.deadline.due if self.statutory else None
        return Dates(self.promised.deadline.due, statutory, self.provisional, tuple(dict.fromkeys(versions)))


def clocks(review: Review, calendar: Calendar, today: date) -> Clocks:
    """Count both clocks anew from the facts, as they stand on a day (S2.7c; Licensing Law art. 42, 45, 82).

    `today` matters only while the result of a special procedure is awaited: see `suspended`.

    Raises:
        Rejected: the review was never opened, or no calendar covers the days (`no_calendar`).
    """
    facts = review.facts
    stood = suspended(review, calendar, today)
    added = review.extension.added.value if review.extension else 0
    statutory = None
    if facts.statutory:
        longer = TimeLimit(facts.statutory.value + added, facts.statutory.unit, facts.statutory.note)
        statutory = _clock(longer, facts, calendar, stood, added)
    promised = _clock(facts.promised, facts, calendar, stood, 0)
    waiting = next((each.begun.procedure for each in review.suspensions if _awaited(each, calendar, today)), "")
    return Clocks(facts.accepted_on, promised, statutory, stood, waiting)


def suspended(review: Review, calendar: Calendar, today: date) -> tuple[Pause, ...]:
    """Give the suspensions that count on a day.

    A clock stands from the day a special procedure began until the day its result came, and at most for the time that
    its written notice told (art. 45). While the result is awaited, the clock counts as standing for that time; where no
    result came within five working days behind it, the suspension never was (D-7 G1).
    """
    return tuple(
        Pause(each.begun.started_on, _until(each, calendar))
        for each in review.suspensions
        if each.result or _awaited(each, calendar, today)
    )


def told_end(each: Suspension, calendar: Calendar) -> date:
    """Give the day on which the clock runs again where the procedure takes as long as its notice told."""
    return due_on(each.begun.needed, each.begun.started_on, calendar).due


def _until(each: Suspension, calendar: Calendar) -> date:
    """The time told, or the result: whichever ends the suspension first."""
    told = told_end(each, calendar)
    return max(each.begun.started_on, min(each.result.ended_on, told)) if each.result else told


def _awaited(each: Suspension, calendar: Calendar, today: date) -> bool:
    return each.open and today <= lapses_after(each, calendar)


def lapses_after(each: Suspension, calendar: Calendar) -> date:
    """Give the last day on which a result document can still come for a suspension to count."""
    return calendar.add_working_days(told_end(each, calendar), days("result_document"))


def _clock(limit: TimeLimit, facts: ReviewOpened, calendar: Calendar, stood: tuple[Pause, ...], added: int) -> Clock:
    """Count one clock; hours run through everything, and the same day ends at 24:00 whatever happens."""
    if limit.unit == "hours":
        return Clock(limit, due_on(limit, facts.accepted_at or facts.accepted_on, calendar), added)
    return Clock(limit, due_on(limit, facts.accepted_on, calendar, stood), added)


def explained(review: Review, calendar: Calendar, today: date) -> dict[str, Any]:
    """Give both clocks as JSON-ready data: every day that was counted or left out, beside what acceptance stated."""
    counted = clocks(review, calendar, today)
    told = {name: _explained(clock) for name, clock in counted.by_name().items()}
    return {
        "accepted_on": counted.accepted_on,
        "as_of": today,
        "provisional": counted.provisional,
        "promised": told["promised"],
        "statutory": told.get("statutory"),
        "stated": {"promised_due": review.facts.promised_due, "statutory_due": review.facts.statutory_due},
        "waiting": counted.waiting,
        "suspensions": [_told(each, calendar, today) for each in review.suspensions],
        "extension": _extension(review),
        "steps": step_clocks(review, calendar, today),
    }


def _explained(clock: Clock) -> dict[str, Any]:
    limit = {"value": clock.limit.value, "unit": clock.limit.unit, "note": clock.limit.note}
    return {"limit": limit, "added": clock.added, **clock.deadline.explained()}


def _told(each: Suspension, calendar: Calendar, today: date) -> dict[str, Any]:
    counts = each.result is not None or _awaited(each, calendar, today)
    until = _until(each, calendar)
    days_stood = (each.begun.started_on + DAY * n for n in range((until - each.begun.started_on).days))
    return {
        "procedure": each.begun.procedure,
        "notice_no": each.begun.notice_no,
        "started_on": each.begun.started_on,
        "resumes_by": told_end(each, calendar),
        "ended_on": each.result.ended_on if each.result else None,
        "result_document": each.result.result_document if each.result else "",
        "standing": "result" if each.result else "awaited" if counts else "void",
        "working_days": sum(calendar.is_working_day(day) for day in days_stood) if counts else 0,
    }


def _extension(review: Review) -> dict[str, Any] | None:
    fact = review.extension
    if fact is None:
        return None
    added = {"value": fact.added.value, "unit": fact.added.unit, "note": fact.added.note}
    return {"added": added, "office": fact.office, "document_no": fact.document_no, "told_on": fact.told_on}


def step_clocks(review: Review, calendar: Calendar, today: date) -> list[dict[str, Any]]:
    """Give for each step that has a limit of its own when it was or is to be done; it runs from the step before it."""
    found: list[dict[str, Any]] = []
    start: date | None = review.facts.accepted_on
    stood = suspended(review, calendar, today)
    for step in review.planned:
        record = review.done.get(step.code)
        done_on = record.done_on if record and step not in review.undone else None
        if step.limit and start and step.limit.unit != "hours":
            due = due_on(step.limit, start, calendar, stood).due
            found.append({"step": step.code, "due": due, "done_on": done_on, "late": (done_on or today) > due})
        start = done_on
    return found


def late(review: Review, calendar: Calendar, moment: datetime) -> bool:
    """Tell whether the promise is broken at a moment, or was when the decision came."""
    counted = clocks(review, calendar, local_day(moment))
    done = review.decision.decided_at if review.decision else moment
    return counted.promised.deadline.overdue(done)


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
