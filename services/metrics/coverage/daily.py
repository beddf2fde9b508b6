"""Every working day of a period by itself: C1 to C4 of every hall and of all, and G1 to G5, as they stood at 24:00.

The same formulas as the period's own (`quarter`), over the register as it had been recorded by then and over what
happened on the day and the days off before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.metrics.assessments.places import Duty, history, lines, on_duty, present_since, there
from services.metrics.coverage import quarter
from services.metrics.coverage.availability import by_day
from services.metrics.coverage.days import Slice, each_day, slices
from services.metrics.coverage.history import History
from services.metrics.coverage.lines import linked_on
from services.metrics.coverage.quarter import Share
from services.metrics.coverage.sets import Covered, Register
from services.metrics.coverage.views import saved
from services.metrics.facts import by_venue
from services.metrics.facts.cells import CASE_NUMBER
from services.metrics.facts.register_facts import halls, present_at
from services.metrics.facts.sums import with_wholes
from services.metrics.publishing.views import publications
from services.metrics.scoring import Period
from services.metrics.service import Metrics
from shared.contracts.duties import OutsideHandlingFound
from shared.timekeeping import Calendar

Figures = Mapping[str, Share]
Traced = list[tuple[str, Mapping[str, Any]]]
FLOWS = ("received", "lagging", "promised")


@dataclass(frozen=True, slots=True)
class Days:
    """A period's working days so far, in order, and the figures of each: by hall, of all halls, and G2 to G5."""

    slices: Sequence[Slice]
    sets: Mapping[str, Sequence[Mapping[str, Covered]]]
    halls: Mapping[str, Sequence[Figures]]
    together: Sequence[Figures]
    alls: Sequence[Figures]


@dataclass(frozen=True, slots=True)
class Basis:
    """What the days of a period are counted from, read once."""

    metrics: Metrics
    period: Period
    calendar: Calendar
    history: History
    duty: Duty

    def sets(self, hall: str, day: date) -> Mapping[str, Covered]:
        """Give C1, C2 and C3a of a hall on a day."""
        register = self.history.on(day)
        since = present_since(self.calendar, day)
        known = hall in register.venues
        present = present_at(register, hall, there(self.duty, hall, since, day)) if known else frozenset()
        return self.history.sets(hall, day, present)


def basis_of(metrics: Metrics, period: Period) -> Basis:
    """Read what a period's days are counted from."""
    return Basis(metrics, period, metrics.replica.calendar(), history(metrics), on_duty(metrics.sums()))


def days_of(metrics: Metrics, period: Period) -> Days:
    """Give the working days of a period until today; none before it has begun."""
    return metrics.kept(("coverage days", period.name), lambda: _days(basis_of(metrics, period)))


def _days(basis: Basis) -> Days:
    period, metrics = basis.period, basis.metrics
    cut = slices(basis.calendar, period.first, min(period.last, metrics.today()))
    names = halls(basis.history.on(cut[-1].day)) if cut else []
    sets = {hall: [basis.sets(hall, each.day) for each in cut] for hall in names}
    due, flows = due_at(basis, names), _flows(metrics, cut, names)
    published = publications(
        metrics.assessments.collection, "department", period.first.isoformat(), period.last.isoformat()
    )
    told = {
        hall: [
            quarter.hall_figures(sets[hall][n], flows[hall][n], _begun(due[hall], each), _begun(published, each))
            for n, each in enumerate(cut)
        ]
        for hall in names
    }
    summed = [quarter.together([told[hall][n] for hall in names]) for n in range(len(cut))]
    return Days(cut, sets, told, summed, _alls(basis, cut, sets, summed))


def _begun(since: Mapping[str, str], each: Slice) -> set[str]:
    """Give what had begun by the end of a slice."""
    return {unit for unit, day in since.items() if day <= each.days[-1] or day <= each.day.isoformat()}


def due_at(basis: Basis, names: Iterable[str]) -> dict[str, dict[str, str]]:
    """Give, by hall, the departments due there on any day of the period so far, each with the first such day (C4)."""
    days = each_day(basis.period.first, min(basis.period.last, basis.metrics.today()))
    found: dict[str, dict[str, str]] = {hall: {} for hall in names}
    for hall, since in found.items():
        for day in days:
            told = basis.history.sets(hall, day, frozenset())["c1"]
            for code in (*told.reached, *told.missing):
                since.setdefault(code, day.isoformat())
    return found


