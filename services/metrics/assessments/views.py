"""The board of a period: every unit's facts, score and rank.

A board is a pure function of the fold's sums, the register as it held, the day and a policy; a draft policy makes
another board from the same facts and leaves no trace (what-if).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from services.metrics.anti_gaming.merging import merged_cases, without
from services.metrics.assessments.places import places_on
from services.metrics.coverage.daily import basis_of, due_at
from services.metrics.facts import DaySums, by_department, by_venue, period_sums
from services.metrics.facts.register_facts import (
    Places,
    department_facts,
    hall_facts,
    hall_of,
    halls,
    point_facts,
)
from services.metrics.facts.sums import with_wholes
from services.metrics.policies.in_force import policy_for
from services.metrics.publishing.views import publications
from services.metrics.scoring import KINDS, Period, Policy, Score, ranked, score
from services.metrics.scoring.period import period_of
from services.metrics.service import Metrics
from shared.contracts import Rejected
from shared.contracts.registry import Text
from shared.journal.casefold import digest_of

ALL_TIME = (date(2000, 1, 1), date(2200, 12, 31))


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit in a period: its named facts, and of these the sums of its cases by day, within the period."""

    unit: str
    name: Text
    facts: Mapping[str, int]
    days: DaySums
    score: Score
    rank: int | None


@dataclass(frozen=True, slots=True)
class Board:
    """All units of a kind in a period, in order of rank. `live`: the period has not ended, figures still move.

    `register_day`: the day on which the register was read.
    """

    period: Period
    kind: str
    today: date
    register_day: date
    policy: Policy
    standings: tuple[Standing, ...]
    digest: str
    fold: str

    @property
    def live(self) -> bool:
        """Whether cases of the period may still come due."""
        return self.today <= self.period.last

    def standing(self, unit: str) -> Standing:
        """Give a unit's standing.

        Raises:
            Rejected: `unknown_department`.
        """
        for each in self.standings:
            if each.unit == unit:
                return each
        raise Rejected("unknown_department", f"there is no department or place {unit}", status=404)


def board(metrics: Metrics, period: Period, kind: str = "department", policy: Policy | None = None) -> Board:
    """Read a period's board of a kind of unit as it stands today, by the policy in force or a given one.

    Raises:
        Rejected: `unknown_kind`; `scores_growing` as `Metrics.sums`.
    """
    if kind not in KINDS:
        raise Rejected("unknown_kind", f"sheets are {', '.join(KINDS)}", status=404)
    used = policy or policy_for(metrics, period.first.isoformat())
    key = ("board", period.name, kind, used.hash, merged_cases(metrics))
    return metrics.kept(key, lambda: _board(metrics, period, kind, used))


def _board(metrics: Metrics, period: Period, kind: str, policy: Policy) -> Board:
    today, sums = metrics.today(), without(metrics, metrics.sums(), merged_cases(metrics))
    places = places_in(metrics, period)
    names = names_of(places, kind)
    days = by_department(sums) if kind == "department" else by_venue(sums)
    units = sorted(names.keys() | days.keys()) if kind == "department" else sorted(names)
    told = _register_facts(metrics, period, kind, places, policy)
    facts = {
        unit: period_sums(days.get(unit, {}), period.first, period.last, today) | told.get(unit, {}) for unit in units
    }
    ranks = ranked({unit: score(policy, facts[unit], kind) for unit in units})
    standings = tuple(
        Standing(p.unit, name_of(names, p.unit), facts[p.unit], _within(days.get(p.unit, {}), period), p.score, p.rank)
        for p in ranks
    )
    return Board(period, kind, today, places.day, policy, standings, digest_of(sums), metrics.fold)


def places_in(metrics: Metrics, period: Period) -> Places:
    """Give the register as it held in a period, and who was at work."""
    return metrics.kept(("places", period.name), lambda: places_on(metrics, period, metrics.today(), metrics.sums()))


def _register_facts(
    metrics: Metrics, period: Period, kind: str, places: Places, policy: Policy
) -> dict[str, dict[str, int]]:
    if kind == "department":
        return department_facts(places)
    if kind == "point":
        return point_facts(places)
    found = hall_facts(places)
    if "point" not in policy.sheets:
        return found
    for hall, told in points_of_halls(board(metrics, period, "point", policy), places).items():
        found[hall] |= told
    for hall, told in assessed_of_halls(metrics, period, places).items():
        found[hall] |= told
    return found


def assessed_of_halls(metrics: Metrics, period: Period, places: Places) -> dict[str, dict[str, int]]:
    """Give C4 of every hall: departments due there on any day so far, and those with a result published within it."""
    first, last = period.first.isoformat(), period.last.isoformat()
    published = publications(metrics.assessments.collection, "department", first, last).keys()
    due = due_at(basis_of(metrics, period), halls(places.register))
    return {hall: {"c4": len(units.keys() & published), "c4_of": len(units)} for hall, units in due.items() if units}


def points_of_halls(points: Board, places: Places) -> dict[str, dict[str, int]]:
    """Give, by hall, how many of its points are ranked, and their totals added up in hundredths (H08)."""
    found: dict[str, dict[str, int]] = {}
    for standing in points.standings:
        hall = hall_of(places.register, places.register.venues[standing.unit])
        total = standing.score.total
        if standing.score.ranked and total is not None and hall in places.register.venues:
            mine = found.setdefault(hall, {"points": 0, "point_hundredths": 0})
            mine["points"] += 1
            mine["point_hundredths"] += int(total * 100)
    return found


def names_of(places: Places, kind: str) -> dict[str, Text]:
    """Give the registered units of a kind with their names."""
    if kind == "department":
        return {code: each.name for code, each in places.register.departments.items()}
    return {key: venue.name for key, venue in places.register.venues.items() if venue.kind == kind}


def kind_of(metrics: Metrics, period: Period, unit: str) -> str:
    """Tell which sheet a unit is scored by; what is no venue of the register is taken for a department."""
    venue = places_in(metrics, period).register.venues.get(unit)
    return venue.kind if venue else "department"


def standing_of(metrics: Metrics, period: Period, unit: str, policy: Policy | None = None) -> tuple[Board, Standing]:
    """Give a unit's standing and the board it stands on.

    Raises:
        Rejected: `unknown_department`.
    """
    found = board(metrics, period, kind_of(metrics, period, unit), policy)
    return found, found.standing(unit)


def _within(days: DaySums, period: Period) -> DaySums:
    first, last = period.first.isoformat(), period.last.isoformat()
    return {day: with_wholes(days[day]) for day in sorted(days) if first <= day <= last}


def department_names(metrics: Metrics) -> dict[str, Text]:
    """Give the registered departments' names by code."""
    return {department.code: department.name for department in metrics.replica.departments()}


def name_of(names: Mapping[str, Text], unit: str) -> Text:
    """Give a unit's name; one that is not in the register yet goes by its code."""
    return names.get(unit) or Text(unit, unit)


def default_period(metrics: Metrics) -> Period:
    """Give the present quarter, or where nothing is known of it yet, the one in which most cases were due."""
    present = period_of(metrics.today())
    known: Counter[Period] = Counter()
    for days in by_department(metrics.sums()).values():
        for day, sums in days.items():
            told = with_wholes(sums)
            known[period_of(date.fromisoformat(day))] += told["due"] + told["instant"]
    return present if present in known or not known else max(known, key=lambda period: known[period])
