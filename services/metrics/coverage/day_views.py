"""A figure day by day, and one day of it down to its members and cases: what an average is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from services.metrics.assessments.behind import CaseRow, cases_behind
from services.metrics.assessments.places import history
from services.metrics.assessments.views import places_in
from services.metrics.coverage import daily, quarters
from services.metrics.coverage.daily import Days, Figures
from services.metrics.coverage.days import Slice, average
from services.metrics.coverage.quarter import NOTHING
from services.metrics.coverage.sets import Covered
from services.metrics.coverage.views import covered, percent
from services.metrics.scoring import Period
from services.metrics.service import Metrics
from shared.contracts import Rejected

Document = dict[str, Any]
Sees = Callable[[CaseRow], bool]

OF_ALL = ("g2a", "g2b", "g2c", "g3a", "g3b", "g3c", "g4a", "g4b", "g4c", "g5a", "g5b", "g5c")
CASES = {"c2b": ("received",), "c3b": ("received", "lagging"), "c3c": ("promised",)}
"""The lists of cases that a day of a figure opens to."""


def days(metrics: Metrics, period: Period, figure: str, hall: str) -> Document:
    """Give a figure on every working day of a period so far, with their mean.

    Raises:
        Rejected: `unknown_figure`, `unknown_department`.
    """
    found = daily.days_of(metrics, period)
    shares = [each.get(figure, NOTHING) for each in _figures(found, figure, hall)]
    return {
        "period": period.name,
        "figure": figure,
        "hall": hall,
        "average": quarters.mean(average(shares)),
        "days": [
            {
                **_of_slice(each),
                "numerator": share.numerator,
                "denominator": share.denominator,
                "percent": percent(share.ratio),
                "lacking": max(share.denominator - share.numerator, 0),
            }
            for each, share in zip(found.slices, shares, strict=True)
        ],
    }


def day(metrics: Metrics, period: Period, on: date, figure: str, hall: str, sees: Sees) -> Document:
    """Give one working day of a figure: who is covered, who is not and why, who is exempt, and the cases it counts.

    Without a hall, every hall's own figure. `sees`: which cases the reader may know by number.

    Raises:
        Rejected: `unknown_figure`, `unknown_department`, `not_counted`: it is no working day of the period so far.
    """
    found = daily.days_of(metrics, period)
    figures = _figures(found, figure, hall)
    at = next((n for n, each in enumerate(found.slices) if each.day == on), None)
    if at is None:
        raise Rejected("not_counted", "this is no working day of the period so far", "A-2", status=404)
    cut, places = found.slices[at], places_in(metrics, period)
    told = quarters.share(figures[at].get(figure, NOTHING), places)
    sets = found.sets.get(hall, ())
    members: Mapping[str, Covered] = sets[at] if sets else {}
    register = history(metrics).on(on)
    return {
        **_of_slice(cut),
        "period": period.name,
        "figure": figure,
        "hall": hall,
        **{name: told[name] for name in ("numerator", "denominator", "percent", "missing", "more")},
        "members": covered(register, members[figure]) if figure in members else None,
        "halls": [] if hall else _halls(found, at, figure, places),
        "cases": _cases(metrics, cut, figure, hall, sees),
    }


def _figures(found: Days, figure: str, hall: str) -> Sequence[Figures]:
    if figure in OF_ALL and not hall:
        return found.alls
    if figure not in quarters.HALL_FIGURES:
        raise Rejected("unknown_figure", f"figures are {', '.join((*quarters.HALL_FIGURES, *OF_ALL))}", status=404)
    if hall and found.slices and hall not in found.halls:
        raise Rejected("unknown_department", f"there is no hall {hall}", status=404)
    return found.halls.get(hall, ()) if hall else found.together


def _of_slice(each: Slice) -> Document:
    return {"day": each.day.isoformat(), "first": each.days[0], "last": max(each.days[-1], each.day.isoformat())}


def _halls(found: Days, at: int, figure: str, places: Any) -> list[Document]:
    if figure not in quarters.HALL_FIGURES:
        return []
    told = {hall: quarters.share(each[at][figure], places) for hall, each in found.halls.items()}
    names = {hall: places.register.venues[hall].name for hall in told if hall in places.register.venues}
    return [
        {
            "hall": hall,
            "name": {"zh": names[hall].zh, "en": names[hall].en} if hall in names else {"zh": hall, "en": hall},
            **{name: each[name] for name in ("numerator", "denominator", "percent")},
        }
        for hall, each in told.items()
    ]


def _cases(metrics: Metrics, cut: Slice, figure: str, hall: str, sees: Sees) -> list[Document]:
    """Give the cases a day of a hall's figure counts; those registered late are marked."""
    if not hall or figure not in CASES:
        return []
    within = Period(cut.day.isoformat(), date.fromisoformat(cut.days[0]), date.fromisoformat(_of_slice(cut)["last"]))
    lists = {name: cases_behind(metrics, hall, name, within) for name in CASES[figure]}
    late = {row.case for row in lists.get("lagging", ())}
    return [{"case": row.case, "late": row.case in late} for row in lists[CASES[figure][0]] if sees(row)]