def _flows(metrics: Metrics, cut: Sequence[Slice], names: Iterable[str]) -> dict[str, list[dict[str, int]]]:
    """Give what happened at every hall in each slice: the sums the scores are made of, and what was found outside."""
    sums = by_venue(metrics.sums())
    found: dict[tuple[str, str], int] = {}
    for each in metrics.replica.all(OutsideHandlingFound).values():
        key = (each.hall, each.found_on.isoformat())
        found[key] = found.get(key, 0) + each.count
    return {hall: [_flow(sums.get(hall, {}), hall, found, each) for each in cut] for hall in names}


def _flow(
    days: Mapping[str, Mapping[str, int]], hall: str, outside: Mapping[tuple[str, str], int], each: Slice
) -> dict[str, int]:
    told = [with_wholes(days[day]) for day in each.days if day in days]
    facts = {name: sum(one.get(name, 0) for one in told) for name in FLOWS}
    return {**facts, "outside": sum(outside.get((hall, day), 0) for day in each.days)}


def _alls(
    basis: Basis, cut: Sequence[Slice], sets: Mapping[str, Sequence[Mapping[str, Covered]]], summed: Sequence[Figures]
) -> list[dict[str, Share]]:
    metrics, period = basis.metrics, basis.period
    received: dict[str, Traced] = {}
    for case, trace in traces(metrics, period):
        if "item" in trace:
            received.setdefault(str(trace["received"]), []).append((case, trace))
    standing = standing_still(metrics)
    minutes, ups = by_day(metrics.database, period.first, period.last), lines(metrics)
    working = frozenset(each.day.isoformat() for each in cut)
    found = []
    for n, each in enumerate(cut):
        mine = [one for day in each.days for one in received.get(day, ())]
        register = basis.history.on(each.day)
        online = {item for told in sets.values() for item in told[n]["c3a"].reached}
        answered = [minutes[day] for day in each.days if day in minutes]
        found.append(
            {
                "g2a": summed[n].get("c3a", quarter.NOTHING),
                "g2b": quarter.connected(register, linked_on(ups, each.day, basis.calendar)),
                "g2c": summed[n].get("c3b", quarter.NOTHING),
                **simpler(basis.history, register),
                "g4a": Share(sum(up for up, _ in answered), sum(asked for _, asked in answered)),
                **of_cases(mine, working, {c: why for c, why in standing.items() if received_on(c) in each.days}),
                "g4c": quarter.alike(online),
                "g5a": quarter.guides(register, each.day),
            }
        )
    return found


def simpler(history: History, register: Register) -> dict[str, Share]:
    """Give G3a to G3c: fewer steps, shorter limits, bound discretion."""
    return {name: Share(s.numerator, s.denominator) for name, s in saved(history.firsts, register).items()}


def of_cases(mine: Traced, working: frozenset[str], standing: Mapping[str, str]) -> dict[str, Share]:
    """Give G4b, G5b and G5c of the cases received in a time; `standing`: those that stand still, with the reason."""
    cases = {case for case, _ in mine} | standing.keys()
    return {
        "g4b": quarter.outside_hours([trace for _, trace in mine], working),
        "g5b": quarter.whole_chains(len(cases), standing),
        "g5c": quarter.papers(mine),
    }


def standing_still(metrics: Metrics) -> dict[str, str]:
    """Give the cases that stand still in the fold for a commit that is missing or cannot be folded."""
    return {case: why for case, why in metrics.folds.poisoned(metrics.fold).items() if len(case) == CASE_NUMBER}


def received_on(case: str) -> str:
    """Tell the day of receipt that a case's number carries."""
    return f"{case[9:13]}-{case[13:15]}-{case[15:17]}"


def traces(metrics: Metrics, period: Period) -> Traced:
    """Give the traces of what was received within a period, and of whatever else bears a day of its months."""
    months = sorted({day.isoformat()[:7].replace("-", "") for day in each_day(period.first, period.last)})
    return [each for month in months for each in metrics.folds.cases(metrics.traces, month)]
