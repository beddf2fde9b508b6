"""The board of a period: every department's sums, score and rank; and the cases behind a number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.metrics.facts import LISTS, DaySums, by_department, listed, period_sums
from services.metrics.facts.lists import complaints
from services.metrics.facts.sums import COUNTS
from services.metrics.scoring import Period, Policy, Score, ranked, score
from services.metrics.scoring.period import period_of
from services.metrics.scoring.policy import policy_for
from services.metrics.service import Metrics
from shared.contracts import Rejected
from shared.contracts.registry import Text
from shared.journal.casefold import digest_of

ALL_TIME = (date(2000, 1, 1), date(2200, 12, 31))


@dataclass(frozen=True, slots=True)
class Standing:
    """A department in a period. `days` are its sums by day, within the period."""

    unit: str
    name: Text
    sums: Mapping[str, int]
    days: DaySums
    score: Score
    rank: int | None


@dataclass(frozen=True, slots=True)
class Board:
    """All departments in a period, in order of rank. `live`: the period has not ended, figures still move."""

    period: Period
    today: date
    policy: Policy
    standings: tuple[Standing, ...]
    digest: str
    fold: str

    @property
    def live(self) -> bool:
        """Whether cases of the period may still come due."""
        return self.today <= self.period.last

    def standing(self, unit: str) -> Standing:
        """Give a department's standing.

        Raises:
            Rejected: `unknown_department`.
        """
        for each in self.standings:
            if each.unit == unit:
                return each
        raise Rejected("unknown_department", f"there is no department {unit}", status=404)


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case on a list, with its facts."""

    case: str
    facts: Mapping[str, Any]

    @property
    def division(self) -> str:
        """The division it belongs to: the case number begins with it; a complaint of its own names it."""
        if len(self.case) == 23:
            return self.case[:9]
        return next((told[1] for told in complaints(self.facts)), "")


def board(metrics: Metrics, period: Period) -> Board:
    """Read a period's board as it stands today."""
    today, policy, sums = metrics.today(), policy_for(period.first.isoformat()), metrics.sums()
    names, days = department_names(metrics), by_department(sums)
    units = sorted(names.keys() | days.keys())
    totals = {unit: period_sums(days.get(unit, {}), period.first, period.last, today) for unit in units}
    places = ranked({unit: score(policy, totals[unit]) for unit in units})
    standings = tuple(
        Standing(p.unit, name_of(names, p.unit), totals[p.unit], _within(days.get(p.unit, {}), period), p.score, p.rank)
        for p in places
    )
    return Board(period, today, policy, standings, digest_of(sums), metrics.fold)


def _within(days: DaySums, period: Period) -> DaySums:
    first, last = period.first.isoformat(), period.last.isoformat()
    return {day: days[day] for day in sorted(days) if first <= day <= last}


def department_names(metrics: Metrics) -> dict[str, Text]:
    """Give the registered departments' names by code."""
    return {department.code: department.name for department in metrics.replica.departments()}


def name_of(names: Mapping[str, Text], unit: str) -> Text:
    """Give a department's name; one that is not in the register yet goes by its code."""
    return names.get(unit) or Text(unit, unit)


def counts(metrics: Metrics, first: date, last: date) -> dict[str, dict[str, int]]:
    """Give every department's plain counts of acts (`received` to `complaints`) between two days."""
    days, today = by_department(metrics.sums()), metrics.today()
    units = sorted(department_names(metrics).keys() | days.keys())
    totals = {unit: period_sums(days.get(unit, {}), first, last, today) for unit in units}
    return {unit: {name: total[name] for name in COUNTS} for unit, total in totals.items()}


def default_period(metrics: Metrics) -> Period:
    """Give the present quarter, or where nothing is known of it yet, the one in which most cases were due."""
    present = period_of(metrics.today())
    known: Counter[Period] = Counter()
    for days in by_department(metrics.sums()).values():
        for day, sums in days.items():
            known[period_of(date.fromisoformat(day))] += sums.get("due", 0)
    return present if present in known or not known else max(known, key=lambda period: known[period])


def cases_behind(metrics: Metrics, unit: str, list_name: str, period: Period) -> list[CaseRow]:
    """Give the cases on a department's list in a period, by case number.

    Raises:
        Rejected: `unknown_list`.
    """
    if list_name not in LISTS:
        raise Rejected("unknown_list", f"lists are {', '.join(LISTS)}", status=404)
    first, last, today = (day.isoformat() for day in (period.first, period.last, metrics.today()))
    rows = _cases(metrics, period)
    found = [CaseRow(c, f) for c, f in rows if listed(list_name, f, unit, first, last, today)]
    return sorted(found, key=lambda row: row.case)


def _cases(metrics: Metrics, period: Period) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give the cases that can matter in a period: received in its year or the year before, or not dated at all."""
    for prefix in (str(period.first.year - 1), str(period.first.year), "other"):
        yield from metrics.folds.cases(metrics.fold, prefix)
