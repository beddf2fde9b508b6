"""JSON endpoints of ratings."""

from __future__ import annotations

from typing import Any

from services.complaints.ratings import views
from services.complaints.ratings.acts import submit
from services.complaints.ratings.schemas import RatingBody, RatingListSchema, RatingQuery, RatingSchema
from services.complaints.service import Complaints
from shared.identity import Identity
from shared.identity.access import current_identity, public, require_identity, requires
from shared.privacy import PrivacyError, mask
from shared.web.api import Blueprint
from shared.web.kit import current
from shared.web.meta import answer, request_meta
from shared.web.paging import page_schema

api = Blueprint("ratings", __name__, url_prefix="/api/v1/ratings", description="好差评")


@api.route("", methods=["POST"])
@public("whoever received the service may rate it, with the query code of the receipt (L18)")
@api.arguments(RatingBody)
@api.response(201, RatingSchema)
def rate(body: dict[str, Any]) -> Any:
    """Rate a delivered case, once (GB/T 39734)."""
    service = current(Complaints)
    case_no = body["case_no"] = body["case_no"].upper()
    outcome = submit(service, request_meta(body.get("occurred_at")), body, current_identity())
    return answer(outcome, {**views.project(case_no, outcome.state), "version": outcome.version}, 201)


@api.route("", methods=["GET"])
@requires("rating.read")
@api.arguments(RatingQuery, location="query")
@api.response(200, page_schema(RatingListSchema))
def ratings(query: dict[str, Any]) -> Any:
    """List ratings of one's jurisdiction, the newest delivery first."""
    service, identity, paging = current(Complaints), require_identity(), query.pop("paging")
    page = paging.page(views.search(service.ratings.collection, identity, paging, **query), views.sort_key)
    return {**page, "items": [_readable(service, row, identity) for row in page["items"]]}


def _readable(service: Complaints, row: dict[str, Any], identity: Identity) -> dict[str, Any]:
    try:
        comment = service.vault.open(row["person"], row["comment"], row["case_no"], "comment")
    except PrivacyError:
        comment = ""
    return {**row, "comment": comment if identity.can("rating.rectify") else mask("comment", comment)}
