"""JSON endpoints of hotline tickets: they come in, and units send back what is not theirs (S2.8d, G13)."""

from __future__ import annotations

from typing import Any

from services.complaints.complaints import opening, schemas, views
from services.complaints.complaints.acts import file
from services.complaints.complaints.api import receipt
from services.complaints.complaints.deadlines import return_by
from services.complaints.complaints.told import ReceiptSchema, UnitTicketSchema
from services.complaints.complaints.working import OwnTicket
from services.complaints.service import Complaints
from shared.contracts import Rejected
from shared.identity import Identity
from shared.identity.access import require_division, require_identity, requires
from shared.journal.errors import Claimed
from shared.web.api import Blueprint
from shared.web.kit import current
from shared.web.meta import answer, etag, if_match, request_meta
from shared.web.paging import PagingQuery, page_schema

api = Blueprint("hotline", __name__, url_prefix="/api/v1/hotline-tickets", description="12345 热线工单")


@api.route("", methods=["POST"])
@requires("hotline.receive")
@api.arguments(schemas.TicketBody)
@api.response(201, ReceiptSchema)
def take(body: dict[str, Any]) -> Any:
    """Take in a ticket of the hotline and send it to the unit it names; once for each number of the hotline."""
    return taken(current(Complaints), body)


def taken(service: Complaints, said: dict[str, Any]) -> Any:
    """Take in a ticket; give the answer.

    Raises:
        Rejected: 409 `ticket_known`, 403 `other_division`.
    """
    meta = request_meta(said.pop("occurred_at", None))
    require_division(service.replica.department(said["department"]).division)
    known = service.complaints.collection.find_one({"ticket_no": said["ticket_no"], "kind": "hotline"}, {"_id": 1})
    if known is not None and service.journal.store.by_command(meta.command_id) is None:
        raise _known()
    try:
        number, outcome = file(service, meta, {**said, "kind": "hotline"}, require_identity())
    except Claimed:  # by another, at this very moment
        raise _known() from None
    return answer(outcome, receipt(service, number, outcome), 201)


def _known() -> Rejected:
    told = "this ticket of the hotline was taken in already"
    return Rejected("ticket_known", told, "S2.8d", errors={"ticket_no": told})


@api.route("", methods=["GET"])
@requires("hotline.return")
@api.arguments(PagingQuery, location="query")
@api.response(200, page_schema(UnitTicketSchema))
def tickets(paging: Any) -> Any:
    """List the tickets that were sent to one's own unit, words masked, the most urgent first; never who called."""
    service, identity = current(Complaints), require_identity()
    page = paging.page(views.of_unit(service.complaints.collection, identity, paging), views.sort_key)
    return {**page, "items": [for_unit(service, row) for row in page["items"]]}


@api.route("/<number>", methods=["GET"])
@requires("hotline.return")
@api.response(200, UnitTicketSchema)
def ticket(number: str) -> Any:
    """Give one ticket of one's own unit with its words, which is noted as a look; never who called."""
    service, identity = current(Complaints), require_identity()
    row = views.find_ticket(service.complaints.collection, identity, number)
    return for_unit(service, row, identity), 200, {"ETag": etag(row["version"])}


def for_unit(service: Complaints, row: dict[str, Any], reader: Identity | None = None) -> dict[str, Any]:
    """Give a ticket to its unit, opened by a reader or masked, and until when it may be returned in time."""
    until = return_by(row, service.calendar(row["division"]))
    return {**opening.for_unit(service, row, reader), "return_by": until.expires_at.isoformat() if until else None}


@api.route("/<number>/return", methods=["POST"])
@requires("hotline.return")
@api.arguments(schemas.ReturnBody)
@api.response(200, UnitTicketSchema)
def give_back(body: dict[str, Any], number: str) -> Any:
    """Return a ticket within 24 hours, with the reason and the right unit; a second time the centre rules."""
    service, identity = current(Complaints), require_identity()
    meta = request_meta(body.get("occurred_at"))
    outcome = OwnTicket(service, number, identity, if_match()).give_back(meta, body)
    row = {**views.project(number, outcome.state), "version": outcome.version}
    return answer(outcome, for_unit(service, row))
