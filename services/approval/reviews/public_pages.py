"""What everybody may read, as pages: approvals, and why promises were not kept. Nothing tells whose cases they are."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from services.approval.reviews import published, wording
from services.approval.service import Approval
from shared.identity.access import public
from shared.web.kit import current
from shared.web.meta import request_now
from shared.web.paging import request_paging

pages = Blueprint("review_public", __name__)


@pages.get("/approvals")
@public("decisions to approve are public by law (Licensing Law art. 40)")
def approvals() -> ResponseReturnValue:
    """Show what was approved, the newest first."""
    approval, paging = current(Approval), request_paging()
    page = paging.page(published.approvals(approval.reviews.collection, paging), published.approval_key)
    return _shown(approval, "reviews/approvals.html", page)


@pages.get("/lateness")
@public("lateness is explained in public (Regulation on the Business Environment art. 36)")
def lateness() -> ResponseReturnValue:
    """Show broken promises with the reasons told, the oldest first."""
    approval, paging = current(Approval), request_paging()
    rows = published.lateness(approval, paging, request_now().date())
    return _shown(approval, "reviews/lateness.html", paging.page(rows, published.lateness_key))


def _shown(approval: Approval, template: str, page: dict[str, object]) -> str:
    return render_template(
        template,
        rows=page["items"],
        next=page["next"],
        items=wording.item_names(approval.replica),
        departments=wording.department_names(approval.replica),
        places=wording.place_names(approval.replica),
    )
