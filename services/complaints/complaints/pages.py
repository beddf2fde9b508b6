"""Pages for everybody: say something, follow it, have it taken up again. The handlers' pages are in `desk`."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from marshmallow import ValidationError

from services.complaints.complaints import opening, wording
from services.complaints.complaints.acts import file, reopen_as_complainant
from services.complaints.complaints.api import held, receipt
from services.complaints.complaints.schemas import PUBLIC_KINDS, ComplainantReopeningForm, FilingForm, ProgressForm
from services.complaints.complaints.state import DONE
from services.complaints.service import Complaints
from shared.contracts import Rejected
from shared.contracts.streams import stream_name
from shared.identity.access import current_identity, public
from shared.web.forms import Refusal, form_fields, refused
from shared.web.kit import current
from shared.web.meta import request_meta

pages = Blueprint("complaint_pages", __name__, template_folder="templates")

STEPS = ("filed", "accepted", "assigned", "replied", "closed")
"""The way of a complaint as its complainant sees it."""


@pages.route("/complaints/new", methods=["GET", "POST"])
@public("anyone may complain, signed in or not (S2.9b)")
def new() -> ResponseReturnValue:
    """Show the form, or take it; the page that follows holds the number and the code."""
    if request.method == "GET":
        return _filing_form()
    service = current(Complaints)
    try:
        said = FilingForm().load(form_fields())
        number, outcome = file(service, request_meta(), said, current_identity())
    except (ValidationError, Rejected) as refusal:
        return _filing_form(refused(refusal))
    taken = receipt(service, number, outcome)
    names, halls = wording.department_names(service.replica), wording.hall_names(service.replica)
    return render_template("complaints/filed.html", taken=taken, departments=names, halls=halls, words=wording), 201


def _filing_form(refusal: Refusal | None = None) -> ResponseReturnValue:
    form = request.form if refusal else request.args
    replica = current(Complaints).replica
    body = render_template(
        "complaints/new.html",
        refusal=refusal,
        form=form,
        kind=form.get("kind") if form.get("kind") in PUBLIC_KINDS else "complaint",
        kinds=wording.some(wording.KINDS, PUBLIC_KINDS),
        conducts=wording.options(wording.CONDUCTS),
        departments=wording.department_options(replica),
        halls=wording.hall_options(replica),
    )
    return body, refusal.status if refusal else 200


@pages.route("/complaints/follow", methods=["GET", "POST"])
@public("whoever holds the number and its code may follow the complaint (S1.5c)")
def follow() -> ResponseReturnValue:
    """Ask for number and code, or show the complaint to whoever holds them."""
    if request.method == "GET":
        return render_template("complaints/follow.html", refusal=None, form=request.args)
    service = current(Complaints)
    try:
        said = ProgressForm().load(form_fields())
        row = held(service, said["number"], said["query_code"])
    except (ValidationError, Rejected) as refusal:
        told = refused(refusal)
        return render_template("complaints/follow.html", refusal=told, form=request.form), told.status
    return _progress(service, row, said["query_code"])


@pages.post("/complaints/reopening")
@public("whoever holds the number and its code may ask once that it is taken up again (S2.9b)")
def reopen() -> ResponseReturnValue:
    """Take up again what its complainant is not satisfied with."""
    service = current(Complaints)
    fields = form_fields()
    row = held(service, fields.get("number", ""), fields.get("query_code", ""))
    try:
        said = ComplainantReopeningForm().load(fields)
        reopen_as_complainant(service, request_meta(), row, said["reason"])
    except (ValidationError, Rejected) as refusal:
        return _progress(service, row, fields["query_code"], refused(refusal))
    return _progress(service, held(service, said["number"], said["query_code"]), said["query_code"])


def _progress(
    service: Complaints, row: dict[str, Any], code: str, refusal: Refusal | None = None
) -> ResponseReturnValue:
    commits = service.journal.store.stream(stream_name("complaint", row["number"]))
    shown = "accepted" if row["status"] == "returned" else row["status"]
    body = render_template(
        "complaints/progress.html",
        complaint=opening.for_complainant(service.vault, row),
        code=code,
        refusal=refusal,
        form=request.form,
        filed_at=commits[0].envelope().recorded_at,
        departments=wording.department_names(service.replica),
        halls=wording.hall_names(service.replica),
        words=wording,
        step=STEPS.index(shown) + (shown == "closed") if shown in STEPS else 1,
        done=row["status"] in {str(each) for each in DONE},
        rates=service.ratings.collection.find_one({"_id": row["number"], "grade": None}, {"_id": 1}) is not None,
    )
    return body, refusal.status if refusal else 200
