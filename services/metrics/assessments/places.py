"""The register as it held on a period's last working day, read from the service's own copy."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from services.metrics.coverage.sets import Register
from services.metrics.facts.register_facts import Places, halls, present_at
from services.metrics.scoring import Period
from services.metrics.service import Metrics
from shared.contracts.duties import (
    AdmissionStated,
    ExemptionApproved,
    OutsideHandlingFound,
    ProxyCatalogPublished,
    StationingStated,
)
from shared.contracts.registry import DepartmentRegistered, ItemPublished, VenueRegistered
from shared.contracts.venues import DivisionRegistered
from shared.gazetteer import gazetteer_of
from shared.timekeeping import Calendar, end_of

PRESENT_WITHIN = 20
"""Working days within which somebody must have been at work for a department to count as there (C1)."""


def places_on(metrics: Metrics, period: Period, today: date, sums: Mapping[str, int]) -> Places:
    """Read what the register said on the period's last working day, or says today while the period runs."""
    calendar = metrics.replica.calendar()
    day = last_working_day(calendar, min(period.last, today))
    register = register_on(metrics, day)
    since = calendar.working_days_before(day, PRESENT_WITHIN).isoformat()
    duty = on_duty(sums, since, day.isoformat())
    return Places(
        register=register,
        day=day,
        gazetteer=gazetteer_of(metrics.replica.all(DivisionRegistered).values()),
        catalogs=metrics.replica.all(ProxyCatalogPublished),
        present={hall: present_at(register, hall, duty.get(hall, ())) for hall in halls(register)},
        outside=tuple(
            each
            for each in metrics.replica.all(OutsideHandlingFound).values()
            if period.first <= each.found_on <= min(period.last, today)
        ),
    )


def register_on(metrics: Metrics, day: date) -> Register:
    """Read the register as it had been recorded by the end of a day; of items, the version in force on it."""
    moment, replica = end_of(day), metrics.replica
    newest = {kind: {k: told[-1] for k, told in replica.as_of(kind, moment).items()} for kind in KINDS}
    items = replica.as_of(ItemPublished, moment)
    return Register(
        departments=newest[DepartmentRegistered],  # type: ignore[arg-type]
        items={code: _in_force(told, day) for code, told in items.items()},
        venues=newest[VenueRegistered],  # type: ignore[arg-type]
        stationings=newest[StationingStated],  # type: ignore[arg-type]
        exemptions=newest[ExemptionApproved],  # type: ignore[arg-type]
        admissions=newest[AdmissionStated],  # type: ignore[arg-type]
    )


KINDS = (DepartmentRegistered, VenueRegistered, StationingStated, ExemptionApproved, AdmissionStated)


def _in_force(told: list[ItemPublished], day: date) -> ItemPublished:
    begun = [item for item in told if item.effective_from <= day]
    return (begun or told)[-1]


def last_working_day(calendar: Calendar, day: date) -> date:
    """Give the last working day not later than a day."""
    return calendar.working_days_before(day + timedelta(days=1), 1)


def on_duty(sums: Mapping[str, int], since: str, until: str) -> dict[str, set[str]]:
    """Give, by venue, the departments with somebody at work between two days, both included."""
    found: dict[str, set[str]] = {}
    for key in sums:
        units, day, name = key.rsplit("|", 2)
        if name == "duty_met" and since <= day <= until:
            department, venue = units.split("@")
            found.setdefault(venue, set()).add(department)
    return found
