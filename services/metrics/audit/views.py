"""Reading a case's history from the archive, within the reader's jurisdiction."""

from __future__ import annotations

from datetime import datetime

from services.metrics.audit.history import History, build
from services.metrics.readers import OWN_UNIT_ONLY, is_report, require_in_sight
from services.metrics.service import Metrics
from shared.contracts import Rejected
from shared.contracts.registry import VenueRegistered
from shared.identity.access import require_identity

VENUES = ("venue", "hall", "point")
"""Fields that name a venue."""


EVERYBODYS = frozenset({"policy", "checkpoint", "leaves", "witness"})
"""Categories of streams that are no division's own."""


def history_of(metrics: Metrics, case: str, at: datetime | None = None) -> History:
    """Give a case's history, or what was known of it at a moment.

    Raises:
        Rejected: `unknown_case` where nothing is known of it; `other_unit`, `other_division` for the wrong reader.
    """
    kept = list(metrics.archive.of_case(case))
    whole = build(case, kept)
    if not kept:
        raise Rejected("unknown_case", "there is no such case in the journal", status=404)
    department, division = belongs_to(whole)
    keep_reports_from_units(whole)
    if not is_everybodys(whole):
        require_in_sight(department, division or venue_division(metrics, whole))
    return whole if at is None else build(case, kept, at)


def is_everybodys(history: History) -> bool:
    """Tell whether a history is of what holds for every division alike: scoring policies, checkpoints."""
    return all(chain.stream.partition("/")[0] in EVERYBODYS for chain in history.chains)


def keep_reports_from_units(history: History) -> None:
    """A report is not shown to people who see their own unit's matters only: it may be about them (S2.9b).

    A hotline ticket by which somebody is reported is a report as well.

    Raises:
        Rejected: `other_unit`, as for any matter of somebody else's.
    """
    reported = any(is_report(line.type, line.data) for line in history.lines)
    if reported and require_identity().role in OWN_UNIT_ONLY:
        raise Rejected("other_unit", "this belongs to another department", "S2.9b", status=403)


def belongs_to(history: History) -> tuple[str, str]:
    """Tell a case's department and division, as its first event that names both says."""
    for line in history.lines:
        if "department" in line.data and "division" in line.data:
            return line.data["department"], line.data["division"]
    return "", ""


def venue_division(metrics: Metrics, history: History) -> str:
    """Tell the division of the venue that a history without a division of its own is about: a venue's day."""
    named = (line.data[field] for line in history.lines for field in VENUES if field in line.data)
    venue = metrics.replica.find(VenueRegistered, next(named, ""))
    return venue.division if venue else ""
