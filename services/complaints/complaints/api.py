"""JSON endpoints of complaints, reports, suggestions and failed errands; those of the hotline are in `tickets_api`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from services.complaints.complaints import opening, schemas, views
from services.complaints.complaints.acts import file, reopen_as_complainant
from services.complaints.complaints.deadlines import explained
from services.complaints.complaints.state import Complaint
from services.complaints.complaints.statistics import count
from services.complaints.complaints.told import (
    ComplaintSchema,
    DeadlinesSchema,
    ProgressSchema,
    ReceiptSchema,
    StatisticsSchema,
)
from services.complaints.complaints.working import Handling
from services.complaints.service import Complaints
from services.complaints.tries import counted
from shared.contracts import Meta, Rejected
from shared.identity.access import current_identity, public, require_identity, requires
from shared.journal.handle import Outcome
from shared.web.api import Blueprint
from shared.web.kit import current
from shared.web.meta import answer, etag, if_match, request_meta
from shared.web.paging import page_schema

api = Blueprint("complaints", __name__, url_prefix="/api/v1/complaints", description="投诉、举报、建议、办不成事")

Act = Callable[[Handling, Meta, dict[str, Any]], Outcome[Complaint]]


@api.route("", methods=["POST"])
@public("anyone may complain, signed in or not (S2.9b)")
@api.arguments(schemas.FilingBody)
@api.response(201, ReceiptSchema)
def file_complaint(body: dict[str, Any]) -> Any:
    """File something; the answer holds its number and the code to follow it with (S2.1c).

    A report keeps its reporter unknown: no account, case number or contact can be read by the unit it is about.
    """
    service = current(Complaints)
    number, outcome = file(service, request_meta(body.pop("occurred_at", None)), body, current_identity())
    return answer(outcome, receipt(service, number, outcome), 201)


def receipt(service: Complaints, number: str, outcome: Outcome[Complaint]) -> dict[str, Any]:
    """Give what the complainant takes home."""
    row = views.project(number, outcome.state)
    return {**row, "query_code": service.codes.of(number), "version": outcome.version}


@api.route("", methods=["GET"])
@requires("complaint.read")
@api.arguments(schemas.ComplaintQuery, location="query")
@api.response(200, page_schema(ComplaintSchema))
def complaints(query: dict[str, Any]) -> Any:
    """List complaints of one's jurisdiction, masked, the most urgent first; never those about one's own unit."""
    service, identity, paging = current(Complaints), require_identity(), query.pop("paging")
    rows = views.search(service.complaints.collection, identity, paging, **query)
    page = paging.page(rows, views.sort_key)
    return {**page, "items": [opening.masked(service.vault, row) for row in page["items"]]}


@api.route("/statistics", methods=["GET"])
@requires("complaint.read")
@api.arguments(schemas.StatisticsQuery, location="query")
@api.response(200, StatisticsSchema)
def statistics(query: dict[str, Any]) -> Any:
    """Count complaints of one's jurisdiction by department, item, staff, conduct or kind; style of work apart."""
    kept = current(Complaints).complaints.collection
    return {"items": count(kept, require_identity(), query["by"], query["first"], query["last"])}


@api.route("/<number>/progress", methods=["POST"])
@public("whoever holds the number and its code may follow the complaint (S1.5c)")
@api.arguments(schemas.ProgressBody)
@api.response(200, ProgressSchema)
def progress(body: dict[str, Any], number: str) -> Any:
    """Follow a complaint with its number and code; the code travels in the body, so that no log keeps it."""
    return followed(current(Complaints), number, body["query_code"])


def followed(service: Complaints, number: str, code: str) -> dict[str, Any]:
    """Give a complaint to whoever holds its number and code; raises as `held`."""
    return opening.for_complainant(service.vault, held(service, number, code))


def held(service: Complaints, number: str, code: str) -> views.Document:
    """Give a complaint, sealed, to whoever holds its number and code.

    Raises:
        Rejected: 403 `wrong_code`, the same whether there is such a complaint or not; 429 `too_many_looks`.
    """
    with counted(service, number, code):
        row = service.complaints.collection.find_one({"_id": number.upper()})
        if row is None or not service.codes.fits(row["number"], code):
            told = "number and query code do not fit together"
            raise Rejected("wrong_code", told, status=403, errors={"query_code": told})
        return row


@api.route("/<number>", methods=["GET"])
@requires("complaint.read")
@api.response(200, ComplaintSchema)
def complaint(number: str) -> Any:
    """Give one complaint, to handlers in clear, which is noted as a look; its version is the ETag."""
    service, identity = current(Complaints), require_identity()
    row = views.find(service.complaints.collection, identity, number)
    return opening.shown(service, row, identity), 200, {"ETag": etag(row["version"])}


