"""What dashboards show, out of the boards: places, trends, counties, cards. Nothing is counted anew here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flask_babel import lazy_gettext as _l

from services.metrics.assessments import told
from services.metrics.assessments.places import history, within_reach
from services.metrics.assessments.views import Board, Standing, board, places_in, standing_of
from services.metrics.coverage.views import saved
from services.metrics.scoring import Period
from services.metrics.scoring.score import round_half_up
from services.metrics.service import Metrics
from shared.contracts.registry import Text, VenueRegistered
from shared.gazetteer import packaged

QUARTERS = 4
"""How many quarters a trend shows, the one asked about being the last."""

GRID = {"520422": (1, 1), "520402": (1, 2), "520403": (1, 3), "520424": (2, 1), "520423": (2, 2), "520425": (2, 3)}
"""Where each of the six counties lies on the grid, row and column, about as on a map."""


@dataclass(frozen=True, slots=True)
class County:
    """A county on the grid: its halls that are ranked, their mean total, and what was done in time there."""

    code: str
    name: Text
    row: int
    column: int
    halls: int
    ranked: int
    mean: str
    on_time: int
    settled: int


def quarters(metrics: Metrics, period: Period, count: int = QUARTERS) -> list[Period]:
    """Give the quarters of a trend, oldest first; those that no calendar covers are left out."""
    found = [period]
    while len(found) < count and within_reach(metrics, found[-1].previous()):
        found.append(found[-1].previous())
    return found[::-1]


def trend(metrics: Metrics, period: Period, kind: str) -> list[dict[str, Any]]:
    """Give every unit's totals over the quarters; where it was not ranked, there is none."""
    periods = quarters(metrics, period)
    boards = [board(metrics, each, kind) for each in periods]
    return [
        {"unit": s.unit, "name": told.both(s.name), "totals": [_total(b, s.unit) for b in boards]}
        for s in boards[-1].standings
        if any(_total(b, s.unit) for b in boards)
    ]


def _total(of: Board, unit: str) -> str:
    for each in of.standings:
        if each.unit == unit:
            return str(each.score.total) if each.score.ranked else ""
    return ""


def unit_trend(metrics: Metrics, period: Period, unit: str) -> list[dict[str, Any]]:
    """Give one unit's total, base and indicators over the quarters."""
    rows = []
    for each in quarters(metrics, period):
        _, standing = standing_of(metrics, each, unit)
        rows.append({"period": each.name, **told.total(standing.score), "components": _components(standing)})
    return rows


def _components(standing: Standing) -> dict[str, str | None]:
    return {c.indicator.id: told.decimal(c.score, 2) for c in standing.score.components}


def counties(metrics: Metrics, period: Period) -> list[County]:
    """Give the six counties with the halls that lie in them."""
    halls = board(metrics, period, "hall")
    venues = metrics.replica.all(VenueRegistered)
    groups: dict[str, list[Standing]] = defaultdict(list)
    for standing in halls.standings:
        groups[venues[standing.unit].division[:6]].append(standing)
    known = packaged()
    return [_county(code, known.name(code, metrics.today()) or Text(code, code), groups[code]) for code in GRID]


def _county(code: str, name: Text, mine: Iterable[Standing]) -> County:
    mine = list(mine)
    totals = [Fraction(str(s.score.total)) for s in mine if s.score.ranked and s.score.total is not None]
    row, column = GRID[code]
    return County(
        code=code,
        name=name,
        row=row,
        column=column,
        halls=len(mine),
        ranked=len(totals),
        mean=str(round_half_up(sum(totals, Fraction(0)) / len(totals))) if totals else "",
        on_time=sum(s.facts["on_time"] for s in mine),
        settled=sum(s.facts["settled"] for s in mine),
    )


def cards(of: Board) -> list[dict[str, Any]]:
    """Give every unit's warnings and cards, those with most red ones first; units without any are left out."""
    rows = [
        {
            "unit": s.unit,
            "name": told.both(s.name),
            **{kind: s.facts.get(kind, 0) for kind in ("warn", "yellow", "red")},
        }
        for s in of.standings
    ]
    seen = [row for row in rows if row["warn"] or row["yellow"] or row["red"]]
    return sorted(seen, key=lambda row: (-row["red"], -row["yellow"], -row["warn"], row["unit"]))


def places(of: Board) -> list[dict[str, Any]]:
    """Give the ranking with grades."""
    return [
        {
            "unit": s.unit,
            "name": told.both(s.name),
            "rank": s.rank,
            **told.total(s.score),
        }
        for s in of.standings
    ]


def indicators(of: Board) -> list[dict[str, Any]]:
    """Give each indicator over all units that it applies to: numerator, denominator, and how many units it touches."""
    rows = []
    for indicator in of.policy.sheets[of.kind].indicators:
        parts = [s.score.component(indicator.id) for s in of.standings]
        applicable = [part for part in parts if part.score is not None]
        rows.append(
            {
                "id": indicator.id,
                "name": indicator.name,
                "numerator": told.number(sum((p.numerator for p in applicable), Fraction(0))),
                "denominator": told.number(sum((p.denominator for p in applicable), Fraction(0))),
                "units": len(applicable),
            }
        )
    return rows


COVERED = {"c1": _l("部门进厅"), "c2": _l("事项进厅"), "c3a": _l("事项上网")}
SAVED = {"g3a": _l("减环节"), "g3b": _l("压时限")}


def covered(metrics: Metrics, period: Period) -> list[dict[str, Any]]:
    """Give coverage and what became simpler, as the register stood on the period's last working day."""
    halls, places = board(metrics, period, "hall").standings, places_in(metrics, period)
    sums = {
        name: (sum(s.facts.get(name, 0) for s in halls), sum(s.facts.get(f"{name}_of", 0) for s in halls))
        for name in COVERED
    }
    simpler = saved(history(metrics).firsts, places.register)
    sums |= {name: (simpler[name].numerator, simpler[name].denominator) for name in SAVED}
    return [
        {"name": name, "label": label, "numerator": sums[name][0], "denominator": sums[name][1]}
        for name, label in {**COVERED, **SAVED}.items()
    ]


def live(metrics: Metrics, period: Period) -> dict[str, int]:
    """Give the figures that move: all departments' counts and cohort together."""
    names = ("received", "on_time", "settled", "late", "overdue", "pending", "ratings", "complaints", "yellow", "red")
    standings = board(metrics, period).standings
    return {name: sum(s.facts.get(name, 0) for s in standings) for name in names}
