"""`/api/v1/cases/{id}/history`: every commit of a case, in journal order, with its chains checked."""

from __future__ import annotations

import dataclasses
from typing import Any

import marshmallow as ma
from marshmallow import fields

from services.metrics.audit.history import Chain, History, Line
from services.metrics.audit.views import history_of
from services.metrics.service import Metrics
from shared.identity.access import requires
from shared.web.api import Blueprint
from shared.web.fields import Moment
from shared.web.kit import current

api = Blueprint("audit", __name__, url_prefix="/api/v1", description="办件全程记录 histories")


class AtQuery(ma.Schema):
    """As known at a moment; all that is known where none is named."""

    at = Moment(load_default=None)


class ActorOut(ma.Schema):
    """Who acted. A citizen's id is not shown."""

    id = fields.String(required=True)
    role = fields.String(required=True)
    unit = fields.String(required=True)


class LineOut(ma.Schema):
    """One event; `data` holds what may be shown, nothing sealed."""

    event = fields.String(required=True)
    stream = fields.String(required=True)
    version = fields.Integer(required=True)
    source = fields.String(required=True)
    type = fields.String(required=True)
    recorded_at = fields.String(required=True)
    occurred_at = fields.String(required=True)
    actor = fields.Nested(ActorOut, required=True)
    words = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    data = fields.Dict(keys=fields.String(), required=True)
    clock = fields.String(required=True, metadata={"enum": ["server", "simulated"]})
    hash = fields.String(required=True)


class ChainOut(ma.Schema):
    """The check of one stream; `broken` names the first commit that does not hold."""

    stream = fields.String(required=True)
    ok = fields.Boolean(required=True)
    commits = fields.Integer(required=True, metadata={"description": "commits that hold, from the first"})
    last = fields.String(required=True, metadata={"description": "hash of the last that holds"})
    broken = fields.String(required=True)
    reason = fields.String(required=True, metadata={"enum": ["", "missing", "does_not_follow", "altered"]})


class HistoryOut(ma.Schema):
    """A case's history."""

    case = fields.String(required=True)
    ok = fields.Boolean(required=True, metadata={"description": "every chain holds"})
    chains = fields.List(fields.Nested(ChainOut), required=True)
    lines = fields.List(fields.Nested(LineOut), required=True)


@api.route("/cases/<path:case>/history")
@requires("history.read")
@api.arguments(AtQuery, location="query")
@api.response(200, HistoryOut)
@api.alt_response(404, description="nothing is known of this case")
def history(query: dict[str, Any], case: str) -> Any:
    """Give a case's whole history, or what was known at a moment (`at`)."""
    return history_document(history_of(current(Metrics), case, query["at"]))


def history_document(told: History) -> dict[str, Any]:
    """Tell a history as JSON."""
    return {
        "case": told.case,
        "ok": told.ok,
        "chains": [chain_document(each) for each in told.chains],
        "lines": [line_document(each) for each in told.lines],
    }


def chain_document(chain: Chain) -> dict[str, Any]:
    """Tell a chain check as JSON."""
    return {**dataclasses.asdict(chain), "ok": chain.ok}


def line_document(line: Line) -> dict[str, Any]:
    """Tell a line as JSON."""
    told = dataclasses.asdict(line)
    told["words"] = {"zh": told.pop("zh"), "en": told.pop("en")}
    told["clock"] = "simulated" if told.pop("simulated") else "server"
    return told
