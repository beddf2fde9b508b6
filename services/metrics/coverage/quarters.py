"""A quarter's coverage as data: every hall's C1 to C4, G1 to G5 of all, each with what is missing by name, and with its
average over the working days (A-2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from services.metrics.assessments.places import history
from services.metrics.assessments.views import board, places_in
from services.metrics.coverage import daily, quarter
from services.metrics.coverage.availability import between
from services.metrics.coverage.daily import Days
from services.metrics.coverage.days import Average, average, averages, slices
from services.metrics.coverage.quarter import Share
from services.metrics.coverage.views import percent, savings
from services.metrics.facts.register_facts import Places
from services.metrics.publishing.views import publications
from services.metrics.scoring import Period
from services.metrics.service import Metrics

Document = dict[str, Any]

MOST_MISSING = 200
"""So many missing members are named; what is beyond is counted."""

HALL_FIGURES = ("c1", "c2", "c2b", "c3", "c3a", "c3b", "c3c", "c4")


def coverage_of(metrics: Metrics, period: Period) -> Document:
    """Give the coverage of a quarter, hall by hall and together, with G1 to G5."""
    places, days = places_in(metrics, period), daily.days_of(metrics, period)
    basis = daily.basis_of(metrics, period)
    standings = board(metrics, period, "hall").standings
    due = daily.due_at(basis, [s.unit for s in standings])
    first, last = period.first.isoformat(), period.last.isoformat()
    published = publications(metrics.assessments.collection, "department", first, last)
    figures = {
        s.unit: quarter.hall_figures(basis.sets(s.unit, places.day), s.facts, due[s.unit], published) for s in standings
    }
    names = {s.unit: {"zh": s.name.zh, "en": s.name.en} for s in standings}
    summed = quarter.named_together(figures)
    return {
        "period": period.name,
        "register_day": places.day.isoformat(),
        "working_days": len(days.slices),
        "halls": [
            {"hall": hall, "name": names[hall], **_hall(each, days.halls.get(hall, ()), places)}
            for hall, each in figures.items()
        ],
        "together": _hall(summed, days.together, places) if summed else None,
        "alls": alls(metrics, period, places, summed, days),
        "availability": _minutes(metrics, period),
    }


def _hall(figures: Mapping[str, Share], days: Sequence[Mapping[str, Share]], places: Places) -> Document:
    means = averages(days)
    told = {name: share(each, places, means.get(name)) for name, each in figures.items()}
    return {
        **told,
        "c3": percent(figures["c3"].ratio),
        "c3_average": told["c3"]["average"],
        "whole": quarter.whole(figures),
        "whole_days": sum(quarter.whole(each) for each in days),
    }


def alls(metrics: Metrics, period: Period, places: Places, summed: Mapping[str, Share], days: Days) -> Document:
    """Give G1 to G5; G3 comes from the register's versions, G2a and G2c are C3a and C3b by another name."""
    mine = [(case, trace) for case, trace in daily.traces(metrics, period) if _within(trace, period)]
    working = frozenset(e.day.isoformat() for e in slices(metrics.replica.calendar(), period.first, period.last))
    standing = {
        case: why
        for case, why in daily.standing_still(metrics).items()
        if period.first.isoformat() <= daily.received_on(case) <= period.last.isoformat()
    }
    known = history(metrics)
    sets = [known.sets(s.unit, places.day, frozenset()) for s in board(metrics, period, "hall").standings]
    shares = {
        "g2a": summed.get("c3a", quarter.NOTHING),
        "g2b": quarter.connected(places.register, places.linked),
        "g2c": summed.get("c3b", quarter.NOTHING),
        "g4a": _available(metrics, period),
        **daily.of_cases(mine, working, standing),
        "g4c": quarter.alike(item for told in sets for item in told["c3a"].reached),
        "g5a": quarter.guides(places.register, places.day),
    }
    means = averages(days.alls)
    told = {name: share(each, places, means.get(name)) for name, each in shares.items()}
    saved = savings(metrics.replica, places.register)
    nothing = {"missing": [], "list": "", "more": 0}
    return {**told, **{n: {**each, **nothing, "average": mean(means.get(n))} for n, each in saved.items()}}


def mean(told: Average | None) -> Document:
    """Give an average over working days: in percent and exact, over how many of how many days; null: not applicable."""
    told = told or average(())
    exact = None if told.mean is None else str(told.mean)
    return {"percent": percent(told.mean), "exact": exact, "days": told.days, "of": told.of}


def share(told: Share, places: Places, over_days: Average | None = None) -> Document:
    """Give a figure with what is missing by name; `percent` null: not applicable."""
    missing = list(told.missing.items())
    return {
        "numerator": told.numerator,
        "denominator": told.denominator,
        "percent": percent(told.ratio),
        "missing": [{"code": code, "name": _named(places, code), "why": why} for code, why in missing[:MOST_MISSING]],
        "more": max(len(missing) - MOST_MISSING, 0),
        "list": told.list,
        "average": mean(over_days),
    }


def _within(trace: Mapping[str, Any], period: Period) -> bool:
    return period.first.isoformat() <= str(trace.get("received", "")) <= period.last.isoformat()


def _available(metrics: Metrics, period: Period) -> Share:
    told = between(metrics.database, period.first, period.last).values()
    return Share(sum(each.up for each in told), sum(each.asked for each in told))


def _minutes(metrics: Metrics, period: Period) -> list[Document]:
    return [
        {
            "service": service,
            "asked": each.asked,
            "up": each.up,
            "percent": percent(Fraction(each.up, each.asked) if each.asked else None),
            "down": list(each.down[-MOST_MISSING:]),
        }
        for service, each in between(metrics.database, period.first, period.last).items()
    ]


def _named(places: Places, told: str) -> Document:
    """Name a member; one of several halls put together (`<hall>/<code>`) after its hall."""
    register, (hall, _, code) = places.register, told.rpartition("/")
    if hall:
        where, what = _named(places, hall), _named(places, code)
        return {"zh": f"{where['zh']}：{what['zh']}", "en": f"{where['en']}: {what['en']}"}
    known = register.departments.get(code) or register.items.get(code) or register.venues.get(code)
    return {"zh": known.name.zh, "en": known.name.en} if known else {"zh": code, "en": code}
