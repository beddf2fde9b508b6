"""JSON endpoints of the decision and of what follows it; what everybody may read of it is public."""

from __future__ import annotations

from typing import Any

from services.approval.reviews import bodies, published, remedies, views
from services.approval.reviews.api import acted
from services.approval.reviews.outcome_schemas import (
    ApprovalSchema,
    CertificateViewSchema,
    LatenessSchema,
    RemediesSchema,
)
from services.approval.reviews.schemas import ReviewSchema
from services.approval.service import Approval
from shared.contracts import Rejected
from shared.identity.access import public, require_identity, requires
from shared.web.api import Blueprint
from shared.web.kit import current
from shared.web.meta import etag, request_now
from shared.web.paging import PagingQuery, page_schema

api = Blueprint("decisions", __name__, url_prefix="/api/v1", description="决定、送达与公开")


@api.route("/reviews/<case>/decision", methods=["POST"])
@requires("review.decide")
@api.arguments(bodies.DecisionBody)
@api.response(200, ReviewSchema)
def decide(body: dict[str, Any], case: str) -> Any:
    """Approve, refuse or terminate; the server numbers the document (S2.5f; Licensing Law art. 38)."""
    return acted(case, body, lambda acts: acts.decide(body))


@api.route("/reviews/<case>/service", methods=["POST"])
@requires("review.serve")
@api.arguments(bodies.ServiceBody)
@api.response(200, ReviewSchema)
def serve(body: dict[str, Any], case: str) -> Any:
    """Record that the decision reached the applicant; remedies run from that day."""
    return acted(case, body, lambda acts: acts.serve(body))


@api.route("/reviews/<case>/remedies", methods=["GET"])
@requires("review.read")
@api.response(200, RemediesSchema)
def what_now(case: str) -> Any:
    """Give where and until when the decision can be attacked, every day explained; null where nothing adverse was."""
    approval = current(Approval)
    views.find(approval.reviews.collection, require_identity(), case)
    loaded = approval.load(case)
    calendar = approval.calendar(loaded.state.facts.division)
    return remedies.told(loaded.state, calendar), 200, {"ETag": etag(loaded.version)}


@api.route("/reviews/<case>/certificate", methods=["GET"])
@requires("review.read")
@api.response(200, CertificateViewSchema)
def certificate(case: str) -> Any:
    """Give the certificate with its validity and specimen, and whether it still holds."""
    approval = current(Approval)
    views.find(approval.reviews.collection, require_identity(), case)
    found = published.certificate(approval.load(case).state, request_now().date())
    if found is None:
        raise Rejected("no_certificate", "this review has given no certificate", "许可法39", status=404)
    return found


@api.route("/reviews/<case>/certificate-end", methods=["POST"])
@requires("review.decide")
@api.arguments(bodies.CertificateEndBody)
@api.response(200, ReviewSchema)
def end_certificate(body: dict[str, Any], case: str) -> Any:
    """Revoke, withdraw or cancel the certificate (art. 8, 69, 70)."""
    return acted(case, body, lambda acts: acts.end_certificate(body))


@api.route("/reviews/<case>/lateness", methods=["POST"])
@requires("review.decide")
@api.arguments(bodies.LatenessBody)
@api.response(200, ReviewSchema)
def explain_lateness(body: dict[str, Any], case: str) -> Any:
    """Tell everybody why the promise was not kept (Regulation on the Business Environment art. 36)."""
    return acted(case, body, lambda acts: acts.explain_lateness(body))


@api.route("/approvals", methods=["GET"])
@public("decisions to approve are public by law (Licensing Law art. 40)")
@api.arguments(PagingQuery, location="query")
@api.response(200, page_schema(ApprovalSchema))
def approvals(paging: Any) -> Any:
    """List what was approved, the newest first; of the applicant nothing is told."""
    approval = current(Approval)
    rows = published.approvals(approval.reviews.collection, paging)
    return paging.page(rows, published.approval_key)


@api.route("/lateness", methods=["GET"])
@public("lateness is explained in public (Regulation on the Business Environment art. 36)")
@api.arguments(PagingQuery, location="query")
@api.response(200, page_schema(LatenessSchema))
def lateness(paging: Any) -> Any:
    """List what is or was late with the reasons told, the oldest promise first; of the applicant nothing is told."""
    approval = current(Approval)
    rows = published.lateness(approval, paging, request_now().date())
    return paging.page(rows, published.lateness_key)
