"""JSON endpoints of home visits (S2.6e): ask, approve, schedule, done; whoever asked follows with number and code."""

from __future__ import annotations

from typing import Any

from services.intake.holders import of_own_hall, own_hall, side
from services.intake.home_visits import acts, views
from services.intake.home_visits.schemas import (
    VisitApprovalBody,
    VisitBody,
    VisitCodeBody,
    VisitDoneBody,
    VisitScheduleBody,
    VisitSchema,
    VisitsSchema,
    VisitWithdrawBody,
)
from services.intake.service import Intake
from services.intake.venues import views as venues
from shared.contracts import Rejected
from shared.identity.access import current_identity, public, requires
from shared.web.api import Blueprint
from shared.web.kit import current
from shared.web.meta import answer, request_meta

api = Blueprint("home_visits", __name__, url_prefix="/api/v1/home-visits", description="上门服务")

ANYBODY = "whoever cannot come may ask to be visited, or have somebody ask for them (S2.6e)"
HOLDER = "whoever holds number and query code, the owner, or the hall; checked where the visit is known"


@api.route("", methods=["POST"])
@public(ANYBODY)
@api.arguments(VisitBody)
@api.response(201, VisitSchema)
def ask(body: dict[str, Any]) -> Any:
    """Ask to be visited; the answer holds the last day for it, the number and, once, the query code."""
    return _answer(asked(body), 201, code=True)


def asked(body: dict[str, Any]) -> acts.Done:
    """Take a request in, from whoever asks."""
    intake, identity = current(Intake), current_identity()
    account = identity.id if identity and identity.can("case.apply") else ""
    venue = venues.hall(intake.replica, body["hall"])
    return acts.request_visit(intake, request_meta(), venue, {**body, "account": account})


@api.route("", methods=["GET"])
@requires("visit.handle", "visit.approve")
@api.response(200, VisitsSchema)
def visits() -> Any:
    """List the visits of one's hall that are under way, the most urgent first."""
    intake = current(Intake)
    return {"items": [acts.shown(intake, row) for row in views.of_hall(intake.hall.visits, own_hall().id)]}


@api.route("/<number>/progress", methods=["POST"])
@public(HOLDER)
@api.arguments(VisitCodeBody)
@api.response(200, VisitSchema)
def progress(body: dict[str, Any], number: str) -> Any:
    """See where a visit stands."""
    return acts.shown(current(Intake), held(number, body["query_code"]))


@api.route("/<number>/approval", methods=["POST"])
@requires("visit.approve")
@api.arguments(VisitApprovalBody)
@api.response(200, VisitSchema)
def approve(body: dict[str, Any], number: str) -> Any:
    """Let the hall come on another ground than the rulebook's, or not."""
    row = in_own_hall(number)
    return _answer(acts.approve(current(Intake), request_meta(), row["_id"], **body))


@api.route("/<number>/schedule", methods=["POST"])
@requires("visit.handle")
@api.arguments(VisitScheduleBody)
@api.response(200, VisitSchema)
def schedule(body: dict[str, Any], number: str) -> Any:
    """Set a day and two people of the hall."""
    row = in_own_hall(number)
    return _answer(acts.schedule(current(Intake), request_meta(), own_hall(), row["_id"], body))


@api.route("/<number>/completion", methods=["POST"])
@requires("visit.handle")
@api.arguments(VisitDoneBody)
@api.response(200, VisitSchema)
def finish(body: dict[str, Any], number: str) -> Any:
    """Note that both were there; the visit gets its receipt."""
    row = in_own_hall(number)
    meta = request_meta(body.pop("occurred_at", None))
    return _answer(acts.finish(current(Intake), meta, own_hall(), row["_id"], body))


@api.route("/<number>/withdrawal", methods=["POST"])
@public(HOLDER)
@api.arguments(VisitWithdrawBody)
@api.response(200, VisitSchema)
def give_up(body: dict[str, Any], number: str) -> Any:
    """Say that it is not needed any more."""
    row = held(number, body["query_code"])
    return _answer(acts.give_up(current(Intake), request_meta(), row["_id"], body["reason"]))


def held(number: str, code: str) -> dict[str, Any]:
    """Give a visit to whoever may see it."""
    row = views.find(current(Intake).hall.visits, number)
    side(current(Intake), row, "visit.handle", code)
    assert row is not None
    return row


def in_own_hall(number: str) -> dict[str, Any]:
    """Give a visit of one's own hall.

    Raises:
        Rejected: `unknown_visit` (404), also for another hall's.
    """
    unknown = Rejected("unknown_visit", "your hall has no such home visit", "S2.6e", status=404)
    return of_own_hall(views.find(current(Intake).hall.visits, number), unknown)


def _answer(done: acts.Done, status: int = 200, *, code: bool = False) -> Any:
    intake, (number, outcome) = current(Intake), done
    row = acts.shown(intake, views.project(number, outcome.state))
    return answer(outcome, row | ({"query_code": intake.codes.of(number)} if code else {}), status)
