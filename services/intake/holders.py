"""Who may look after something that was asked for at a hall: the hall's staff, its owner, or whoever holds its code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from flask import request

from services.intake.service import Intake
from services.intake.venues import views as venues
from shared.contracts import Rejected
from shared.contracts.registry import VenueRegistered
from shared.identity.access import current_identity, require_identity
from shared.web.kit import current
from shared.web.meta import request_now

Side = Literal["applicant", "hall"]


def side(intake: Intake, row: Mapping[str, Any] | None, permission: str, code: str) -> Side:
    """Tell for whom the present request acts on what was asked for.

    Args:
        row: its document, or None where there is none: that is refused like a wrong code.
        permission: which lets the hall's own staff act.
        code: the query code, for those without an account here; wrong ones are counted.

    Raises:
        Rejected: 403 `wrong_code`, the same for whatever does not fit; 429 `too_many_looks`.
    """
    identity = current_identity()
    if row is not None and identity is not None:
        if identity.can(permission) and identity.hall == row["hall"]:
            return "hall"
        if row["account"] and identity.id == row["account"]:
            return "applicant"
    number, address, now = str(row["_id"]) if row else "-", request.remote_addr or "", request_now()
    intake.attempts.allow(now, number=number, address=address)
    if row is not None and code and intake.codes.fits(number, code):
        return "applicant"
    intake.attempts.miss(now, number=number, address=address)
    told = "number and query code do not fit together"
    raise Rejected("wrong_code", told, "S1.5c", status=403, errors={"query_code": told})


def own_hall() -> VenueRegistered:
    """Give the hall one works at; `unknown_hall` (404) where one works at none."""
    return venues.hall(current(Intake).replica, require_identity().hall or "-")


def of_own_hall(row: dict[str, Any] | None, unknown: Rejected) -> dict[str, Any]:
    """Give what was asked for at the hall one works at; what lies at another hall is as unknown as what is not there.

    Raises:
        Rejected: `unknown`.
    """
    if row is None or row["hall"] != require_identity().hall:
        raise unknown
    return row
