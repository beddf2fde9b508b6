"""Who may look behind the figures: at single cases and their histories.

Figures are public; cases are for those who hold `history.read`, within their jurisdiction. Reviewers and approvers
see their own department's cases only, auditors, assessors and administrators those of their divisions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from services.metrics.service import Metrics
from shared.contracts import Rejected
from shared.contracts.registry import DepartmentRegistered, VenueRegistered
from shared.identity.access import current_identity, require_identity
from shared.identity.identity import Identity, division_allowed


class Row(Protocol):
    """A case on a list."""

    @property
    def case(self) -> str:
        """Its number, or another key."""

    @property
    def division(self) -> str:
        """The division it belongs to."""


OWN_UNIT_ONLY = frozenset({"reviewer", "approver"})

REPORT = re.compile(r"[0-9]+JB[0-9]+")
TICKET = re.compile(r"[0-9]+RX[0-9]+")
"""How reports (举报) and hotline tickets (热线) are numbered."""


def sees(identity: Identity, department: str, division: str) -> bool:
    """Tell whether an identity may see cases of a department in a division."""
    if identity.role in OWN_UNIT_ONLY and identity.unit != department:
        return False
    return division_allowed(identity, division)


def knows_number(metrics: Metrics, identity: Identity, case: str) -> bool:
    """Tell whether an identity that sees a matter may know its number.

    A report's number tells the day it was made; it stays unknown to people who see their own unit's matters only, who
    may be those it is about (S2.9b). A hotline ticket may be a report: its first commit says so.
    """
    if identity.role not in OWN_UNIT_ONLY:
        return True
    if TICKET.fullmatch(case) is None:
        return REPORT.fullmatch(case) is None
    return not any(
        is_report(event.type, event.data) for told, *_ in metrics.archive.of_case(case) for event in told.events
    )


def is_report(kind: str, data: Mapping[str, Any]) -> bool:
    """Tell whether an event files a report: one of its own, or a hotline ticket by which somebody is reported."""
    return kind == "complaint.filed" and "report" in (data.get("kind"), data.get("nature"))


def require_unit_in_sight(department: str) -> Identity:
    """Refuse (403 `other_unit`) a reader who may see no case of a department; give who it is."""
    identity = require_identity()
    if identity.role in OWN_UNIT_ONLY and identity.unit != department:
        raise Rejected("other_unit", "this belongs to another department", status=403)
    return identity


def require_in_sight(department: str, division: str) -> None:
    """Refuse (403) a reader who may not see cases of this department and division."""
    identity = require_unit_in_sight(department)
    if not division_allowed(identity, division):
        raise Rejected("other_division", "this lies outside your jurisdiction", status=403)


def reader(metrics: Metrics, unit: str) -> Callable[[Row], bool]:
    """Tell which cases of a unit whoever asks may know by number: none, for whoever may not look behind figures."""
    identity = current_identity()
    if identity is None or not identity.can("history.read"):
        return lambda _row: False
    return lambda row: sees(identity, unit, row.division) and knows_number(metrics, identity, row.case)


def division_of(metrics: Metrics, kind: str, unit: str) -> str | None:
    """Give the division an assessed unit lies in; None where the register knows no such unit of that kind."""
    if kind == "department":
        known = metrics.replica.find(DepartmentRegistered, unit)
        return known.division if known else None
    venue = metrics.replica.find(VenueRegistered, unit)
    return venue.division if venue and venue.kind == kind else None


def units_in(metrics: Metrics, identity: Identity) -> list[str]:
    """Name every department, hall and point of somebody's jurisdiction."""
    known = [(each.code, each.division) for each in metrics.replica.departments()]
    known += [(each.id, each.division) for each in metrics.replica.venues()]
    return [unit for unit, division in known if division_allowed(identity, division)]


def speaks_for(metrics: Metrics, identity: Identity, kind: str, unit: str) -> bool:
    """Tell whether somebody may speak for an assessed unit: the head of a department for it, the head of a township's
    government for the halls and points of their divisions."""
    if kind == "department":
        return bool(identity.unit) and identity.unit == unit
    venue = metrics.replica.find(VenueRegistered, unit)
    return venue is not None and identity.role == "government_head" and division_allowed(identity, venue.division)
