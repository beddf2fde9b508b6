"""JSON endpoints of documents."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask import request

from services.intake.cases.api import found_case
from services.intake.documents import views
from services.intake.documents.checking import Checked, checked
from services.intake.documents.printing import row_shown
from services.intake.documents.schemas import CheckQuery, CheckSchema, DocumentSchema, DocumentsSchema
from services.intake.documents.wording import TITLES
from services.intake.mandates.api import found_mandate
from services.intake.service import Intake
from shared.identity.access import public, requires
from shared.web.api import Blueprint
from shared.web.kit import current, kit

api = Blueprint("documents", __name__, url_prefix="/api/v1", description="文书")

OPEN_TO_ALL = "anybody may have a paper checked (S1.5c)"


@api.route("/cases/<case_no>/documents", methods=["GET"])
@requires("case.read", "case.read_own")
@api.response(200, DocumentsSchema)
def documents(case_no: str) -> Any:
    """List the documents of a case that one may see."""
    return {"items": documents_of(current(Intake), found_case(case_no)["case_no"])}


@api.route("/documents/<number>", methods=["GET"])
@requires("case.read", "case.read_own", "mandate.read", "mandate.read_own")
@api.response(200, DocumentSchema)
def document(number: str) -> Any:
    """Give one document of a case that one may see."""
    intake = current(Intake)
    row = views.find(intake.documents, number[:40].upper())
    if row["kind"] == "mandate":
        found_mandate(row["number"])
    else:
        found_case(row["case_no"])
    return row_shown(intake, row)


@api.route("/check/<number>", methods=["GET"])
@public(OPEN_TO_ALL)
@api.arguments(CheckQuery, location="query")
@api.response(200, CheckSchema)
def check(query: dict[str, str], number: str) -> Any:
    """Tell whether a paper is genuine (S1.5c)."""
    found = looked_at(number, query["code"])
    if found is None:
        return {"genuine": False}
    return told(found)


def looked_at(number: str, code: str) -> Checked | None:
    """Check a paper for the present caller, who may not try too often in vain.

    Raises:
        Rejected: `too_many_checks` (429).
    """
    intake, now, address = current(Intake), kit().clock.now(), request.remote_addr or ""
    intake.checks.allow(now, address=address)
    found = checked(intake, number, code)
    if found is None:
        intake.checks.miss(now, address=address)
    return found


def told(found: Checked) -> dict[str, Any]:
    """Give what is told of a genuine paper as JSON-ready data."""
    over = found.superseded
    return {
        **asdict(found),
        "genuine": True,
        "title": TITLES[found.kind],
        "superseded_on": over.superseded_on if over else None,
        "superseded_because": over.reason if over else "",
    }


def documents_of(intake: Intake, case_no: str) -> list[dict[str, Any]]:
    """Give the documents of a case with their addresses, the oldest first."""
    return [row_shown(intake, row) for row in views.of_case(intake.documents, case_no)]
