"""JSON endpoints of the special channel (S2.6f): ask, answer within the hours, the white list."""

from __future__ import annotations

from typing import Any

from services.intake.holders import of_own_hall, own_hall, side
from services.intake.service import Intake
from services.intake.special_channel import acts, views
from services.intake.special_channel.schemas import (
    SpecialAnswerBody,
    SpecialCodeBody,
    SpecialGrantSchema,
    SpecialGrantsSchema,
    SpecialRequestBody,
    WhiteListSchema,
)
from services.intake.special_channel.simplifications import allowed, steps_of_law
from services.intake.venues import views as venues
from shared.contracts import Rejected
from shared.identity.access import public, require_identity, requires
from shared.web.api import Blueprint
from shared.web.kit import current
from shared.web.meta import answer, request_meta

api = Blueprint("special_channel", __name__, url_prefix="/api/v1/special-channel", description="特别通道")

PUBLISHED = "what the special channel makes simpler is published, and so is what stays (S2.6f)"
HOLDER = "whoever holds number and query code, the owner, or the hall; checked where the request is known"


@api.route("/simplifications", methods=["GET"])
@public(PUBLISHED)
@api.response(200, WhiteListSchema)
def white_list() -> Any:
    """Give what may become simpler, and the steps of law that stay whatever is granted."""
    return {"allowed": list(allowed().values()), "steps_of_law": list(steps_of_law().values())}


@api.route("", methods=["POST"])
@requires("special.handle", "case.apply")
@api.arguments(SpecialRequestBody)
@api.response(201, SpecialGrantSchema)
def ask(body: dict[str, Any]) -> Any:
    """Ask for the special channel; the answer says by when it will be answered."""
    return _answer(asked(body), 201, code=True)


def asked(body: dict[str, Any]) -> acts.Done:
    """Take a request in: citizens for themselves, clerks at their own hall.

    Raises:
        Rejected: `other_venue` (403): a clerk of another hall.
    """
    intake, identity = current(Intake), require_identity()
    venue = venues.hall(intake.replica, body["hall"])
    own = identity.can("case.apply")
    if not own and identity.hall != venue.id:
        raise Rejected("other_venue", "you work at another place", "S2.6f", status=403)
    said = {**body, "account": identity.id if own else ""}
    return acts.request_special(intake, request_meta(), venue, said)


@api.route("", methods=["GET"])
@requires("special.handle", "special.answer")
@api.response(200, SpecialGrantsSchema)
def specials() -> Any:
    """List the requests of one's hall, those that wait first."""
    intake = current(Intake)
    return {"items": [acts.shown(intake, row) for row in views.of_hall(intake.hall.specials, own_hall().id)]}


@api.route("/<number>/answer", methods=["POST"])
@requires("special.answer")
@api.arguments(SpecialAnswerBody)
@api.response(200, SpecialGrantSchema)
def reply(body: dict[str, Any], number: str) -> Any:
    """Grant it or not; a step of law named as a simplification is refused."""
    row = in_own_hall(number)
    return _answer(acts.answer(current(Intake), request_meta(), own_hall(), row["_id"], body))


@api.route("/<number>/progress", methods=["POST"])
@public(HOLDER)
@api.arguments(SpecialCodeBody)
@api.response(200, SpecialGrantSchema)
def progress(body: dict[str, Any], number: str) -> Any:
    """See where a request stands."""
    return acts.shown(current(Intake), held(number, body["query_code"]))


def held(number: str, code: str) -> dict[str, Any]:
    """Give a request to whoever may see it."""
    row = views.find(current(Intake).hall.specials, number)
    side(current(Intake), row, "special.handle", code)
    assert row is not None
    return row


def in_own_hall(number: str) -> dict[str, Any]:
    """Give a request of one's own hall.

    Raises:
        Rejected: `unknown_special` (404), also for another hall's.
    """
    unknown = Rejected("unknown_special", "your hall has no such request", "S2.6f", status=404)
    return of_own_hall(views.find(current(Intake).hall.specials, number), unknown)


def _answer(done: acts.Done, status: int = 200, *, code: bool = False) -> Any:
    intake, (number, outcome) = current(Intake), done
    row = acts.shown(intake, views.project(number, outcome.state))
    return answer(outcome, row | ({"query_code": intake.codes.of(number)} if code else {}), status)
