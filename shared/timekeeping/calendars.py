"""Working-day calendars: the packaged official years, or the years the register published.

A `Calendar` goes into every command that needs a date; its versions go into the facts that follow, so that a
deadline can be counted again years later on the very data it was first counted on.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib import resources

from shared.contracts.registry import CalendarPublished, LocalDaysPublished
from shared.timekeeping import working_days
from shared.timekeeping.deadlines import Deadline, Pause, Reason
from shared.timekeeping.errors import NoCalendar
from shared.timekeeping.statutory import inferred
from shared.timekeeping.years import CalendarYear, from_data, from_publication


@dataclass(frozen=True, slots=True)
class LocalDays:
    """Days off of one jurisdiction, as an autonomous county may set them (Holiday Measures art. 4).

    `division`: the code whose prefix they hold for; `doc_no`: the notice that set them.
    """

    division: str
    days: frozenset[date]
    doc_no: str = ""

    @property
    def version(self) -> str:
        """The short name under which a deadline says it was counted on this."""
        return f"local-{self.division}-{self.doc_no}"


@dataclass(frozen=True, repr=False)
class Calendar:
    """Working days of several years, seen from one jurisdiction (`division`; empty: the national calendar).

    Behind its last year, years are inferred from the statutory holidays alone, up to 2099. Every counting method marks
    `provisional` what was counted on a year without an official notice, and refuses days of other years with
    NoCalendar: before its first year, and in a hole between two. Dates are plain dates; moments are refused with
    BadPeriod.
    """

    years: Mapping[int, CalendarYear] = field(hash=False)
    local: tuple[LocalDays, ...] = ()
    division: str = ""

    @property
    def versions(self) -> tuple[str, ...]:
        """The versions of all its years, in order."""
        return tuple(self.years[year].version for year in sorted(self.years))

    def __repr__(self) -> str:
        """Name the years it knows; thousands of dates help nobody in a message."""
        return f"Calendar({min(self.years, default='')}..{max(self.years, default='')}, division={self.division!r})"

    def within(self, division: str) -> Calendar:
        """Give the same calendar seen from a jurisdiction, with that jurisdiction's own days off."""
        return Calendar(self.years, self.local, division)

    def rest_reason(self, day: date) -> Reason | None:
        """Tell why a day is a rest day, or None where it is a working day.

        Raises:
            NoCalendar: no year covers the day.
        """
        year = self._year(day)
        if day in year.off_days:
            return "public_holiday"
        if any(day in own.days for own in self._own()):
            return "local_holiday"
        return "weekend" if day.isoweekday() > 5 and day not in year.work_weekends else None

    def is_working_day(self, day: date) -> bool:
        """Tell whether the day is a working day in law; market days and overtime make none (B-3.3)."""
        return self.rest_reason(day) is None

    def is_public_holiday(self, day: date) -> bool:
        """Tell whether the notice names the day as a day off; ordinary weekends are none."""
        return day in self._year(day).off_days

    def add_working_days(self, day: date, n: int) -> date:
        """Give the n-th working day after a day; the day itself for n = 0 (`add_wd`)."""
        return self.due(day, n).due

    def working_days_before(self, day: date, n: int) -> date:
        """Give the n-th working day before a day: when to warn that it is coming."""
        return working_days.working_days_before(self, day, n)

    def working_days_between(self, after: date, until: date) -> int:
        """Count the working days later than `after` and not later than `until`."""
        return working_days.working_days_between(self, after, until)

    def clear_working_days(self, told: date, held: date) -> int:
        """Count the full working days between a notification and what it announces, neither day counted.

        "Seven days before" is kept where this is at least seven: the strict reading (B-3.3, Licensing Law art. 48).
        """
        return working_days.working_days_between(self, told, held - working_days.DAY)

    def due(self, accepted: date, n: int, pauses: Sequence[Pause] = ()) -> Deadline:
        """Count n working days from the day after acceptance, leaving out suspended days.

        Raises:
            ClockStopped: a suspension that has not ended stops the count.
        """
        return working_days.working_day_due(self, accepted, n, pauses)

    def nat_due(self, start: date, n: int, pauses: Sequence[Pause] = ()) -> Deadline:
        """Count n natural days; a last day that is a rest day moves on to the first that is none."""
        return working_days.natural_day_due(self, start, n, pauses)

    def month_due(self, start: date, months: int) -> Deadline:
        """Give the corresponding day some months later, moved on in the same way."""
        return working_days.month_due(self, start, months)

    def used(self, days: Iterable[date]) -> tuple[tuple[str, ...], bool]:
        """Name the versions that know these days, and tell whether any of them is provisional."""
        years = {day.year: self._year(day) for day in sorted(days)}
        own = [local.version for local in self._own() if any(day.year in years for day in local.days)]
        versions = (*(year.version for year in years.values()), *own)
        return versions, any(year.status == "provisional" for year in years.values())

    def _year(self, day: date) -> CalendarYear:
        year = self.years.get(day.year)
        if year is None and self.years and day.year > max(self.years):
            year = inferred(day.year)
        if year is None:
            raise NoCalendar(day)
        return year

    def _own(self) -> list[LocalDays]:
        return [local for local in self.local if self.division and self.division.startswith(local.division)]


@functools.cache
def official() -> Calendar:
    """Give the packaged calendars: official years as the notices arranged them, and the provisional ones behind."""
    folder = resources.files("shared.timekeeping").joinpath("calendars")
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".json")), key=lambda file: file.name)
    years = [from_data(json.loads(file.read_text(encoding="utf-8"))) for file in files]
    return Calendar({year.year: year for year in years})


def from_published(
    published: Iterable[CalendarPublished], base: Calendar | None = None, local: Iterable[LocalDaysPublished] = ()
) -> Calendar:
    """Give the calendar of the register: published years take the place of those of `base` (default: the packaged).

    Args:
        published: the years, each as it was stated last.
        base: what holds for the years that are not among them.
        local: days off of jurisdictions, each year of each as it was stated last.

    Raises:
        DamagedCalendar: a publication does not match its hash.
    """
    base = base or official()
    years = {fact.year: from_publication(fact) for fact in published}
    own = tuple(LocalDays(fact.division, frozenset(fact.days), fact.doc_no) for fact in local)
    return Calendar({**base.years, **years}, base.local + own, base.division)
