"""The page on which people rate a service, on their phone or at the hall's terminal."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from marshmallow import ValidationError

from services.complaints.complaints.wording import department_names, hall_names, item_names
from services.complaints.ratings.acts import submit
from services.complaints.ratings.devices import TERMINAL
from services.complaints.ratings.schemas import RatingForm
from services.complaints.ratings.wording import GRADES, OCCASIONS
from services.complaints.service import Complaints
from services.complaints.tries import counted
from shared.contracts import Rejected
from shared.identity.access import current_identity, public
from shared.web.forms import Refusal, form_fields, refused
from shared.web.kit import current
from shared.web.meta import request_meta

pages = Blueprint("rating_pages", __name__, template_folder="templates")


@pages.get("/ratings/new")
@public("whoever received the service may rate it, with the query code of the receipt (L18)")
def new() -> ResponseReturnValue:
    """Show the five grades; number and code may come from the receipt's QR code."""
    return _form()


@pages.post("/ratings/new")
@public("whoever received the service may rate it, with the query code of the receipt (L18)")
def rate() -> ResponseReturnValue:
    """Take the rating."""
    try:
        said = RatingForm().load(form_fields())
        said |= {"case_no": said["case_no"].upper(), "channel": "terminal" if _at_the_terminal() else "online"}
        outcome = submit(current(Complaints), request_meta(), said, current_identity())
    except (ValidationError, Rejected) as refusal:
        return _form(refused(refusal))
    given = outcome.state.submitted
    shown = {"grade": given.grade if given else 0, "grades": GRADES, "given": given}
    return render_template("ratings/thanks.html", **shown), 201


def _at_the_terminal() -> bool:
    identity = current_identity()
    return identity is not None and identity.role == TERMINAL


def _at_a_staff_device() -> bool:
    return current(Complaints).devices.place().staff


def _form(refusal: Refusal | None = None) -> ResponseReturnValue:
    form = request.form if refusal else request.args
    body = render_template(
        "ratings/new.html",
        refusal=refusal,
        form=form,
        grades=GRADES,
        at_the_hall=_at_the_terminal(),
        barred=_at_a_staff_device(),
        service=_service(form.get("case_no") or form.get("case", ""), form.get("query_code") or form.get("code", "")),
    )
    return body, refusal.status if refusal else 200


def _service(case_no: str, code: str) -> tuple[object, object] | None:
    """Give the names of item and department to whoever brings number and code, so that they know what they rate."""
    service = current(Complaints)
    try:
        with counted(service, case_no, code):
            case = service.cases.entitled(case_no.upper(), code, None, "")
    except Rejected:
        return None
    items, units = item_names(service.replica), department_names(service.replica)
    where = units.get(case.department) or hall_names(service.replica).get(case.hall) or case.hall
    return (items.get(case.item, case.item) if case.item else _matter(service, case.case_no)), where


def _matter(service: Complaints, number: str) -> str:
    """Name what is no case of an item: the handling of a complaint, or a question."""
    invited = service.ratings.collection.find_one({"_id": number}, {"occasion": 1}) or {}
    return str(OCCASIONS.get(invited.get("occasion", ""), ""))
