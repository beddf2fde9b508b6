"""Pages of reviews: the worklist, and the page of one case."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.approval.cards import views as card_views
from services.approval.cards import wording as card_wording
from services.approval.reviews import clock, views, wording, worklists
from services.approval.reviews.case_view import case_view
from services.approval.reviews.schemas import STATUSES
from services.approval.reviews.worklists import SCOPES, Asked
from services.approval.service import Approval
from shared.identity import Identity
from shared.identity.access import require_identity, requires
from shared.timekeeping import Calendar
from shared.web.forms import Refusal
from shared.web.kit import current
from shared.web.meta import request_now
from shared.web.paging import request_paging

pages = Blueprint(
    "review_pages",
    __name__,
    template_folder="templates",
    static_folder=str(Path(__file__).parent / "static"),
    static_url_path="/static/reviews",
)

WEEK = 5
"""The worklist's `week`, in working days from today."""


@pages.get("/")
@requires("review.read")
def worklist() -> ResponseReturnValue:
    """Show the reviews of one's department or jurisdiction, those most at risk first."""
    approval, identity, today = current(Approval), require_identity(), request_now().date()
    calendar, told = approval.calendar(), _told()
    asked = _asked(approval, told, today, calendar)
    paging = request_paging()
    found = worklists.search(approval.reviews.collection, identity, paging, asked)
    if len(found) == 1 and told["words"] == found[0]["_id"]:
        return redirect(url_for("review_pages.review", case=found[0]["_id"]), 303)
    page = paging.page(found, views.sort_key)
    cards = card_views.of_cases(approval.cards.collection, [row["_id"] for row in page["items"]])
    return render_template(
        "reviews/worklist.html",
        rows=[{**_row(row, today, calendar), "cards": cards.get(row["_id"], [])} for row in page["items"]],
        next=page["next"],
        asked=told,
        scopes=[scope for scope in SCOPES if identity.can("review.step") or scope == "department"],
        stats=_stats(approval, identity, today, calendar),
        items=wording.item_names(approval.replica),
        places=wording.place_names(approval.replica),
        departments=wording.department_names(approval.replica),
        departments_options=wording.options(wording.department_names(approval.replica)),
        all_departments=not identity.can("review.step"),
        cards_words=card_wording,
        words=wording,
    )


def _told() -> dict[str, str]:
    """Give what the query string asks for; what is odd counts as not said."""
    given = {name: request.args.get(name, "") for name in ("status", "scope", "due", "department", "words")}
    status = given["status"] or "open"
    return {
        "status": status if status in STATUSES else "",
        "scope": given["scope"] if given["scope"] in SCOPES else "department",
        "due": given["due"] if given["due"] in ("late", "today", "week") else "",
        "department": given["department"][:40],
        "words": given["words"].strip()[:40],
    }


def _asked(approval: Approval, told: dict[str, str], today: date, calendar: Calendar) -> Asked:
    due_by = {"late": today - clock.DAY, "today": today, "week": calendar.add_working_days(today, WEEK)}
    return Asked(
        status=told["status"],
        scope=told["scope"],
        department=told["department"],
        due_by=due_by.get(told["due"]),
        due_from=today if told["due"] in ("today", "week") else None,
        words=told["words"],
        items=wording.item_names(approval.replica) if told["words"] else {},
    )


def _stats(approval: Approval, identity: Identity, today: date, calendar: Calendar) -> dict[str, int]:
    """Count what presses: overdue, due today, due within the week, given to nobody, one's own."""
    asked = {
        "late": Asked(due_by=today - clock.DAY),
        "today": Asked(due_by=today, due_from=today),
        "week": Asked(due_by=calendar.add_working_days(today, WEEK), due_from=today),
        "unassigned": Asked(scope="unassigned"),
        "mine": Asked(scope="mine"),
    }
    return {name: worklists.count(approval.reviews.collection, identity, each) for name, each in asked.items()}


def _row(row: dict[str, Any], today: date, calendar: Calendar) -> dict[str, Any]:
    due = date.fromisoformat(row["promised_due"])
    checked = len(row["points"]) - len(row["missing"])
    urgency = wording.urgency(clock.left(due, today, calendar), due == today) if row["status"] == "open" else None
    return {**row, "checked": checked, "urgency": urgency, "turn": worklists.turn(row)}


@pages.get("/reviews/<case>")
@requires("review.read")
def review(case: str) -> ResponseReturnValue:
    """Show one case: both clocks, steps, documents, what happened, and every form the reader may send now."""
    return case_page(case)


def case_page(case: str, refused_form: str = "", refusal: Refusal | None = None) -> ResponseReturnValue:
    """Render the page of a case; a refused form is open, with what was typed and what was wrong."""
    approval, identity = current(Approval), require_identity()
    row = views.find(approval.reviews.collection, identity, case)
    body = render_template(
        "reviews/review.html",
        **case_view(approval, identity, row, request_now()),
        refused_form=refused_form,
        refusal=refusal,
        form=request.form,
    )
    return body, refusal.status if refusal else 200
