"""The register as it held on a period's last working day, read from the service's own copy."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from datetime import date, timedelta

from services.metrics.anti_gaming.traces import LINES_CELL
from services.metrics.coverage.history import KINDS, History
from services.metrics.coverage.lines import Lines, lines_of, linked_on
from services.metrics.facts.register_facts import Places, halls, present_at
from services.metrics.scoring import Period
from services.metrics.scoring.period import period_of
from services.metrics.service import Metrics
from shared.contracts.duties import OutsideHandlingFound, ProxyCatalogPublished
from shared.contracts.venues import DivisionRegistered
from shared.gazetteer import gazetteer_of
from shared.timekeeping import Calendar

PRESENT_WITHIN = 20
"""Working days within which somebody must have been at work for a department to count as there (C1)."""

DUTY = "|duty_met"
Duty = Mapping[str, Mapping[str, list[str]]]
"""By venue and department: the days on which somebody was at work."""


def places_on(metrics: Metrics, period: Period, today: date, sums: Mapping[str, int]) -> Places:
    """Read what the register said on the period's last working day, or says today while the period runs."""
    calendar = metrics.replica.calendar()
    day = last_working_day(calendar, min(period.last, today))
    register = history(metrics).on(day)
    duty = on_duty(sums)
    since = present_since(calendar, day)
    return Places(
        register=register,
        day=day,
        gazetteer=gazetteer_of(metrics.replica.all(DivisionRegistered).values()),
        catalogs=metrics.replica.all(ProxyCatalogPublished),
        present={hall: present_at(register, hall, there(duty, hall, since, day)) for hall in halls(register)},
        outside=tuple(
            each
            for each in metrics.replica.all(OutsideHandlingFound).values()
            if period.first <= each.found_on <= min(period.last, today)
        ),
        linked=linked_on(lines(metrics), day, calendar),
    )


def within_reach(metrics: Metrics, period: Period) -> bool:
    """Tell whether a quarter is worth leading to: a calendar covers it, and it is not later than the next one."""
    first = min(metrics.replica.calendar().years, default=period.first.year)
    return first <= period.first.year and period.first <= period_of(metrics.today()).next().first


def present_since(calendar: Calendar, day: date) -> date:
    """Give the first of the twenty working days that end with a day; the day itself is one of them (A-2)."""
    return calendar.working_days_before(day + timedelta(days=1), PRESENT_WITHIN)


def history(metrics: Metrics) -> History:
    """Give the register day by day, read once as long as nothing was stated."""
    return metrics.kept_of_register(
        "history", lambda: History({name: metrics.replica.recorded(kind) for name, kind in KINDS.items()})
    )


def lines(metrics: Metrics) -> Lines:
    """Give what is known of every line, from the heartbeats of the devices at windows and points."""
    return lines_of(trace for _, trace in metrics.folds.cases(metrics.traces, LINES_CELL))


def last_working_day(calendar: Calendar, day: date) -> date:
    """Give the last working day not later than a day."""
    return calendar.working_days_before(day + timedelta(days=1), 1)


def on_duty(sums: Mapping[str, int]) -> Duty:
    """Give, by venue and department, the days on which somebody was at work, in order."""
    found: dict[str, dict[str, list[str]]] = {}
    for key in sums:
        if key.endswith(DUTY):
            units, day, _ = key.rsplit("|", 2)
            department, venue = units.split("@")
            found.setdefault(venue, {}).setdefault(department, []).append(day)
    return {venue: {code: sorted(days) for code, days in each.items()} for venue, each in found.items()}


def there(duty: Duty, venue: str, since: date, until: date) -> frozenset[str]:
    """Give the departments with somebody at work at a venue between two days, both included."""
    first, last = since.isoformat(), until.isoformat()
    return frozenset(
        code for code, days in duty.get(venue, {}).items() if bisect_left(days, first) < bisect_right(days, last)
    )
