"""JSON endpoints of complaints."""

from __future__ import annotations

from typing import Any

from services.complaints.complaints import opening, views
from services.complaints.complaints.acts import Handling, file
from services.complaints.complaints.schemas import (
    AssignmentBody,
    ClosureBody,
    ComplaintQuery,
    ComplaintSchema,
    FilingBody,
    ProgressBody,
    ProgressSchema,
    ReceiptSchema,
    ReplyBody,
)
from services.complaints.complaints.state import Complaint
from services.complaints.service import Complaints
from shared.contracts import Rejected
from shared.identity.access import current_identity, public, require_identity, requires
from shared.journal.handle import Outcome
from shared.web.api import Blueprint
from shared.web.kit import current
from shared.web.meta import answer, etag, if_match, request_meta
from shared.web.paging import page_schema

api = Blueprint("complaints", __name__, url_prefix="/api/v1/complaints", description="投诉")


@api.route("", methods=["POST"])
@public("anyone may complain, signed in or not (S2.9b)")
@api.arguments(FilingBody)
@api.response(201, ReceiptSchema)
def file_complaint(body: dict[str, Any]) -> Any:
    """File a complaint; the answer holds its number and the code to follow it with (S2.1c)."""
    service = current(Complaints)
    number, outcome = file(service, request_meta(body.pop("occurred_at", None)), body, current_identity())
    return answer(outcome, receipt(service, number, outcome), 201)


def receipt(service: Complaints, number: str, outcome: Outcome[Complaint]) -> dict[str, Any]:
    """Give what the complainant takes home."""
    row = views.project(number, outcome.state)
    return {**row, "query_code": service.codes.of(number), "version": outcome.version}


@api.route("", methods=["GET"])
@requires("complaint.read")
@api.arguments(ComplaintQuery, location="query")
@api.response(200, page_schema(ComplaintSchema))
def complaints(query: dict[str, Any]) -> Any:
    """List complaints of one's jurisdiction, the most urgent first; never those about one's own unit."""
    service, identity, paging = current(Complaints), require_identity(), query.pop("paging")
    rows = views.search(service.complaints.collection, identity, paging, **query)
    page = paging.page(rows, views.sort_key)
    return {**page, "items": [opening.readable(service.vault, row, identity) for row in page["items"]]}


@api.route("/<number>/progress", methods=["POST"])
@public("whoever holds the number and its code may follow the complaint (S1.5c)")
@api.arguments(ProgressBody)
@api.response(200, ProgressSchema)
def progress(body: dict[str, Any], number: str) -> Any:
    """Follow a complaint with its number and code; the code travels in the body, so that no log keeps it."""
    return followed(current(Complaints), number, body["query_code"])


def followed(service: Complaints, number: str, code: str) -> dict[str, Any]:
    """Give a complaint to whoever holds its number and code.

    Raises:
        Rejected: 403 `wrong_code`, the same whether there is such a complaint or not.
    """
    row = service.complaints.collection.find_one({"_id": number.upper()})
    if row is None or not service.codes.fits(row["number"], code):
        told = "number and query code do not fit together"
        raise Rejected("wrong_code", told, status=403, errors={"query_code": told})
    return opening.for_complainant(service.vault, row)


@api.route("/<number>", methods=["GET"])
@requires("complaint.read")
@api.response(200, ComplaintSchema)
def complaint(number: str) -> Any:
    """Give one complaint; its version is the ETag."""
    service, identity = current(Complaints), require_identity()
    row = views.find(service.complaints.collection, identity, number)
    return opening.readable(service.vault, row, identity), 200, {"ETag": etag(row["version"])}


@api.route("/<number>/assignment", methods=["POST"])
@requires("complaint.handle")
@api.arguments(AssignmentBody)
@api.response(200, ComplaintSchema)
def assign(body: dict[str, Any], number: str) -> Any:
    """Give a complaint to a handler who is not of the unit complained of."""
    outcome = _handling(number).assign(request_meta(body.get("occurred_at")), body)
    return _answered(number, outcome)


@api.route("/<number>/reply", methods=["POST"])
@requires("complaint.handle")
@api.arguments(ReplyBody)
@api.response(200, ComplaintSchema)
def reply(body: dict[str, Any], number: str) -> Any:
    """Answer the complainant."""
    return _answered(number, _handling(number).reply(request_meta(body.get("occurred_at")), body))


@api.route("/<number>/closure", methods=["POST"])
@requires("complaint.handle")
@api.arguments(ClosureBody)
@api.response(200, ComplaintSchema)
def close(body: dict[str, Any], number: str) -> Any:
    """Close a complaint that was answered, with its outcome."""
    return _answered(number, _handling(number).close(request_meta(body.get("occurred_at")), body))


def _handling(number: str) -> Handling:
    return Handling(current(Complaints), number, require_identity(), if_match())


def _answered(number: str, outcome: Outcome[Complaint]) -> Any:
    row = {**views.project(number, outcome.state), "version": outcome.version}
    return answer(outcome, opening.readable(current(Complaints).vault, row, require_identity()))
