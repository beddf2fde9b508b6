"""JSON endpoints of questions: ask online, register at the desk, guide, answer, and what is open at day's end."""

from __future__ import annotations

from typing import Any

from services.intake.consultations import acts, views
from services.intake.consultations.schemas import (
    ConsultationSchema,
    ConsultationsSchema,
    DayEndQuery,
    DayEndSchema,
    DeskQuestionBody,
    GuideBody,
    NothingMoreBody,
    OnlineQuestionBody,
    QuestionAnswerBody,
    QuestionCodeBody,
)
from services.intake.holders import of_own_hall, own_hall, side
from services.intake.service import Intake
from services.intake.venues import views as venues
from services.intake.venues.access import require_sight
from shared.contracts import Rejected
from shared.identity.access import current_identity, public, require_identity, requires
from shared.web.api import Blueprint
from shared.web.kit import current
from shared.web.meta import answer, request_meta, request_now

api = Blueprint("consultations", __name__, url_prefix="/api/v1/consultations", description="咨询与首问负责")

ANYBODY = "anyone may ask, at any hour (S1.4a, S2.8c)"
HOLDER = "whoever holds number and query code sees the answer; checked where the question is known"


@api.route("", methods=["POST"])
@public(ANYBODY)
@api.arguments(OnlineQuestionBody)
@api.response(201, ConsultationSchema)
def ask(body: dict[str, Any]) -> Any:
    """Ask online; the answer holds the number and, once, the code to see the answer with."""
    return _answer(asked(body), 201, code=True)


def asked(body: dict[str, Any]) -> acts.Done:
    """Take an online question in."""
    intake, identity = current(Intake), current_identity()
    account = identity.id if identity and identity.can("case.apply") else ""
    venue = venues.hall(intake.replica, body["hall"])
    return acts.register(intake, request_meta(), venue, {**body, "account": account}, channel="online")


@api.route("/desk", methods=["POST"])
@requires("consultation.handle")
@api.arguments(DeskQuestionBody)
@api.response(201, ConsultationSchema)
def register(body: dict[str, Any]) -> Any:
    """Register a question asked of oneself, with an answer or the window shown, where that was done at once."""
    return _answer(acts.register(current(Intake), request_meta(), own_hall(), body, channel=body["channel"]), 201)


@api.route("", methods=["GET"])
@requires("consultation.handle", "case.read_own")
@api.response(200, ConsultationsSchema)
def consultations() -> Any:
    """List what is open in one's hall; for a citizen, one's own questions."""
    intake, identity = current(Intake), require_identity()
    if identity.can("consultation.handle"):
        rows = views.open_in(intake.hall.consultations, own_hall().id)
    else:
        rows = views.of_account(intake.hall.consultations, identity.id)
    return {"items": [acts.opened(intake, row) for row in rows]}


@api.route("/day-end", methods=["GET"])
@requires("hall.read")
@api.arguments(DayEndQuery, location="query")
@api.response(200, DayEndSchema)
def day_end(query: dict[str, Any]) -> Any:
    """List what is open at the end of a day, by person (S2.5a, S2.6b)."""
    intake = current(Intake)
    venue = venues.hall(intake.replica, query["hall"] or require_identity().hall or "-")
    require_sight(venue)
    return views.day_end(intake.hall.consultations, venue.id, query["day"] or request_now().date())


@api.route("/<number>/progress", methods=["POST"])
@public(HOLDER)
@api.arguments(QuestionCodeBody)
@api.response(200, ConsultationSchema)
def progress(body: dict[str, Any], number: str) -> Any:
    """See the answer with the query code, as the owner, or in the hall."""
    return followed(number, body["query_code"])


def followed(number: str, code: str) -> dict[str, Any]:
    """Give a question to whoever may see it."""
    intake = current(Intake)
    row = views.find(intake.hall.consultations, number)
    side(intake, row, "consultation.handle", code)
    assert row is not None
    return acts.opened(intake, row)


@api.route("/<number>/responsibility", methods=["POST"])
@requires("consultation.handle")
@api.arguments(NothingMoreBody)
@api.response(200, ConsultationSchema)
def take_up(body: dict[str, Any], number: str) -> Any:  # noqa: ARG001
    """Make a question one's own that has nobody yet."""
    return _answer(acts.take_up(current(Intake), request_meta(), in_own_hall(number)))


@api.route("/<number>/guidance", methods=["POST"])
@requires("consultation.handle")
@api.arguments(GuideBody)
@api.response(200, ConsultationSchema)
def guide(body: dict[str, Any], number: str) -> Any:
    """Show the person to a window or department; the first asked stays responsible."""
    return _answer(acts.guide(current(Intake), request_meta(), own_hall(), in_own_hall(number), body))


@api.route("/<number>/answer", methods=["POST"])
@requires("consultation.handle")
@api.arguments(QuestionAnswerBody)
@api.response(200, ConsultationSchema)
def reply(body: dict[str, Any], number: str) -> Any:
    """Answer it; that closes it."""
    return _answer(acts.answer(current(Intake), request_meta(), in_own_hall(number), body["answer"]))


@api.route("/<number>/takeover", methods=["POST"])
@requires("consultation.handle")
@api.arguments(NothingMoreBody)
@api.response(200, ConsultationSchema)
def confirm(body: dict[str, Any], number: str) -> Any:  # noqa: ARG001
    """Say that the window the person was shown to has taken over; that closes it."""
    return _answer(acts.confirm(current(Intake), request_meta(), in_own_hall(number)))


def in_own_hall(number: str) -> str:
    """Give the number of a question of one's own hall.

    Raises:
        Rejected: `unknown_consultation` (404), also for another hall's.
    """
    unknown = Rejected("unknown_consultation", "your hall has no such question", "S2.6b", status=404)
    return str(of_own_hall(views.find(current(Intake).hall.consultations, number), unknown)["_id"])


def _answer(done: acts.Done, status: int = 200, *, code: bool = False) -> Any:
    intake, (number, outcome) = current(Intake), done
    row = acts.opened(intake, views.project(number, outcome.state))
    return answer(outcome, row | ({"query_code": intake.codes.of(number)} if code else {}), status)
