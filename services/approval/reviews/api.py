"""JSON endpoints of reviews."""

from __future__ import annotations

from typing import Any

from services.approval.reviews import clock, views
from services.approval.reviews.commands import CompleteStep, Decide
from services.approval.reviews.schemas import ClockSchema, DecisionBody, ReviewQuery, ReviewSchema, StepBody
from services.approval.service import Approval
from shared.identity.access import require_identity, requires
from shared.web.api import Blueprint
from shared.web.kit import current
from shared.web.meta import answer, etag, if_match, request_meta
from shared.web.paging import page_schema

api = Blueprint("reviews", __name__, url_prefix="/api/v1/reviews", description="审查与决定")


@api.route("", methods=["GET"])
@requires("review.read")
@api.arguments(ReviewQuery, location="query")
@api.response(200, page_schema(ReviewSchema))
def worklist(query: dict[str, Any]) -> Any:
    """List reviews, the most urgent first."""
    paging = query.pop("paging")
    rows = views.search(current(Approval).reviews.collection, require_identity(), paging, **query)
    return paging.page(rows, views.sort_key)


@api.route("/<case>", methods=["GET"])
@requires("review.read")
@api.response(200, ReviewSchema)
def review(case: str) -> Any:
    """Give one review; its version is the ETag."""
    found = views.find(current(Approval).reviews.collection, require_identity(), case)
    return found, 200, {"ETag": etag(found["version"])}


@api.route("/<case>/steps", methods=["POST"])
@requires("review.step")
@api.arguments(StepBody)
@api.response(200, ReviewSchema)
def complete_step(body: dict[str, Any], case: str) -> Any:
    """Record a step of the review with its review points (S1.3b)."""
    command = CompleteStep(
        meta=request_meta(body.get("occurred_at")),
        step=body["step"],
        points=tuple(body["points"]),
        passed=body["passed"],
        finding=body["finding"],
    )
    outcome = current(Approval).do(case, command, if_match())
    return answer(outcome, views.shown(case, outcome))


@api.route("/<case>/decision", methods=["POST"])
@requires("review.decide")
@api.arguments(DecisionBody)
@api.response(200, ReviewSchema)
def decide(body: dict[str, Any], case: str) -> Any:
    """Approve or refuse; the server numbers the document (S2.5f; Licensing Law art. 38)."""
    command = Decide(
        meta=request_meta(body.get("occurred_at")),
        outcome=body["outcome"],
        document_no="",
        reasons=body["reasons"],
        basis=body["basis"],
        review_authority=body["review_authority"],
    )
    outcome = current(Approval).decide(case, command, if_match())
    return answer(outcome, views.shown(case, outcome))


@api.route("/<case>/clock", methods=["GET"])
@requires("review.read")
@api.response(200, ClockSchema)
def both_clocks(case: str) -> Any:
    """Give both deadlines with every day that was counted or left out (S2.7c)."""
    approval = current(Approval)
    views.find(approval.reviews.collection, require_identity(), case)
    loaded = approval.load(case)
    told = clock.explained(loaded.state, approval.calendar(loaded.state.facts.division))
    return {"case": case, **told}, 200, {"ETag": etag(loaded.version)}
