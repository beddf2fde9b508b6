"""JSON endpoints of erasures: for the officer who answers for personal data, and the check open to everyone."""

from __future__ import annotations

from typing import Any

from flask import url_for

from services.intake.cases.applicants import checked_number
from services.intake.erasures import views
from services.intake.erasures.acts import erase as erase_person
from services.intake.erasures.schemas import (
    CertificateAnswerSchema,
    CertificateCheck,
    CertificateSchema,
    ErasureBody,
    ErasureRowSchema,
)
from services.intake.service import Intake
from shared.contracts import Rejected
from shared.identity.access import public, requires
from shared.timekeeping import local_day
from shared.web.api import Blueprint
from shared.web.kit import current
from shared.web.meta import answer, request_meta, request_now
from shared.web.paging import PagingQuery, page_schema

api = Blueprint("erasures", __name__, url_prefix="/api/v1/erasures", description="个人信息删除")

OPEN = "whoever holds a certificate may check it; it names nobody"


@api.route("", methods=["POST"])
@requires("person.erase")
@api.arguments(ErasureBody)
@api.response(201, CertificateSchema)
def erase(body: dict[str, Any]) -> Any:
    """Erase a person by deleting their key; refused while cases are open or records are to be kept (F10)."""
    intake = current(Intake)
    number, outcome = erase_person(intake, request_meta(), checked(body))
    told, status, headers = answer(outcome, certificate_of(intake, number), 201)
    return told, status, {**headers, "Location": url_for("erasures.certificate", number=number)}


@api.route("", methods=["GET"])
@requires("person.erase", "access.read")
@api.arguments(PagingQuery, location="query")
@api.response(200, page_schema(ErasureRowSchema))
def erasures(paging: Any) -> Any:
    """List erasures, the newest first."""
    page = paging.page(views.newest(current(Intake).erasures, paging.after, paging.fetch), lambda row: [row["last"]])
    return {**page, "items": [row["erasures"][-1] for row in page["items"]]}


@api.route("/<number>", methods=["GET"])
@requires("person.erase", "access.read")
@api.response(200, CertificateSchema)
def certificate(number: str) -> Any:
    """Give one certificate."""
    return certificate_of(current(Intake), number.upper()[:40])


@api.route("/check", methods=["POST"])
@public(OPEN)
@api.arguments(CertificateCheck)
@api.response(200, CertificateAnswerSchema)
def check(body: dict[str, str]) -> Any:
    """Tell whether a certificate is genuine; the code travels in the body, so that no log keeps it."""
    return checked_certificate(current(Intake), body["certificate_no"], body["check_code"])


def checked_certificate(intake: Intake, number: str, code: str) -> dict[str, Any]:
    """Give what a certificate says to whoever holds number and code; the same answer for every other pair."""
    number = number.strip().upper()
    if not intake.codes.fits(number, code):
        return {"genuine": False, "certificate": None}
    try:
        return {"genuine": True, "certificate": certificate_of(intake, number)}
    except Rejected:
        return {"genuine": False, "certificate": None}


def certificate_of(intake: Intake, number: str) -> dict[str, Any]:
    """Give a certificate with the code that proves it."""
    return {**views.certificate(intake.erasures, intake.journal, number), "check_code": intake.codes.of(number)}


def checked(said: dict[str, Any]) -> dict[str, Any]:
    """Check the number where one is given."""
    if not said["id_number"]:
        return said
    return {**said, "id_number": checked_number(said["kind"], said["id_number"], local_day(request_now()))}
