"""Pages for everybody: file a complaint, follow it. The handlers' pages are in `desk`."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from marshmallow import ValidationError

from services.complaints.complaints import wording
from services.complaints.complaints.acts import file
from services.complaints.complaints.api import followed, receipt
from services.complaints.complaints.schemas import STATUSES, FilingForm, ProgressForm
from services.complaints.service import Complaints
from shared.contracts import Rejected
from shared.contracts.streams import stream_name
from shared.identity.access import current_identity, public
from shared.web.forms import Refusal, form_fields, refused
from shared.web.kit import current
from shared.web.meta import request_meta

pages = Blueprint("complaint_pages", __name__, template_folder="templates")


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
    names = wording.department_names(service.replica)
    return render_template("complaints/filed.html", taken=taken, departments=names), 201


def _filing_form(refusal: Refusal | None = None) -> ResponseReturnValue:
    body = render_template(
        "complaints/new.html",
        refusal=refusal,
        form=request.form if refusal else request.args,
        conducts=wording.options(wording.CONDUCTS),
        departments=wording.department_options(current(Complaints).replica),
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
        row = followed(service, said["number"], said["query_code"])
    except (ValidationError, Rejected) as refusal:
        told = refused(refusal)
        return render_template("complaints/follow.html", refusal=told, form=request.form), told.status
    commits = service.journal.store.stream(stream_name("complaint", row["number"]))
    return render_template(
        "complaints/progress.html",
        complaint=row,
        filed_at=commits[0].envelope().recorded_at,
        departments=wording.department_names(service.replica),
        words=wording,
        statuses=list(STATUSES),
    )
