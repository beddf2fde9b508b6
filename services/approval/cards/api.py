"""JSON endpoints of cards."""

from __future__ import annotations

from typing import Any

from services.approval.cards import views
from services.approval.cards.acts import appeal, correct, report, uphold
from services.approval.cards.schemas import (
    AppealBody,
    CardQuery,
    CaseCardsSchema,
    CorrectBody,
    FindingBody,
    UpholdBody,
)
from services.approval.cards.state import Cards
from services.approval.service import Approval
from shared.identity.access import require_identity, requires
from shared.journal.handle import Outcome
from shared.web.api import Blueprint
from shared.web.kit import current
from shared.web.meta import answer, etag, if_match
from shared.web.paging import page_schema

api = Blueprint("cards", __name__, url_prefix="/api/v1/cards", description="预警与黄红牌")


@api.route("", methods=["GET"])
@requires("card.read")
@api.arguments(CardQuery, location="query")
@api.response(200, page_schema(CaseCardsSchema))
def listed(query: dict[str, Any]) -> Any:
    """List cases with cards, the newest card first."""
    paging = query.pop("paging")
    rows = views.search(current(Approval).cards.collection, require_identity(), paging, **query)
    return paging.page(rows, views.sort_key)


@api.route("/<case>", methods=["GET"])
@requires("card.read")
@api.response(200, CaseCardsSchema)
def cards(case: str) -> Any:
    """Give the cards of a case; their version is the ETag."""
    found = views.find(current(Approval).cards.collection, require_identity(), case)
    return found, 200, {"ETag": etag(found["version"])}


@api.route("/<case>/<int:card>/appeal", methods=["POST"])
@requires("card.appeal")
@api.arguments(AppealBody)
@api.response(200, CaseCardsSchema)
def appeal_card(body: dict[str, Any], case: str, card: int) -> Any:
    """Appeal a card of one's department, within five working days of its writing (D-2, D-6)."""
    return _told(case, appeal(case, card, body["reasons"], if_match()))


@api.route("/<case>/<int:card>/answer", methods=["POST"])
@requires("card.correct")
@api.arguments(UpholdBody)
@api.response(200, CaseCardsSchema)
def uphold_card(body: dict[str, Any], case: str, card: int) -> Any:
    """Answer an appeal: the card stands."""
    return _told(case, uphold(case, card, body["reasons"], if_match()))


@api.route("/<case>/<int:card>/correction", methods=["POST"])
@requires("card.correct")
@api.arguments(CorrectBody)
@api.response(200, CaseCardsSchema)
def correct_card(body: dict[str, Any], case: str, card: int) -> Any:
    """Correct a card: it counts no more, and stays to be seen (D-6)."""
    return _told(case, correct(case, card, body["ground"], body["reasons"], if_match()))


@api.route("/<case>/findings", methods=["POST"])
@requires("card.report")
@api.arguments(FindingBody)
@api.response(200, CaseCardsSchema)
def report_finding(body: dict[str, Any], case: str) -> Any:
    """Report what no timer sees: handled outside the hall, or refused without reasons; a red card (D-6)."""
    return _told(case, report(case, body["cause"], body["reasons"], body.get("found_at"), if_match()))


def _told(case: str, outcome: Outcome[Cards]) -> Any:
    return answer(outcome, {**views.project(case, outcome.state), "version": outcome.version})
