"""JSON endpoints of supervision."""

from __future__ import annotations

from typing import Any

from services.metrics.readers import units_in
from services.metrics.service import Metrics
from services.metrics.supervision import acts, views
from services.metrics.supervision.schemas import (
    ClosureBody,
    IssueBody,
    MinutesBody,
    OrderBody,
    StatementBody,
    SupervisionOut,
    SupervisionQuery,
)
from services.metrics.supervision.state import Supervision
from shared.identity.access import require_identity, requires
from shared.journal.handle import Outcome
from shared.web.api import Blueprint
from shared.web.kit import current
from shared.web.meta import answer, etag, request_meta
from shared.web.paging import page_schema

api = Blueprint("supervision", __name__, url_prefix="/api/v1/supervision-orders", description="督办")


@api.route("", methods=["GET"])
@requires("supervision.read")
@api.arguments(SupervisionQuery, location="query")
@api.response(200, page_schema(SupervisionOut))
def listed(query: dict[str, Any]) -> Any:
    """List orders and proposals; a unit sees its own."""
    paging = query["paging"]
    after = str(paging.after[0]) if paging.after else ""
    collection = current(Metrics).supervision.collection
    wanted = {name: query[name] for name in ("status", "step", "overdue")}
    rows = views.listed(collection, units=own_only(), after=after, most=paging.fetch, **wanted)
    return paging.page(rows, key=lambda row: [row["id"]])


@api.route("", methods=["POST"])
@requires("supervision.order")
@api.arguments(OrderBody)
@api.response(201, SupervisionOut)
def order(body: dict[str, Any]) -> Any:
    """Issue an order (S3.3b), guidance (S2.1e) or a task (S3.1a) of one's own: source, requirement, last day."""
    meta = request_meta()
    key = f"SO-{meta.command_id}"
    outcome = acts.order(current(Metrics), require_identity(), key, meta, body)
    return answer(outcome, _document(key, outcome), 201)


@api.route("/<key>", methods=["GET"])
@requires("supervision.read")
@api.response(200, SupervisionOut)
def one(key: str) -> Any:
    """Give an order or a proposal."""
    found = views.find(current(Metrics).supervision.collection, key, own_only())
    return found, 200, {"ETag": etag(found["version"])}


@api.route("/<key>/statement", methods=["POST"])
@requires("supervision.answer")
@api.arguments(StatementBody)
@api.response(200, SupervisionOut)
def statement(body: dict[str, Any], key: str) -> Any:
    """Say the unit's part; nothing proposed is issued before (D-4)."""
    return _told(key, acts.state(current(Metrics), require_identity(), key, body["text"], request_meta()))


@api.route("/<key>/issue", methods=["POST"])
@requires("supervision.order")
@api.arguments(IssueBody)
@api.response(200, SupervisionOut)
def issue(body: dict[str, Any], key: str) -> Any:
    """Sign a proposal (D-4)."""
    return _told(key, acts.issue(current(Metrics), require_identity(), key, request_meta(), **body))


@api.route("/<key>/answer", methods=["POST"])
@requires("supervision.answer")
@api.arguments(StatementBody)
@api.response(200, SupervisionOut)
def report(body: dict[str, Any], key: str) -> Any:
    """Report what the unit did (S3.3b)."""
    return _told(key, acts.report(current(Metrics), require_identity(), key, body["text"], request_meta()))


@api.route("/<key>/interview", methods=["POST"])
@requires("supervision.order")
@api.arguments(MinutesBody)
@api.response(200, SupervisionOut)
def interview(body: dict[str, Any], key: str) -> Any:
    """Note that the interview was held."""
    return _told(key, acts.hold(current(Metrics), require_identity(), key, body["minutes"], request_meta()))


@api.route("/<key>/closure", methods=["POST"])
@requires("supervision.order")
@api.arguments(ClosureBody)
@api.response(200, SupervisionOut)
def close(body: dict[str, Any], key: str) -> Any:
    """End an order, or drop a proposal, with reasons."""
    return _told(key, acts.close(current(Metrics), require_identity(), key, request_meta(), body))


def own_only() -> list[str] | None:
    """Give the units a reader may see, or None for all: who may issue or audit sees all, a unit its own, a head of
    government those of their jurisdiction."""
    identity = require_identity()
    if not identity.can("supervision.answer"):
        return None
    if identity.role == "government_head":
        return units_in(current(Metrics), identity)
    return [identity.unit]


def _told(key: str, outcome: Outcome[Supervision]) -> Any:
    return answer(outcome, _document(key, outcome))


def _document(key: str, outcome: Outcome[Supervision]) -> dict[str, Any]:
    return {**views.project(key, outcome.state), "version": outcome.version}
