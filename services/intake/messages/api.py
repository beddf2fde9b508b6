"""JSON endpoints of messages: one's own, and those that operators have to see to."""

from __future__ import annotations

from typing import Any

import marshmallow as ma

from services.intake.messages.outbox import STATES
from services.intake.messages.render import render
from services.intake.service import Intake
from shared.contracts import Rejected
from shared.identity.access import require_identity, requires
from shared.web.api import Blueprint
from shared.web.kit import current
from shared.web.locale import language
from shared.web.paging import Paging, PagingQuery, page_schema

api = Blueprint("messages", __name__, url_prefix="/api/v1/messages", description="消息")


class MessageSchema(ma.Schema):
    """A message to a person, without the telephone it goes to."""

    id = ma.fields.String(attribute="_id")
    event = ma.fields.String(metadata={"description": "the type of the event it follows from"})
    case_no = ma.fields.String()
    at = ma.fields.String(metadata={"format": "date-time"})
    told = ma.fields.String(metadata={"description": "the text in the reader's language"})
    state = ma.fields.String(metadata={"enum": list(STATES)})
    why = ma.fields.String(metadata={"description": "why it was withheld"})


class GivenUpSchema(MessageSchema):
    """A message that was given up: no text, which is the receiver's, but the reason."""

    class Meta:
        exclude = ("told",)

    fault = ma.fields.String()
    attempts = ma.fields.Integer()


@api.route("", methods=["GET"])
@requires("case.read_own")
@api.arguments(PagingQuery, location="query")
@api.response(200, page_schema(MessageSchema))
def mine(paging: Paging) -> Any:
    """List one's own messages, the newest first."""
    rows = current(Intake).outbox.of_account(require_identity().id, paging.after, paging.fetch)
    shown = [{**row, "told": render(row["text"], row["values"], language())} for row in rows]
    return paging.page(shown, lambda row: (row["at"], row["_id"]))


@api.route("/failed", methods=["GET"])
@requires("system.operate")
@api.response(200, GivenUpSchema(many=True))
def failed() -> Any:
    """List the messages that were given up, the newest 200 first."""
    return current(Intake).outbox.failed()


@api.route("/failed/<path:message>/retry", methods=["POST"])
@requires("system.operate")
@api.response(204)
def retry(message: str) -> None:
    """Queue a message that was given up once more."""
    intake = current(Intake)
    if not intake.outbox.again(message[:200], intake.clock.now()):
        raise Rejected("unknown_message", "no message of this id was given up", status=404)
