"""A quarter's coverage as data: every hall's C1 to C4, G1 to G5 of all, each with what is missing by name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from fractions import Fraction
from typing import Any

from services.metrics.anti_gaming.traces import Traces
from services.metrics.assessments.views import board, places_in
from services.metrics.coverage import quarter
from services.metrics.coverage.availability import between
from services.metrics.coverage.quarter import Share
from services.metrics.coverage.views import percent, savings
from services.metrics.facts.register_facts import Places
from services.metrics.publishing.views import published_within
from services.metrics.scoring import Period
from services.metrics.service import Metrics

Document = dict[str, Any]
Traced = list[tuple[str, Mapping[str, Any]]]

MOST_MISSING = 200
"""So many missing members are named; what is beyond is counted."""

ONE_DAY = timedelta(days=1)


def coverage_of(metrics: Metrics, period: Period) -> Document:
    """Give the coverage of a quarter, hall by hall and together, with G1 to G5."""
    places = places_in(metrics, period)
    first, last = period.first.isoformat(), period.last.isoformat()
    published = published_within(metrics.assessments.collection, "department", first, last)
    standings = board(metrics, period, "hall").standings
    figures = {s.unit: quarter.hall_figures(places, s.unit, s.facts, published) for s in standings}
    names = {s.unit: {"zh": s.name.zh, "en": s.name.en} for s in standings}
    summed = quarter.together(list(figures.values()))
    return {
        "period": period.name,
        "register_day": places.day.isoformat(),
        "halls": [{"hall": hall, "name": names[hall], **_hall(each, places)} for hall, each in figures.items()],
        "together": _hall(summed, places) if summed else None,
        "alls": alls(metrics, period, places, summed),
        "availability": _minutes(metrics, period),
    }


def _hall(figures: Mapping[str, Share], places: Places) -> Document:
    told = {name: share(each, places) for name, each in figures.items()}
    return {**told, "c3": percent(quarter.c3(figures)), "whole": quarter.whole(figures)}


def alls(metrics: Metrics, period: Period, places: Places, summed: Mapping[str, Share]) -> Document:
    """Give G1 to G5; G3 comes from the register's versions, G2a and G2c are C3a and C3b by another name."""
    traced = traces(metrics, period)
    mine = [(case, trace) for case, trace in traced if _within(trace, period)]
    saved = savings(metrics.replica, places.register)
    shares = {
        "g2a": summed.get("c3a", quarter.NOTHING),
        "g2b": quarter.connected(places, [trace for _, trace in traced]),
        "g2c": summed.get("c3b", quarter.NOTHING),
        "g4a": _available(metrics, period),
        "g4b": quarter.outside_hours([trace for _, trace in mine], working_days(metrics, period)),
        "g4c": quarter.alike(places, [s.unit for s in board(metrics, period, "hall").standings]),
        "g5a": quarter.guides(places),
        "g5b": quarter.whole_chains(len([1 for _, t in mine if "item" in t]), metrics.folds.poisoned(metrics.fold)),
        "g5c": quarter.papers(mine),
    }
    told = {name: share(each, places) for name, each in shares.items()}
    return {**told, **{name: {**each, "missing": [], "list": "", "more": 0} for name, each in saved.items()}}


def share(told: Share, places: Places) -> Document:
    """Give a figure with what is missing by name; `percent` null: not applicable."""
    missing = list(told.missing.items())
    return {
        "numerator": told.numerator,
        "denominator": told.denominator,
        "percent": percent(told.ratio),
        "missing": [{"code": code, "name": _named(places, code), "why": why} for code, why in missing[:MOST_MISSING]],
        "more": max(len(missing) - MOST_MISSING, 0),
        "list": told.list,
    }


def traces(metrics: Metrics, period: Period) -> Traced:
    """Give the traces of the year of a period and of what bears no day."""
    fold = f"{Traces.name}@{metrics.aliases.version(Traces.name, Traces.version)}"
    return [each for prefix in (str(period.first.year), "other") for each in metrics.folds.cases(fold, prefix)]


def working_days(metrics: Metrics, period: Period) -> frozenset[str]:
    """Give a period's working days."""
    calendar, day, found = metrics.replica.calendar(), period.first, set()
    while day <= period.last:
        if calendar.is_working_day(day):
            found.add(day.isoformat())
        day += ONE_DAY
    return frozenset(found)


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


def _named(places: Places, code: str) -> Document:
    register = places.register
    known = register.departments.get(code) or register.items.get(code) or register.venues.get(code)
    return {"zh": known.name.zh, "en": known.name.en} if known else {"zh": code, "en": code}
