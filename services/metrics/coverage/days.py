"""The working days of a period, and averages over them, so that no figure is reached on its last day only (A-2). Pure.

Every working day has its own figure, as it stands at 24:00; the average is the mean of the days' ratios, exact. A day
on which nothing should be covered does not apply and is left out; where no day applies, the average does not apply.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from services.metrics.coverage.quarter import Share
from shared.timekeeping import Calendar

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Slice:
    """A working day and the days off that are counted with it: those before it, and at a period's end those after it.

    What happens on a day off (an application at night, a minute without an answer) is part of exactly one slice.
    """

    day: date
    days: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Average:
    """The mean of the ratios of the days that apply; None where none does. `of`: all working days looked at."""

    mean: Fraction | None
    days: int
    of: int


def slices(calendar: Calendar, first: date, last: date) -> list[Slice]:
    """Cut the days from `first` to `last`, both included, into working days; none where there is no working day."""
    made: list[Slice] = []
    waiting: list[str] = []
    for day in each_day(first, last):
        waiting.append(day.isoformat())
        if calendar.is_working_day(day):
            made.append(Slice(day, tuple(waiting)))
            waiting = []
    if made and waiting:
        made[-1] = Slice(made[-1].day, (*made[-1].days, *waiting))
    return made


def each_day(first: date, last: date) -> list[date]:
    """Give every day from `first` to `last`, both included."""
    return [first + n * ONE_DAY for n in range((last - first).days + 1)]


def average(shares: Iterable[Share]) -> Average:
    """Give the mean of the days' ratios."""
    told = [share.ratio for share in shares]
    ratios = [ratio for ratio in told if ratio is not None]
    return Average(sum(ratios, Fraction(0)) / len(ratios) if ratios else None, len(ratios), len(told))


def averages(days: Sequence[Mapping[str, Share]]) -> dict[str, Average]:
    """Give the mean of every figure that the days tell."""
    names = days[0].keys() if days else ()
    return {name: average(day[name] for day in days) for name in names}
