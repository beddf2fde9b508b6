"""JSON endpoints of notice sheets: hand one out, look at what was handed out."""

from __future__ import annotations

from typing import Any

from services.intake.cases.standing import NOWHERE, standing_of
from services.intake.service import Intake
from services.intake.sheets import views
from services.intake.sheets.issuing import issue, sheet_document, with_proof
from services.intake.sheets.schemas import IssueBody, SheetQuery, SheetSchema
from shared.identity.access import require_identity, requires
from shared.web.api import Blueprint
from shared.web.kit import current
from shared.web.meta import answer, request_meta
from shared.web.paging import page_schema

api = Blueprint("sheets", __name__, url_prefix="/api/v1/sheets", description="一次性告知单")


@api.route("", methods=["POST"])
@requires("sheet.issue")
@api.arguments(IssueBody)
@api.response(201, SheetSchema)
def hand_out(body: dict[str, Any]) -> Any:
    """Record that a sheet is handed out at a window of one's hall, at the version in force (S2.5b)."""
    intake = current(Intake)
    meta = request_meta(body.get("occurred_at"))
    number, outcome = issue(intake, meta, own_desk(), body["item"], body["window"])
    return answer(outcome, sheet_document(intake, number, outcome.state), 201)


@api.route("", methods=["GET"])
@requires("sheet.issue")
@api.arguments(SheetQuery, location="query")
@api.response(200, page_schema(SheetSchema))
def sheets(query: dict[str, Any]) -> Any:
    """List the sheets handed out in one's hall, the newest first."""
    intake, paging = current(Intake), query.pop("paging")
    rows = views.search(intake.sheets, own_desk(), paging.after, paging.fetch, **query)
    return paging.page([with_proof(intake, row) for row in rows], lambda row: [row["given_at"], row["sheet_no"]])


def own_desk() -> str:
    """Give the hall of the present account; a hall that is none where it has none."""
    return standing_of(require_identity(), current(Intake).replica).desk or NOWHERE
