"""Pages of superior units: the inbox, and one file with the forms of their word on it (S2.7d)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import ValidationError

from services.approval.reviews import wording
from services.approval.reviews.clock import clocks, left
from services.approval.service import Approval
from services.approval.superiors import views
from services.approval.superiors.commands import Answer, AskMaterials
from services.approval.superiors.schemas import STATUSES, AnswerBody, MaterialsBody
from shared.contracts import Rejected
from shared.identity.access import require_identity, requires
from shared.web.forms import Refusal, form_fields, refused
from shared.web.kit import current
from shared.web.meta import request_meta, request_now
from shared.web.paging import request_paging

pages = Blueprint("superior_pages", __name__, template_folder="templates")


@pages.get("/superior")
@requires("superior.read")
def inbox() -> ResponseReturnValue:
    """Show the files of one's unit, or those one's department sent up, the most urgent first."""
    approval, identity, paging = current(Approval), require_identity(), request_paging()
    status = request.args.get("status", "open")
    status = status if status in STATUSES else ""
    found = views.search(approval.superiors.collection, identity, paging, status)
    page = paging.page(found, views.sort_key)
    today, calendar = request_now().date(), approval.calendar()

    def urgency(row: dict[str, Any]) -> tuple[str, str] | None:
        if row["status"] != "open" or not row["due"]:
            return None
        due = date.fromisoformat(row["due"])
        return wording.urgency(left(due, today, calendar), due == today)

    return render_template(
        "superiors/inbox.html",
        rows=[{**row, "urgency": urgency(row)} for row in page["items"]],
        next=page["next"],
        status=status,
        decides=identity.can("superior.decide"),
        **_names(approval),
    )


@pages.get("/superior/<case>")
@requires("superior.read")
def referral(case: str) -> ResponseReturnValue:
    """Show one file: the initial opinion, its materials, both clocks, and the forms."""
    return _page(case)


@pages.post("/superior/<case>/materials")
@requires("superior.decide")
def ask_materials(case: str) -> ResponseReturnValue:
    """Take the form that asks for what the file lacks."""

    def ask() -> object:
        form = MaterialsBody().load(form_fields("materials"))
        command = AskMaterials(meta=request_meta(), materials=tuple(form["materials"]), reason=form["reason"])
        return current(Approval).do_superior(case, command)

    return _taken(case, "materials", ask)


@pages.post("/superior/<case>/decision")
@requires("superior.decide")
def decide(case: str) -> ResponseReturnValue:
    """Take the form of the superior unit's word."""

    def answer() -> object:
        form = AnswerBody().load(form_fields())
        fields = {name: form[name] for name in ("outcome", "reasons", "basis")}
        return current(Approval).answer_superior(case, Answer(meta=request_meta(), **fields))

    return _taken(case, "decision", answer)


def _taken(case: str, form: str, act: Callable[[], object]) -> ResponseReturnValue:
    try:
        act()
    except (ValidationError, Rejected) as refusal:
        return _page(case, form, refused(refusal))
    flash(gettext("已记录"), "good")
    return redirect(url_for("superior_pages.referral", case=case), 303)


def _page(case: str, refused_form: str = "", refusal: Refusal | None = None) -> ResponseReturnValue:
    approval, identity, today = current(Approval), require_identity(), request_now().date()
    row = views.find(approval.superiors.collection, identity, case)
    calendar = approval.calendar(row["division"])
    own = approval.load_superior(case).state.deadline(calendar)
    lead = clocks(approval.load(case).state, calendar, today).promised.deadline.due
    item = wording.item(approval.replica, row["item"], row["item_version"])
    materials = {each.code: each.name for each in item.materials} if item else {}
    body = render_template(
        "superiors/referral.html",
        row=row,
        due=own.due if own else None,
        left=left(own.due, today, calendar) if own else None,
        lead=lead,
        today=today,
        materials=materials,
        lacking=wording.options(
            {c: materials.get(c) or wording.plain(c) for c in row["guide"] if c not in row["materials"]}
        ),
        points={point.code: point.name for point in item.review_points} if item else {},
        decides=identity.can("superior.decide") and row["status"] == "open",
        refused_form=refused_form,
        refusal=refusal,
        form=request.form,
        **_names(approval),
    )
    return body, refusal.status if refusal else 200


def _names(approval: Approval) -> dict[str, Any]:
    return {
        "items": wording.item_names(approval.replica),
        "departments": wording.department_names(approval.replica),
        "places": wording.place_names(approval.replica),
        "words": wording,
    }
