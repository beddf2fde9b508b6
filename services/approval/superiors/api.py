"""JSON endpoints of superior units: their inbox, and their word on a case (S2.7d)."""

from __future__ import annotations

from typing import Any

from services.approval.reviews.clock import clocks
from services.approval.service import Approval
from services.approval.superiors import views
from services.approval.superiors.commands import Answer, AskMaterials
from services.approval.superiors.schemas import AnswerBody, InboxQuery, MaterialsBody, ReferralSchema
from shared.identity.access import require_identity, requires
from shared.web.api import Blueprint
from shared.web.kit import current
from shared.web.meta import answer, etag, if_match, request_meta, request_now
from shared.web.paging import page_schema

api = Blueprint("superiors", __name__, url_prefix="/api/v1/superior-referrals", description="上级审批")


@api.route("", methods=["GET"])
@requires("superior.read")
@api.arguments(InboxQuery, location="query")
@api.response(200, page_schema(ReferralSchema))
def inbox(query: dict[str, Any]) -> Any:
    """List the files of one's unit, the most urgent first."""
    paging = query["paging"]
    rows = views.search(current(Approval).superiors.collection, require_identity(), paging, query["status"])
    return paging.page(rows, views.sort_key)


@api.route("/<case>", methods=["GET"])
@requires("superior.read")
@api.response(200, ReferralSchema)
def referral(case: str) -> Any:
    """Give one file, with the superior unit's own clock beside the lead window's end-to-end promise."""
    approval = current(Approval)
    found = views.find(approval.superiors.collection, require_identity(), case)
    calendar = approval.calendar(found["division"])
    own = approval.load_superior(case).state.deadline(calendar)
    lead = clocks(approval.load(case).state, calendar, request_now().date())
    told = {"counted_due": own.due if own else None, "lead_due": lead.promised.deadline.due}
    return {**found, **told}, 200, {"ETag": etag(found["version"])}


@api.route("/<case>/materials", methods=["POST"])
@requires("superior.decide")
@api.arguments(MaterialsBody)
@api.response(200, ReferralSchema)
def ask_materials(body: dict[str, Any], case: str) -> Any:
    """Ask for what the file lacks; what was handed in is not asked for again (Licensing Law art. 35)."""
    command = AskMaterials(
        meta=request_meta(body.get("occurred_at")), materials=tuple(body["materials"]), reason=body["reason"]
    )
    outcome = current(Approval).do_superior(case, command, if_match())
    return answer(outcome, views.shown(case, outcome))


@api.route("/<case>/decision", methods=["POST"])
@requires("superior.decide")
@api.arguments(AnswerBody)
@api.response(200, ReferralSchema)
def decide(body: dict[str, Any], case: str) -> Any:
    """Approve, refuse or return; the lead department hears of it through the journal."""
    command = Answer(
        meta=request_meta(body.get("occurred_at")),
        outcome=body["outcome"],
        reasons=body["reasons"],
        basis=body["basis"],
    )
    outcome = current(Approval).answer_superior(case, command, if_match())
    return answer(outcome, views.shown(case, outcome))
