"""What is behind a number: the cases on a unit's list in a period, with their facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from services.metrics.anti_gaming.merging import marked
from services.metrics.facts import LISTS, listed
from services.metrics.facts.cells import CASE_NUMBER
from services.metrics.facts.lists import complaints, list_of
from services.metrics.facts.place_facts import venues_of
from services.metrics.scoring import Period
from services.metrics.service import Metrics
from shared.contracts import Rejected


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case on a list, or another key such as a venue's day, with its facts and the division it belongs to."""

    case: str
    facts: Mapping[str, Any]
    division: str


def division_of(case: str, facts: Mapping[str, Any], venues: Mapping[str, str], unit: str = "") -> str:
    """Tell the division of a case by its number, of a complaint by what it says, of anything else by its venue.

    A complaint that was sent on is, for a `unit` with which it lay before, of the division it lay in then.
    """
    if len(case) == CASE_NUMBER:
        return case[:9]
    told = complaints(facts)
    earlier = (hold.division for each in told for hold in each.before if unit and unit in (hold.department, hold.venue))
    placed = (venues[venue] for venue in venues_of(facts) if venue in venues)
    return next((each for each in (*earlier, *(voice.division for voice in told), *placed) if each), "")


def cases_behind(metrics: Metrics, unit: str, list_name: str, period: Period) -> list[CaseRow]:
    """Give the cases on a unit's list in a period, by case number.

    Raises:
        Rejected: `unknown_list`.
    """
    if not list_of(list_name):
        raise Rejected("unknown_list", f"lists are {', '.join(LISTS)}, or a named fact", status=404)
    first, last, today = (day.isoformat() for day in (period.first, period.last, metrics.today()))
    rows = cases_of(metrics, unit, period)
    return sorted(
        (row for row in rows if listed(list_name, row.facts, unit, first, last, today)), key=lambda row: row.case
    )


def cases_of(metrics: Metrics, unit: str, period: Period) -> Iterator[CaseRow]:
    """Give the facts of all cases that lie beside one that counts for a unit in a period; sort them out further."""
    first, last = period.first.isoformat(), period.last.isoformat()
    venues = {venue.id: venue.division for venue in metrics.replica.venues()}

    def wanted(key: str) -> bool:
        units, day, _ = key.rsplit("|", 2)
        return first <= day <= last and unit in units.split("@")

    for case, facts in marked(metrics, metrics.folds.cases_adding(metrics.fold, wanted)):
        yield CaseRow(case, facts, division_of(case, facts, venues, unit))
