"""Coverage as the service's copy of the register has it: the sets of every hall on a day, as JSON-ready data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from services.metrics.coverage.savings import Saved, Versions, bound_discretion, fewer_steps, shorter_limits
from services.metrics.coverage.sets import (
    Covered,
    Register,
    departments_in_hall,
    items_in_hall,
    items_online,
    together,
)
from shared.contracts.duties import AdmissionStated, ExemptionApproved, StationingStated
from shared.contracts.registry import DepartmentRegistered, ItemPublished, VenueRegistered
from shared.replica import Replica

Document = dict[str, Any]
SETS = ("c1", "c2", "c3a")


def register_of(replica: Replica) -> Register:
    """Read what coverage needs of the register."""
    return Register(
        departments=replica.all(DepartmentRegistered),
        items=replica.all(ItemPublished),
        venues=replica.all(VenueRegistered),
        stationings=replica.all(StationingStated),
        exemptions=replica.all(ExemptionApproved),
        admissions=replica.all(AdmissionStated),
    )


def coverage(replica: Replica, day: date, hall: str = "", division: str = "") -> Document:
    """Give the sets of the halls asked for, one by one and together, with the names of their members."""
    register = register_of(replica)
    halls = {
        key: venue
        for key, venue in register.venues.items()
        if venue.kind == "hall" and hall in ("", key) and venue.division.startswith(division)
    }
    found = {key: sets_of(register, key, day) for key in halls}
    return {
        "day": day.isoformat(),
        "attendance_counted": False,
        "halls": [{"hall": key, "name": _name(halls[key]), **_told(register, sets)} for key, sets in found.items()],
        "together": _told(register, {c: together({key: sets[c] for key, sets in found.items()}) for c in SETS}),
        "savings": savings(replica, register),
    }


def _told(register: Register, sets: Mapping[str, Covered]) -> Document:
    """Give sets as data; C1 is whole only where somebody was at work too, which is not counted yet."""
    told = {name: covered(register, each) for name, each in sets.items()}
    return {**told, "c1": {**told["c1"], "whole": None}}


def sets_of(register: Register, hall: str, day: date) -> Mapping[str, Covered]:
    """Give the three sets of a hall."""
    return {
        "c1": departments_in_hall(register, hall, day),
        "c2": items_in_hall(register, hall, day),
        "c3a": items_online(register, hall, day),
    }


def covered(register: Register, told: Covered) -> Document:
    """Give a set with its ratio and the names of its members."""
    return {
        "numerator": told.numerator,
        "denominator": told.denominator,
        "percent": percent(told.ratio),
        "whole": told.ratio == 1,
        "exempt_percent": percent(told.exempt_ratio),
        "missing": [{**_member(register, code), "why": why} for code, why in told.missing.items()],
        "exempt": [{**_member(register, code), **_leave(register, leave)} for code, leave in told.exempt.items()],
        "reached": [_member(register, code) for code in told.reached],
    }


def savings(replica: Replica, register: Register) -> Document:
    """Give G3a, G3b and G3c over all items of the register."""
    firsts = {code: told[0][1] for code, told in replica.recorded(ItemPublished).items()}
    return {name: _saved(each) for name, each in saved(firsts, register).items()}


def saved(firsts: Mapping[str, ItemPublished], register: Register) -> dict[str, Saved]:
    """Give G3a, G3b and G3c; `firsts`: every item's first version, which is the baseline."""
    versions: Versions = {code: (firsts.get(code, now), now) for code, now in register.items.items()}
    return {
        "g3a": fewer_steps(versions),
        "g3b": shorter_limits(register.items.values()),
        "g3c": bound_discretion(register.items.values()),
    }


def percent(share: Fraction | None) -> str | None:
    """Give a share in percent with two decimals, rounded half up; None where there is none."""
    if share is None:
        return None
    hundredths = (share * 10_000 + Fraction(1, 2)).__floor__()
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def _saved(told: Saved) -> Document:
    return {
        "numerator": told.numerator,
        "denominator": told.denominator,
        "percent": percent(told.ratio),
        "items": list(told.items),
    }


def _member(register: Register, code: str) -> Document:
    hall, _, key = code.rpartition("/")
    known = register.departments.get(key) or register.items.get(key)
    return {"code": key, "hall": hall, "name": _name(known) if known else {"zh": key, "en": key}}


def _leave(register: Register, leave: str) -> Document:
    """Tell who gave leave, on which paper, and from which day its subject counts again (G9)."""
    found = register.exemptions[leave]
    return {
        "exemption": leave,
        "approved_by": found.approved_by,
        "document_no": found.document_no,
        "counts_again_on": found.effective_to.isoformat(),
    }


def _name(known: DepartmentRegistered | ItemPublished | VenueRegistered) -> Document:
    return {"zh": known.name.zh, "en": known.name.en}
