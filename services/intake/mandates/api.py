"""JSON endpoints of mandates."""

from __future__ import annotations

from typing import Any

from flask import url_for

from services.intake.cases.applicants import checked_number
from services.intake.cases.standing import hall_of, standing_of
from services.intake.mandates import acts, views
from services.intake.mandates.schemas import MandateBody, MandateSchema, RevocationBody
from services.intake.mandates.state import Mandate
from services.intake.mandates.telling import document
from services.intake.service import Intake
from shared.contracts import Rejected
from shared.identity.access import require_identity, requires
from shared.journal.handle import Outcome
from shared.timekeeping import local_day
from shared.web.api import Blueprint
from shared.web.kit import current
from shared.web.meta import answer, etag, if_match, request_meta, request_now
from shared.web.paging import PagingQuery, page_schema

api = Blueprint("mandates", __name__, url_prefix="/api/v1/mandates", description="委托书")

PEOPLE = ("principal", "agent", "representative")


@api.route("", methods=["POST"])
@requires("mandate.give")
@api.arguments(MandateBody)
@api.response(201, MandateSchema)
def give(body: dict[str, Any]) -> Any:
    """Give a mandate: at a window that has seen both, or from the principal's own account (Licensing Law art. 29)."""
    intake = current(Intake)
    number, outcome = acts.give(intake, request_meta(), standing_of(require_identity(), intake.replica), checked(body))
    told, status, headers = _answered(number, outcome, 201)
    return told, status, {**headers, "Location": url_for("mandates.mandate", number=number)}


@api.route("", methods=["GET"])
@requires("mandate.read", "mandate.read_own")
@api.arguments(PagingQuery, location="query")
@api.response(200, page_schema(MandateSchema))
def mandates(paging: Any) -> Any:
    """List mandates, masked: one's own both ways, those of one's hall, or of one's divisions."""
    intake, today = current(Intake), request_now().date().isoformat()
    rows = views.search(intake.mandates, readable(), paging.after, paging.fetch)
    page = paging.page(rows, views.sort_key)
    told = [document(intake, require_identity(), row, today, masked=True) for row in page["items"]]
    return {**page, "items": told}


@api.route("/<number>", methods=["GET"])
@requires("mandate.read", "mandate.read_own")
@api.response(200, MandateSchema)
def mandate(number: str) -> Any:
    """Give one mandate; its version is the ETag."""
    found = found_mandate(number)
    today = request_now().date().isoformat()
    return document(current(Intake), require_identity(), found, today), 200, {"ETag": etag(found["version"])}


@api.route("/<number>/revocation", methods=["POST"])
@requires("mandate.give")
@api.arguments(RevocationBody)
@api.response(200, MandateSchema)
def revoke(body: dict[str, Any], number: str) -> Any:
    """Take a mandate back: from the principal's own account, or at the window that has the letter."""
    intake = current(Intake)
    found_mandate(number)
    standing = standing_of(require_identity(), intake.replica)
    return _answered(number, acts.revoke(intake, request_meta(), standing, number.upper(), body, if_match()))


def checked(said: dict[str, Any]) -> dict[str, Any]:
    """Check the numbers of everybody named; each fault says whose number it is, never the number."""
    today = local_day(request_now())
    return {**said, **{part: _checked(said[part], part, today) for part in PEOPLE if said.get(part)}}


def _checked(who: dict[str, Any], part: str, today: Any) -> dict[str, Any]:
    try:
        return {**who, "id_number": checked_number(who["kind"], who["id_number"], today)}
    except Rejected as bad:
        errors = {f"{part}.id_number": message for message in bad.errors.values()}
        raise Rejected(bad.code, bad.message, bad.basis, status=bad.status, errors=errors) from None


def readable() -> dict[str, Any]:
    """Give the filter of the mandates the present account may see."""
    replica = current(Intake).replica
    return views.visible(require_identity(), lambda place: hall_of(place, replica))


def found_mandate(number: str) -> dict[str, Any]:
    """Give a mandate's document, or 404 where there is none for this account."""
    return views.find(current(Intake).mandates, number.upper()[:40], readable())


def _answered(number: str, outcome: Outcome[Mandate], status: int = 200) -> Any:
    found, today = views.shown(number.upper(), outcome), request_now().date().isoformat()
    return answer(outcome, document(current(Intake), require_identity(), found, today, masked=True), status)
