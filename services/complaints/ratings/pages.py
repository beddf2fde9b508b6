"""The page on which people rate a service, on their phone or at the hall's terminal."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from marshmallow import ValidationError

from services.complaints.ratings.acts import submit
from services.complaints.ratings.schemas import RatingForm
from services.complaints.service import Complaints
from shared.contracts import Rejected
from shared.identity.access import current_identity, public
from shared.web.forms import Refusal, form_fields, refused
from shared.web.kit import current
from shared.web.meta import request_meta

pages = Blueprint("rating_pages", __name__, template_folder="templates")

GRADES: dict[int, LazyString] = {
    1: _l("非常满意"),
    2: _l("满意"),
    3: _l("基本满意"),
    4: _l("不满意"),
    5: _l("非常不满意"),
}
"""GB/T 39046 A.8, best first; none is chosen beforehand (L18)."""


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
        said |= {"case_no": said["case_no"].upper(), "channel": "terminal" if _at_the_hall() else "online"}
        outcome = submit(current(Complaints), request_meta(), said, current_identity())
    except (ValidationError, Rejected) as refusal:
        return _form(refused(refusal))
    given = outcome.state.submitted
    return render_template("ratings/thanks.html", grade=given.grade if given else 0, grades=GRADES), 201


def _at_the_hall() -> bool:
    identity = current_identity()
    return identity is not None and identity.role != "citizen"


def _form(refusal: Refusal | None = None) -> ResponseReturnValue:
    form = request.form if refusal else request.args
    body = render_template("ratings/new.html", refusal=refusal, form=form, grades=GRADES, at_the_hall=_at_the_hall())
    return body, refusal.status if refusal else 200
