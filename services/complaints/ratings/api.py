"""JSON endpoints of ratings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from services.complaints.ratings import schemas, views
from services.complaints.ratings.acts import SeeingTo, submit
from services.complaints.ratings.opening import masked, shown
from services.complaints.ratings.state import Rating
from services.complaints.service import Complaints
from shared.contracts import Meta
from shared.identity.access import current_identity, public, require_identity, requires
from shared.journal.handle import Outcome
from shared.web.api import Blueprint
from shared.web.kit import current
from shared.web.meta import answer, etag, if_match, request_meta
from shared.web.paging import page_schema

api = Blueprint("ratings", __name__, url_prefix="/api/v1/ratings", description="好差评")

Act = Callable[[SeeingTo, Meta, dict[str, Any]], Outcome[Rating]]


@api.route("", methods=["POST"])
@public("whoever received the service may rate it, with the query code of the receipt (L18)")
@api.arguments(schemas.RatingBody)
@api.response(201, schemas.RatingSchema)
def rate(body: dict[str, Any]) -> Any:
    """Rate a service that ended, once (GB/T 39734). Staff devices are refused; a hall's terminal is not one."""
    service = current(Complaints)
    case_no = body["case_no"] = body["case_no"].upper()
    outcome = submit(service, request_meta(body.get("occurred_at")), body, current_identity())
    return answer(outcome, {**views.project(case_no, outcome.state), "version": outcome.version}, 201)


@api.route("", methods=["GET"])
@requires("rating.read")
@api.arguments(schemas.RatingQuery, location="query")
@api.response(200, page_schema(schemas.RatingListSchema))
def ratings(query: dict[str, Any]) -> Any:
    """List ratings of one's jurisdiction, the newest service first; `show` picks bad, open, flagged, excluded ones.

    Words are masked here.
    """
    service, identity, paging = current(Complaints), require_identity(), query.pop("paging")
    page = paging.page(views.search(service.ratings.collection, identity, paging, **query), views.sort_key)
    return {**page, "items": [masked(service.vault, row) for row in page["items"]]}


@api.route("/exclusion-rates", methods=["GET"])
@requires("rating.read")
@api.response(200, schemas.ExclusionRatesSchema)
def exclusion_rates() -> Any:
    """Give, by department, how many bad ratings were left out and how that held (G8)."""
    return {"items": views.exclusion_rates(current(Complaints).ratings.collection, require_identity())}


@api.route("/<case_no>", methods=["GET"])
@requires("rating.read")
@api.response(200, schemas.RatingListSchema)
def rating(case_no: str) -> Any:
    """Give one rating, in clear to those who see to it, which is noted as a look; its version is the ETag."""
    service, identity = current(Complaints), require_identity()
    row = views.find(service.ratings.collection, identity, case_no)
    return shown(service, row, identity), 200, {"ETag": etag(row["version"])}


@api.route("/<case_no>/contact", methods=["POST"])
@requires("rating.rectify")
@api.arguments(schemas.ContactBody)
@api.response(200, schemas.RatingListSchema)
def contact(body: dict[str, Any], case_no: str) -> Any:
    """Put on record that whoever gave a bad rating was called: within one working day."""
    return _done(case_no, body, SeeingTo.contact)


@api.route("/<case_no>/rectification", methods=["POST"])
@requires("rating.rectify")
@api.arguments(schemas.RectificationBody)
@api.response(200, schemas.RatingListSchema)
def rectify(body: dict[str, Any], case_no: str) -> Any:
    """Put on record what was put right: within five working days, fifteen where it is hard."""
    return _done(case_no, body, SeeingTo.rectify)


@api.route("/<case_no>/feedback", methods=["POST"])
@requires("rating.rectify")
@api.arguments(schemas.FeedbackBody)
@api.response(200, schemas.RatingListSchema)
def feed_back(body: dict[str, Any], case_no: str) -> Any:
    """Put on record what whoever rated was told."""
    return _done(case_no, body, SeeingTo.feed_back)


@api.route("/<case_no>/exclusion", methods=["POST"])
@requires("rating.exclude")
@api.arguments(schemas.ExclusionBody)
@api.response(200, schemas.RatingListSchema)
def exclude(body: dict[str, Any], case_no: str) -> Any:
    """Find a bad rating mistaken or malicious; only somebody outside the rated unit does (G8)."""
    return _done(case_no, body, SeeingTo.exclude)


@api.route("/<case_no>/flag-review", methods=["POST"])
@requires("rating.exclude")
@api.arguments(schemas.FlagReviewBody)
@api.response(200, schemas.RatingListSchema)
def review_flags(body: dict[str, Any], case_no: str) -> Any:
    """Find a flagged rating genuine; what is not is left out as malicious. Only outside the rated unit (G7, G8)."""
    return _done(case_no, body, SeeingTo.review)


@api.route("/<case_no>/recheck", methods=["POST"])
@requires("rating.recheck")
@api.arguments(schemas.RecheckBody)
@api.response(200, schemas.RatingListSchema)
def recheck(body: dict[str, Any], case_no: str) -> Any:
    """Look at an exclusion again, and overturn it where it does not hold (G8)."""
    return _done(case_no, body, SeeingTo.recheck)


def _done(case_no: str, body: dict[str, Any], act: Act) -> Any:
    service, identity = current(Complaints), require_identity()
    outcome = act(SeeingTo(service, case_no, identity, if_match()), request_meta(body.get("occurred_at")), body)
    row = {**views.project(case_no, outcome.state), "version": outcome.version}
    return answer(outcome, masked(service.vault, row))
