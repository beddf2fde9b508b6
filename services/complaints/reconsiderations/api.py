"""JSON endpoints of the register of reconsiderations and lawsuits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from services.complaints.reconsiderations import schemas, views
from services.complaints.reconsiderations.acts import Following, register, rule, sue
from services.complaints.reconsiderations.state import Reconsideration
from services.complaints.service import Complaints
from shared.contracts import Meta
from shared.identity.access import require_identity, requires
from shared.journal.handle import Outcome
from shared.web.api import Blueprint
from shared.web.kit import current
from shared.web.meta import answer, etag, if_match, request_meta
from shared.web.paging import Paging, page_schema

api = Blueprint("remedies", __name__, url_prefix="/api/v1", description="行政复议和行政诉讼登记")

Act = Callable[[Following, Meta, dict[str, Any]], Outcome[Reconsideration]]


@api.route("/reconsiderations", methods=["POST"])
@requires("remedy.register")
@api.arguments(schemas.ReconsiderationBody)
@api.response(201, schemas.ReconsiderationSchema)
def register_reconsideration(body: dict[str, Any]) -> Any:
    """Register an application for reconsideration; the authority and every last day follow from the register."""
    service = current(Complaints)
    number, outcome = register(service, request_meta(body.get("occurred_at")), body, require_identity())
    return answer(outcome, {**views.project(number, outcome.state), "version": outcome.version}, 201)


@api.route("/reconsiderations", methods=["GET"])
@requires("remedy.read")
@api.arguments(schemas.ReconsiderationQuery, location="query")
@api.response(200, page_schema(schemas.ReconsiderationSchema))
def reconsiderations(query: dict[str, Any]) -> Any:
    """List reconsiderations of one's jurisdiction, the newest first, by department and standing."""
    paging: Paging = query.pop("paging")
    rows = views.search(current(Complaints).reconsiderations.collection, require_identity(), paging, **query)
    return paging.page(rows, views.sort_key)


@api.route("/reconsiderations/<number>", methods=["GET"])
@requires("remedy.read")
@api.response(200, schemas.ReconsiderationSchema)
def reconsideration(number: str) -> Any:
    """Give one reconsideration."""
    row = views.find(current(Complaints).reconsiderations.collection, require_identity(), number)
    return row, 200, {"ETag": etag(row["version"])}


@api.route("/reconsiderations/<number>/correction-request", methods=["POST"])
@requires("remedy.register")
@api.arguments(schemas.DayBody)
@api.response(200, schemas.ReconsiderationSchema)
def ask_correction(body: dict[str, Any], number: str) -> Any:
    """The authority asked for corrections; the applicant has ten working days."""
    return _done(number, body, Following.ask_correction)


@api.route("/reconsiderations/<number>/correction", methods=["POST"])
@requires("remedy.register")
@api.arguments(schemas.DayBody)
@api.response(200, schemas.ReconsiderationSchema)
def correct(body: dict[str, Any], number: str) -> Any:
    """The applicant supplied them."""
    return _done(number, body, Following.correct)


@api.route("/reconsiderations/<number>/acceptance", methods=["POST"])
@requires("remedy.register")
@api.arguments(schemas.DayBody)
@api.response(200, schemas.ReconsiderationSchema)
def accept(body: dict[str, Any], number: str) -> Any:
    """The authority accepted it; by silence it is accepted without anybody saying so."""
    return _done(number, body, Following.accept)


@api.route("/reconsiderations/<number>/extension", methods=["POST"])
@requires("remedy.register")
@api.arguments(schemas.NoBody)
@api.response(200, schemas.ReconsiderationSchema)
def extend(body: dict[str, Any], number: str) -> Any:
    """The authority gave itself thirty days more."""
    return _done(number, body, Following.extend)


@api.route("/reconsiderations/<number>/decision", methods=["POST"])
@requires("remedy.register")
@api.arguments(schemas.RulingBody)
@api.response(200, schemas.ReconsiderationSchema)
def decide(body: dict[str, Any], number: str) -> Any:
    """What the authority decided; a revoked, unlawful or ordered act counts against the department (D-3)."""
    return _done(number, body, Following.decide)


@api.route("/reconsiderations/<number>/service", methods=["POST"])
@requires("remedy.register")
@api.arguments(schemas.DayBody)
@api.response(200, schemas.ReconsiderationSchema)
def serve(body: dict[str, Any], number: str) -> Any:
    """The decision was served, where that was not known when it was registered; one may sue for fifteen days."""
    return _done(number, body, Following.serve)


@api.route("/litigations", methods=["POST"])
@requires("remedy.register")
@api.arguments(schemas.LitigationBody)
@api.response(201, schemas.LitigationSchema)
def register_litigation(body: dict[str, Any]) -> Any:
    """Register a lawsuit; for inaction only after a reconsideration (L14d)."""
    service = current(Complaints)
    number, outcome = sue(service, request_meta(body.get("occurred_at")), body, require_identity())
    return answer(outcome, {**views.project_litigation(number, outcome.state), "version": outcome.version}, 201)


@api.route("/litigations", methods=["GET"])
@requires("remedy.read")
@api.arguments(schemas.LitigationQuery, location="query")
@api.response(200, page_schema(schemas.LitigationSchema))
def litigations(query: dict[str, Any]) -> Any:
    """List lawsuits of one's jurisdiction, the newest first, by department and standing."""
    paging: Paging = query.pop("paging")
    rows = views.search(current(Complaints).litigations.collection, require_identity(), paging, **query)
    return paging.page(rows, views.sort_key)


@api.route("/litigations/<number>", methods=["GET"])
@requires("remedy.read")
@api.response(200, schemas.LitigationSchema)
def litigation(number: str) -> Any:
    """Give one lawsuit; its version is the ETag."""
    row = views.find(current(Complaints).litigations.collection, require_identity(), number)
    return row, 200, {"ETag": etag(row["version"])}


@api.route("/litigations/<number>/decision", methods=["POST"])
@requires("remedy.register")
@api.arguments(schemas.JudgmentBody)
@api.response(200, schemas.LitigationSchema)
def judge(body: dict[str, Any], number: str) -> Any:
    """What the court decided."""
    service, meta = current(Complaints), request_meta(body.get("occurred_at"))
    outcome = rule(service, number, meta, body, require_identity(), if_match())
    return answer(outcome, {**views.project_litigation(number, outcome.state), "version": outcome.version})


def _done(number: str, body: dict[str, Any], act: Act) -> Any:
    following = Following(current(Complaints), number, require_identity(), if_match())
    outcome = act(following, request_meta(body.get("occurred_at")), body)
    return answer(outcome, {**views.project(number, outcome.state), "version": outcome.version})
