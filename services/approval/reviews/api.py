"""JSON endpoints of reviews: the worklist, steps, opinions and statements, both clocks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from services.approval.reviews import bodies, clock, referrals, views
from services.approval.reviews.acts import Acts
from services.approval.reviews.outcome_schemas import StatementsSchema
from services.approval.reviews.schemas import ClockSchema, ReviewQuery, ReviewSchema, StepBody
from services.approval.reviews.state import Review
from services.approval.service import Approval
from shared.contracts.hearings import StatementRecorded
from shared.identity.access import require_identity, requires
from shared.journal.handle import Outcome
from shared.privacy import PrivacyError
from shared.web.api import Blueprint
from shared.web.kit import current
from shared.web.looks import note_look
from shared.web.meta import answer, etag, if_match, request_meta, request_now
from shared.web.paging import page_schema

api = Blueprint("reviews", __name__, url_prefix="/api/v1/reviews", description="审查与决定")


def acted(case: str, body: dict[str, Any], act: Callable[[Acts], Outcome[Review]]) -> Any:
    """Let an officer act on a review; give the review as it is then, its version as ETag."""
    meta = request_meta(body.get("occurred_at"))
    outcome = act(Acts(current(Approval), case, meta, require_identity(), if_match()))
    return answer(outcome, views.shown(case, outcome))


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


@api.route("/<case>/clock", methods=["GET"])
@requires("review.read")
@api.response(200, ClockSchema)
def both_clocks(case: str) -> Any:
    """Give both deadlines with every day that was counted or left out, as they stand now (S2.7c)."""
    approval, today = current(Approval), request_now().date()
    views.find(approval.reviews.collection, require_identity(), case)
    loaded = approval.load(case)
    calendar = approval.calendar(loaded.state.facts.division)
    told = clock.explained(loaded.state, calendar, today)
    above = referrals.clock(loaded.state, calendar, today)
    return {"case": case, **told, "initial_review": above}, 200, {"ETag": etag(loaded.version)}


@api.route("/<case>/steps", methods=["POST"])
@requires("review.step")
@api.arguments(StepBody)
@api.response(200, ReviewSchema)
def complete_step(body: dict[str, Any], case: str) -> Any:
    """Record a step of the review with its review points (S1.3b)."""
    return acted(case, body, lambda acts: acts.complete_step(body))


@api.route("/<case>/assignment", methods=["POST"])
@requires("review.assign")
@api.arguments(bodies.AssignmentBody)
@api.response(200, ReviewSchema)
def assign(body: dict[str, Any], case: str) -> Any:
    """Give a step to an officer (post A) and a deputy (post B)."""
    return acted(case, body, lambda acts: acts.assign(body))


@api.route("/<case>/hand-over", methods=["POST"])
@requires("review.step")
@api.arguments(bodies.HandOverBody)
@api.response(200, ReviewSchema)
def hand_over(body: dict[str, Any], case: str) -> Any:
    """Hand a step over before leaving it."""
    return acted(case, body, lambda acts: acts.hand_over(body))


@api.route("/<case>/return", methods=["POST"])
@requires("review.assign")
@api.arguments(bodies.ReturnBody)
@api.response(200, ReviewSchema)
def send_back(body: dict[str, Any], case: str) -> Any:
    """Send the review back to a step; the clocks run on."""
    return acted(case, body, lambda acts: acts.send_back(body))


@api.route("/<case>/consultations", methods=["POST"])
@requires("review.step")
@api.arguments(bodies.ConsultationBody)
@api.response(200, ReviewSchema)
def consult(body: dict[str, Any], case: str) -> Any:
    """Ask another department for its opinion; no clock stands for it."""
    return acted(case, body, lambda acts: acts.consult(body))


@api.route("/<case>/opinion", methods=["POST"])
@requires("review.step")
@api.arguments(bodies.OpinionBody)
@api.response(200, ReviewSchema)
def opinion(body: dict[str, Any], case: str) -> Any:
    """Give one's department's opinion, where it was asked."""
    return acted(case, body, lambda acts: acts.answer_consultation(body))


@api.route("/<case>/interested-parties", methods=["POST"])
@requires("review.step")
@api.arguments(bodies.InterestedBody)
@api.response(200, ReviewSchema)
def tell_interested(body: dict[str, Any], case: str) -> Any:
    """Tell those whose weighty interests are touched (Licensing Law art. 36)."""
    return acted(case, body, lambda acts: acts.tell_interested(body))


@api.route("/<case>/statements", methods=["POST"])
@requires("review.step")
@api.arguments(bodies.StatementBody)
@api.response(200, ReviewSchema)
def record_statement(body: dict[str, Any], case: str) -> Any:
    """Record what the applicant or an interested party had to say; the text is sealed."""
    return acted(case, body, lambda acts: acts.record_statement(body))


@api.route("/<case>/statements", methods=["GET"])
@requires("review.step")
@api.response(200, StatementsSchema)
def statements(case: str) -> Any:
    """Give what was said, in clear, to the officers of the department; each opening is noted as a look first."""
    approval = current(Approval)
    row = views.find(approval.reviews.collection, require_identity(), case)
    said = approval.load(case).state.statements
    return {"statements": [_opened(approval, row, each) for each in said]}


def _opened(approval: Approval, row: views.Document, each: StatementRecorded) -> dict[str, Any]:
    """Open one statement; every statement is sealed under a key of its own, and a look is noted under that key."""
    case = row["_id"]
    try:
        text = approval.vault.open(each.person, each.text, case, "statement")
    except PrivacyError:
        text = ""  # the person was erased
    shown, division = {"text": text}, row["division"]
    note_look(approval.looks, require_identity(), each.person, shown, purpose="review", case_no=case, division=division)
    told = {"party": each.party, "heard_on": each.heard_on, "adopted": each.adopted, "answer": each.answer}
    return {**told, "text": text}
