"""JSON endpoints of what moves a review's clocks, of hearings, and of the way to the superior unit."""

from __future__ import annotations

from typing import Any

from services.approval.reviews import bodies
from services.approval.reviews.api import acted
from services.approval.reviews.schemas import ReviewSchema
from shared.identity.access import requires
from shared.web.api import Blueprint

api = Blueprint("procedures", __name__, url_prefix="/api/v1/reviews", description="停表、延期、听证、上报")


@api.route("/<case>/suspensions", methods=["POST"])
@requires("review.suspend")
@api.arguments(bodies.SuspensionBody)
@api.response(200, ReviewSchema)
def suspend(body: dict[str, Any], case: str) -> Any:
    """Begin one of the eight special procedures; its written notice tells the time needed (Licensing Law art. 45)."""
    return acted(case, body, lambda acts: acts.suspend(body))


@api.route("/<case>/resumption", methods=["POST"])
@requires("review.suspend")
@api.arguments(bodies.ResumptionBody)
@api.response(200, ReviewSchema)
def resume(body: dict[str, Any], case: str) -> Any:
    """End a special procedure with its result document; with a `reason` instead it is void, and recounted."""
    voided = bool(body["reason"]) and not body["result_document"]
    return acted(case, body, lambda acts: acts.void(body) if voided else acts.resume(body))


@api.route("/<case>/extension", methods=["POST"])
@requires("review.extend")
@api.arguments(bodies.ExtensionBody)
@api.response(200, ReviewSchema)
def extend(body: dict[str, Any], case: str) -> Any:
    """Extend the limit by law, once and in time: the head of the agency, of government for joint handling (art. 42)."""
    return acted(case, body, lambda acts: acts.extend(body))


@api.route("/<case>/hearing", methods=["POST"])
@requires("review.step")
@api.arguments(bodies.HearingBody)
@api.response(200, ReviewSchema)
def hearing(body: dict[str, Any], case: str) -> Any:
    """Take one step of the hearing chain of five, twenty and seven working days (art. 46 to 48)."""
    return acted(case, body, lambda acts: acts.hearing(body["act"], body))


@api.route("/<case>/superior-referral", methods=["POST"])
@requires("review.step")
@api.arguments(bodies.ReferralBody)
@api.response(200, ReviewSchema)
def refer(body: dict[str, Any], case: str) -> Any:
    """Record the applicant's choice of route, or send the whole file up with the initial opinion (art. 35)."""
    return acted(case, body, lambda acts: acts.choose_route(body) if body["route"] else acts.forward(body))