@api.route("/<number>/deadlines", methods=["GET"])
@requires("complaint.read")
@api.response(200, DeadlinesSchema)
def deadlines(number: str) -> Any:
    """Explain every limit of a complaint: its force, its basis, each day that was counted or left out and why."""
    service = current(Complaints)
    row = views.find(service.complaints.collection, require_identity(), number)
    return {"items": explained(row, service.calendar(row["division"]))}


@api.route("/<number>/acceptance", methods=["POST"])
@requires("complaint.handle")
@api.arguments(schemas.EmptyBody)
@api.response(200, ComplaintSchema)
def accept(body: dict[str, Any], number: str) -> Any:
    """Take it on."""
    return _done(number, body, Handling.accept)


@api.route("/<number>/refusal", methods=["POST"])
@requires("complaint.handle")
@api.arguments(schemas.DeclineBody)
@api.response(200, ComplaintSchema)
def decline(body: dict[str, Any], number: str) -> Any:
    """Do not take it on: with reasons and what they rest on."""
    return _done(number, body, Handling.decline)


@api.route("/<number>/assignment", methods=["POST"])
@requires("complaint.handle")
@api.arguments(schemas.AssignmentBody)
@api.response(200, ComplaintSchema)
def assign(body: dict[str, Any], number: str) -> Any:
    """Give a complaint to a handler who is not of the unit complained of; that takes it on as well."""
    return _done(number, body, Handling.assign)


@api.route("/<number>/transfer", methods=["POST"])
@requires("complaint.handle")
@api.arguments(schemas.TransferBody)
@api.response(200, ComplaintSchema)
def transfer(body: dict[str, Any], number: str) -> Any:
    """Send it to the unit it belongs to; after a second return of a hotline ticket that is final."""
    return _done(number, body, Handling.transfer)


@api.route("/<number>/investigation", methods=["POST"])
@requires("complaint.handle")
@api.arguments(schemas.InvestigationBody)
@api.response(200, ComplaintSchema)
def investigate(body: dict[str, Any], number: str) -> Any:
    """Put on record what an inquiry found, and what the unit said to it."""
    return _done(number, body, Handling.investigate)


@api.route("/<number>/extension-request", methods=["POST"])
@requires("complaint.handle")
@api.arguments(schemas.ExtensionRequestBody)
@api.response(200, ComplaintSchema)
def ask_extension(body: dict[str, Any], number: str) -> Any:
    """Ask the head for five working days more, before the last day is over."""
    return _done(number, body, Handling.ask_extension)


@api.route("/<number>/extension", methods=["POST"])
@requires("complaint.extend")
@api.arguments(schemas.ExtensionBody)
@api.response(200, ComplaintSchema)
def extend(body: dict[str, Any], number: str) -> Any:
    """Give the time that was asked for, once; or none."""
    return _done(number, body, Handling.extend)


@api.route("/<number>/reply", methods=["POST"])
@requires("complaint.handle")
@api.arguments(schemas.ReplyBody)
@api.response(200, ComplaintSchema)
def reply(body: dict[str, Any], number: str) -> Any:
    """Answer the complainant."""
    return _done(number, body, Handling.reply)


@api.route("/<number>/closure", methods=["POST"])
@requires("complaint.handle")
@api.arguments(schemas.ClosureBody)
@api.response(200, ComplaintSchema)
def close(body: dict[str, Any], number: str) -> Any:
    """Close a complaint that was answered, with its outcome."""
    return _done(number, body, Handling.close)


@api.route("/<number>/reopening", methods=["POST"])
@public("whoever holds the number and its code may ask once that it is taken up again; others need an account")
@api.arguments(schemas.ReopeningBody)
@api.response(200, ReceiptSchema)
def reopen(body: dict[str, Any], number: str) -> Any:
    """Take up again what was closed: by its query code, or by a handler or auditor outside the unit."""
    service, meta = current(Complaints), request_meta(body.get("occurred_at"))
    if body["query_code"]:
        row = held(service, number, body["query_code"])
        outcome = reopen_as_complainant(service, meta, row, body["reason"])
        return answer(outcome, receipt(service, row["number"], outcome))
    identity = require_identity()
    if not (identity.can("complaint.handle") or identity.can("complaint.reopen")):
        raise Rejected("forbidden", f"the role {identity.role} may not do this", status=403)
    outcome = Handling(service, number, identity, if_match()).reopen(meta, body)
    return answer(outcome, {**receipt(service, number, outcome), "query_code": ""})


def _done(number: str, body: dict[str, Any], act: Act) -> Any:
    service, identity = current(Complaints), require_identity()
    handling = Handling(service, number, identity, if_match())
    outcome = act(handling, request_meta(body.get("occurred_at")), body)
    row = {**views.project(number, outcome.state), "version": outcome.version}
    return answer(outcome, opening.masked(service.vault, row))
