"""Documents as they are printed: the decision with its reasons and remedies."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from services.approval.reviews import published, views, wording
from services.approval.service import Approval
from shared.contracts import Rejected
from shared.identity.access import require_identity, requires
from shared.web.kit import current
from shared.web.meta import request_now

pages = Blueprint("review_papers", __name__)


@pages.get("/reviews/<case>/document")
@requires("review.read")
def decision(case: str) -> ResponseReturnValue:
    """Show the decision for paper; of the applicant it says the case number, for the name is not kept here."""
    approval = current(Approval)
    row = views.find(approval.reviews.collection, require_identity(), case)
    state = approval.load(case).state
    if state.decision is None:
        raise Rejected("not_decided", "this review has not been decided", status=404)
    item = wording.item(approval.replica, row["item"], row["item_version"])
    departments = wording.department_names(approval.replica)
    return render_template(
        "reviews/decision.html",
        review=row,
        decision=state.decision,
        certificate=published.certificate(state, request_now().date()),
        item=item.name if item else row["item"],
        department=departments.get(row["department"], row["department"]),
        points={point.code: point.name for point in item.review_points} if item else {},
        words=wording,
    )
