"""Pages of reviews: the department's worklist, and the page of one review."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import ValidationError

from services.approval.reviews import clock, views, wording
from services.approval.reviews.commands import CompleteStep, Decide
from services.approval.reviews.schemas import STATUSES, DecisionForm, StepForm
from services.approval.reviews.state import Review
from services.approval.service import Approval
from shared.contracts import Rejected
from shared.contracts.streams import stream_name
from shared.identity.access import require_identity, requires
from shared.timekeeping import Calendar, local_day
from shared.web.forms import Refusal, form_fields, refused
from shared.web.kit import current
from shared.web.meta import request_meta, request_now
from shared.web.paging import request_paging

pages = Blueprint(
    "review_pages",
    __name__,
    template_folder="templates",
    static_folder=str(Path(__file__).parent / "static"),
    static_url_path="/static/reviews",
)

SOON = {"today": 0, "week": 5}
"""The worklist's filter by due day, in working days from today."""


@pages.get("/")
@requires("review.read")
def worklist() -> ResponseReturnValue:
    """Show the reviews of one's department or jurisdiction, the most urgent first."""
    approval, identity, today = current(Approval), require_identity(), request_now().date()
    asked = {
        "status": request.args.get("status", "open") if request.args.get("status", "open") in STATUSES else "",
        "department": request.args.get("department", "")[:40],
        "due": request.args.get("due", "") if request.args.get("due", "") in SOON else "",
    }
    calendar = approval.calendar()
    due_by = _due_by(calendar, today, SOON[asked["due"]]) if asked["due"] else None
    paging = request_paging()
    found = views.search(
        approval.reviews.collection,
        identity,
        paging,
        status=asked["status"],
        department=asked["department"],
        due_by=due_by,
    )
    page = paging.page(found, views.sort_key)
    return render_template(
        "reviews/worklist.html",
        rows=[_row(row, today, calendar) for row in page["items"]],
        next=page["next"],
        asked=asked,
        items=wording.item_names(approval.replica),
        places=wording.place_names(approval.replica),
        departments=wording.department_names(approval.replica),
        departments_options=wording.options(wording.department_names(approval.replica)),
        all_departments=not identity.can("review.step"),
        words=wording,
    )


def _due_by(calendar: Calendar, today: date, working_days: int) -> date:
    return calendar.add_working_days(today, working_days) if working_days else today


def _row(row: dict[str, Any], today: date, calendar: Calendar) -> dict[str, Any]:
    due = date.fromisoformat(row["promised_due"])
    checked = len(row["points"]) - len(row["missing"])
    urgency = wording.urgency(clock.left(due, today, calendar), due == today) if row["status"] == "open" else None
    return {**row, "checked": checked, "urgency": urgency}


@pages.get("/reviews/<case>")
@requires("review.read")
def review(case: str) -> ResponseReturnValue:
    """Show one review: both clocks, the checklist, the decision and what happened."""
    return _page(case)


@pages.post("/reviews/<case>/steps")
@requires("review.step")
def complete_step(case: str) -> ResponseReturnValue:
    """Take the step form."""
    try:
        form = StepForm().load(form_fields("points"))
        command = CompleteStep(meta=request_meta(), step="review", points=tuple(form.pop("points")), **form)
        current(Approval).do(case, command)
    except (ValidationError, Rejected) as refusal:
        return _page(case, step_refusal=refused(refusal))
    flash(gettext("已记录审查要点"), "good")
    return redirect(url_for("review_pages.review", case=case), 303)


@pages.post("/reviews/<case>/decision")
@requires("review.decide")
def decide(case: str) -> ResponseReturnValue:
    """Take the decision form."""
    try:
        form = DecisionForm().load(form_fields())
        outcome = current(Approval).decide(case, Decide(meta=request_meta(), document_no="", **form))
    except (ValidationError, Rejected) as refusal:
        return _page(case, decision_refusal=refused(refusal))
    decision = outcome.state.decision
    flash(gettext("已作出决定，文书编号 %(number)s", number=decision.document_no if decision else ""), "good")
    return redirect(url_for("review_pages.review", case=case), 303)


def _page(
    case: str, step_refusal: Refusal | None = None, decision_refusal: Refusal | None = None
) -> ResponseReturnValue:
    approval, identity, today = current(Approval), require_identity(), request_now().date()
    row = views.find(approval.reviews.collection, identity, case)
    state = approval.load(case).state
    calendar = approval.calendar(row["division"])
    counted = clock.clocks(state, calendar, today)
    published = wording.item(approval.replica, row["item"], row["item_version"])
    points = {point.code: point.name for point in published.review_points} if published else {}
    ours = row["status"] == "open" and identity.unit == row["department"]
    body = render_template(
        "reviews/review.html",
        review=row,
        state=state,
        counted=counted,
        weeks=clock.strip(counted, calendar, _marked(state, today)),
        left={name: clock.left(each.deadline.due, today, calendar) for name, each in counted.by_name().items()},
        today=today,
        item=published,
        points=points,
        places=wording.place_names(approval.replica),
        department=wording.department_names(approval.replica).get(row["department"], row["department"]),
        entries=wording.timeline(approval.journal.store.stream(stream_name("review", case)), points),
        can_step=ours and identity.can("review.step"),
        can_decide=ours and identity.can("review.decide"),
        authority=approval.review_authority(row["department"]),
        step_refusal=step_refusal,
        decision_refusal=decision_refusal,
        form=request.form,
        point_options=wording.point_options,
        weekdays=wording.WEEKDAYS,
        words=wording,
    )
    refusal = step_refusal or decision_refusal
    return body, refusal.status if refusal else 200


def _marked(state: Review, today: date) -> dict[str, date]:
    """Mark today on a running clock, and the day of the decision on one that was stopped by it."""
    return {"decided": local_day(state.decision.decided_at)} if state.decision else {"today": today}
