"""JSON endpoints of escorts."""

from __future__ import annotations

from typing import Any

from flask import url_for

from services.intake.cases.applicants import checked_number
from services.intake.cases.standing import hall_of, standing_of
from services.intake.escorts import views
from services.intake.escorts.acts import EscortActs
from services.intake.escorts.schemas import (
    EscortBody,
    EscortCaseForm,
    EscortEndBody,
    EscortSchema,
    EscortStartForm,
    EscortStepBody,
    EscortTakenBackForm,
)
from services.intake.escorts.state import Escort
from services.intake.escorts.telling import document
from services.intake.service import Intake
from shared.identity.access import require_identity, requires
from shared.journal.handle import Outcome
from shared.timekeeping import local_day
from shared.web.api import Blueprint
from shared.web.kit import current
from shared.web.meta import answer, etag, if_match, request_meta, request_now
from shared.web.paging import PagingQuery, page_schema

api = Blueprint("escorts", __name__, url_prefix="/api/v1/escorts", description="全程代办")


@api.route("", methods=["POST"])
@requires("escort.request")
@api.arguments(EscortBody)
@api.response(201, EscortSchema)
def request_escort(body: dict[str, Any]) -> Any:
    """Ask for an escort through the whole process (S2.6c)."""
    number, outcome = acts().request(checked(body))
    told, status, headers = _answered(number, outcome, 201)
    return told, status, {**headers, "Location": url_for("escorts.escort", number=number)}


@api.route("", methods=["GET"])
@requires("escort.read", "escort.read_own")
@api.arguments(PagingQuery, location="query")
@api.response(200, page_schema(EscortSchema))
def escorts(paging: Any) -> Any:
    """List escorts, masked."""
    intake = current(Intake)
    page = paging.page(views.search(intake.escorts, readable(), paging.after, paging.fetch), views.sort_key)
    return {**page, "items": [document(intake, require_identity(), row, masked=True) for row in page["items"]]}


@api.route("/<number>", methods=["GET"])
@requires("escort.read", "escort.read_own")
@api.response(200, EscortSchema)
def escort(number: str) -> Any:
    """Give one escort; its version is the ETag."""
    found = found_escort(number)
    return document(current(Intake), require_identity(), found), 200, {"ETag": etag(found["version"])}


@api.route("/<number>/start", methods=["POST"])
@requires("escort.act")
@api.arguments(EscortStartForm)
@api.response(200, EscortSchema)
def start(body: dict[str, Any], number: str) -> Any:
    """Begin; refused without a mandate letter of the applicant to the officer, in force, for every item (S2.6c)."""
    found_escort(number)
    return _answered(number, acts().start(number.upper(), body))


@api.route("/<number>/cases", methods=["POST"])
@requires("escort.act")
@api.arguments(EscortCaseForm)
@api.response(200, EscortSchema)
def join(body: dict[str, Any], number: str) -> Any:
    """Take one more case of the project along."""
    found_escort(number)
    return _answered(number, acts().join(number.upper(), body))


@api.route("/<number>/steps", methods=["POST"])
@requires("escort.act")
@api.arguments(EscortStepBody)
@api.response(200, EscortSchema)
def walk(body: dict[str, Any], number: str) -> Any:
    """Note a node that is done; only while the letter holds."""
    found_escort(number)
    return _answered(number, acts().walk(number.upper(), body))


@api.route("/<number>/revocation", methods=["POST"])
@requires("escort.request")
@api.arguments(EscortTakenBackForm)
@api.response(200, EscortSchema)
def take_back(body: dict[str, Any], number: str) -> Any:
    """The applicant goes on alone; the cases go on."""
    found_escort(number)
    return _answered(number, acts().take_back(number.upper(), body))


@api.route("/<number>/end", methods=["POST"])
@requires("escort.act")
@api.arguments(EscortEndBody)
@api.response(200, EscortSchema)
def finish(body: dict[str, Any], number: str) -> Any:  # noqa: ARG001 - only when it happened, which the kit reads
    """End it, where all its cases have ended."""
    found_escort(number)
    return _answered(number, acts().finish(number.upper()))


def acts() -> EscortActs:
    """Give the acts of the present request."""
    intake = current(Intake)
    return EscortActs(intake, request_meta(), standing_of(require_identity(), intake.replica), if_match())


def checked(said: dict[str, Any]) -> dict[str, Any]:
    """Check the applicant's number."""
    who = said["applicant"]
    number = checked_number(who["kind"], who["id_number"], local_day(request_now()))
    return {**said, "applicant": {**who, "id_number": number}}


def readable() -> dict[str, Any]:
    """Give the filter of the escorts the present account may see."""
    replica = current(Intake).replica
    return views.visible(require_identity(), lambda place: hall_of(place, replica))


def found_escort(number: str) -> dict[str, Any]:
    """Give an escort's document, or 404 where there is none for this account."""
    return views.find(current(Intake).escorts, number.upper()[:40], readable())


def _answered(number: str, outcome: Outcome[Escort], status: int = 200) -> Any:
    found = views.shown(number.upper(), outcome)
    return answer(outcome, document(current(Intake), require_identity(), found, masked=True), status)
