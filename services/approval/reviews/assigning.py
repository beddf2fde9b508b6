"""Assigning many cases at once: what changes is shown first, and each case is answered for itself."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from services.approval.reviews import wording, worklists
from services.approval.reviews.acts import Acts
from services.approval.reviews.case_view import officers_of
from services.approval.service import Approval
from shared.contracts import Rejected
from shared.identity.access import require_identity, requires
from shared.web.forms import refused
from shared.web.kit import current
from shared.web.meta import command_id, idempotency_key, request_meta

pages = Blueprint("review_assigning", __name__)


@pages.get("/assign")
@requires("review.assign")
def preview() -> ResponseReturnValue:
    """Show what would change: of each case the step whose turn it is, who has it now, who will."""
    return _page(request.args.getlist("cases"), request.args.get("officer", ""), request.args.get("deputy", ""))


@pages.post("/assign")
@requires("review.assign")
def assign() -> ResponseReturnValue:
    """Assign every named case; what the rules refuse stays as it is, and says why."""
    cases, officer = request.form.getlist("cases"), request.form.get("officer", "")[:64]
    deputy, approval = request.form.get("deputy", "")[:64], current(Approval)
    rows = worklists.of_cases(approval.reviews.collection, require_identity(), cases)
    told = {row["_id"]: _assigned(approval, row, officer, deputy) for row in rows}
    return _page(cases, officer, deputy, told)


def _assigned(approval: Approval, row: dict[str, Any], officer: str, deputy: str) -> str:
    """Assign one case under a command id of its own; give what was refused, or nothing."""
    meta, step = request_meta(), worklists.turn(row)
    key = idempotency_key()
    if key is not None:
        meta = replace(meta, command_id=command_id(meta.actor, f"{key}/{row['_id']}"))
    if step is None:
        return ""
    said = {"step": step["code"], "officer": officer, "deputy": deputy}
    try:
        Acts(approval, row["_id"], meta, require_identity()).assign(said)
    except Rejected as refusal:
        return refused(refusal).title
    return ""


def _page(cases: list[str], officer: str, deputy: str, told: dict[str, str] | None = None) -> ResponseReturnValue:
    approval, identity = current(Approval), require_identity()
    rows = worklists.of_cases(approval.reviews.collection, identity, cases)
    known = officers_of(approval, identity.unit)
    hand = worklists.in_hand(approval.reviews.collection, identity.unit)
    return render_template(
        "reviews/assign.html",
        rows=[{**row, "turn": worklists.turn(row)} for row in rows if row["status"] == "open"],
        officers=[(account, f"{name} · {hand[account]}") for account, name in known],
        chosen=officer if officer in dict(known) else "",
        deputy=deputy if deputy in dict(known) and deputy != officer else "",
        hand=hand,
        told=told,
        items=wording.item_names(approval.replica),
    )
