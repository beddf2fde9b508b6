"""Pages of applicants: applying online, one's own cases."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import ValidationError

from services.intake import wording
from services.intake.cases import views
from services.intake.cases.api import acts, checked, readable
from services.intake.cases.forms import entered, receipt_body
from services.intake.items.views import Guide, guide
from services.intake.service import Intake
from shared.contracts import Rejected
from shared.identity.access import requires
from shared.web.forms import Refusal, refused
from shared.web.kit import current
from shared.web.locale import text
from shared.web.meta import request_now
from shared.web.paging import request_paging

pages = Blueprint("applicant_pages", __name__, template_folder="templates")


@pages.get("/mine")
@requires("case.read_own")
def mine() -> ResponseReturnValue:
    """Show one's own cases, the newest first."""
    intake, paging = current(Intake), request_paging()
    page = paging.page(views.search(intake.cases, readable(), paging.after, paging.fetch), views.sort_key)
    names = {item.code: item.name for item in intake.replica.items()}
    return render_template("cases/mine.html", rows=page["items"], next=page["next"], items=names, words=wording)


@pages.get("/items/<code>/apply")
@requires("case.apply")
def apply(code: str) -> ResponseReturnValue:
    """Show the form of an online application."""
    return _form(guide(current(Intake).replica, code, request_now().date()), None)


@pages.post("/items/<code>/apply")
@requires("case.apply")
def hand_in(code: str) -> ResponseReturnValue:
    """Take an online application."""
    told = guide(current(Intake).replica, code, request_now().date())
    try:
        case_no, _ = acts().receive(checked({**receipt_body(), "item": code, "window": ""}))
    except (ValidationError, Rejected) as refusal:
        return _form(told, refused(refusal))
    flash(gettext("已收到您的申请，办件编号 %(number)s", number=case_no), "good")
    return redirect(url_for("case_pages.case", case_no=case_no), 303)


def _form(told: Guide, refusal: Refusal | None) -> ResponseReturnValue:
    halls = {place.hall.id: text(place.hall.name) for place in told.places}
    body = render_template(
        "cases/apply.html",
        item=told.item,
        halls=list(halls.items()),
        refusal=wording.told(refusal),
        form=entered(),
        chosen=request.form.getlist("materials"),
        words=wording,
    )
    return body, refusal.status if refusal else 200
