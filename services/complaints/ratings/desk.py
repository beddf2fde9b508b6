"""Pages of those who see to ratings: the lists, and one rating with what can be done next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import marshmallow as ma
from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from marshmallow import ValidationError

from services.complaints.complaints.wording import (
    department_names,
    department_options,
    hall_names,
    item_names,
    options,
    urgency,
)
from services.complaints.ratings import schemas, views, wording
from services.complaints.ratings.acts import SeeingTo, be_allowed, places_of
from services.complaints.ratings.aftercare import insider
from services.complaints.ratings.opening import shown
from services.complaints.service import Complaints
from shared.contracts import Rejected
from shared.identity.access import require_identity, requires
from shared.web.forms import Refusal, form_fields, refused
from shared.web.kit import current
from shared.web.meta import request_meta, request_now
from shared.web.paging import request_paging

desk = Blueprint("rating_desk", __name__, template_folder="templates")

ACTS: dict[str, tuple[type[ma.Schema], Callable[..., Any], str, Any]] = {
    "contact": (schemas.ContactForm, SeeingTo.contact, "rating.rectify", _l("联系核实已记录")),
    "rectification": (schemas.RectificationForm, SeeingTo.rectify, "rating.rectify", _l("整改已记录")),
    "feedback": (schemas.FeedbackForm, SeeingTo.feed_back, "rating.rectify", _l("反馈已记录")),
    "exclusion": (schemas.ExclusionForm, SeeingTo.exclude, "rating.exclude", _l("认定已记录，不再计入")),
    "flag-review": (schemas.FlagReviewForm, SeeingTo.review, "rating.exclude", _l("核查已记录，评价照常计入")),
    "recheck": (schemas.RecheckForm, SeeingTo.recheck, "rating.recheck", _l("复核已记录")),
}
"""Each act's form, what it does, the permission it needs, and what is said when it is done."""


@desk.get("/desk/ratings")
@requires("rating.read")
def lists() -> ResponseReturnValue:
    """Show ratings: the bad ones that wait first, and those that are worth a look."""
    service, identity = current(Complaints), require_identity()
    show = request.args.get("show", "open")
    show = show if show in wording.SHOWN else "open"
    department = request.args.get("department", "")[:40]
    paging = request_paging()
    rows = views.search(service.ratings.collection, identity, paging, show=show, department=department)
    page = paging.page(rows, views.sort_key)
    return render_template(
        "ratings/list.html",
        rows=[{**row, "urgency": _urgency(service, row)} for row in page["items"]],
        next=page["next"],
        show=show,
        department=department,
        shown=options(wording.SHOWN),
        rates=views.exclusion_rates(service.ratings.collection, identity) if show == "excluded" else [],
        department_options=department_options(service.replica),
        departments=department_names(service.replica),
        halls=hall_names(service.replica),
        items=item_names(service.replica),
        words=wording,
    )


def _urgency(service: Complaints, row: dict[str, Any]) -> tuple[str, str] | None:
    day = row.get({"contact": "contact_due", "fix": "fix_due"}.get(row.get("step", ""), ""))
    if not day:
        return None
    return urgency(date.fromisoformat(day), request_now().date(), service.calendar(row["division"]))


@desk.get("/desk/ratings/<case_no>")
@requires("rating.read")
def rating(case_no: str) -> ResponseReturnValue:
    """Show one rating with what can be done next."""
    return _page(case_no)


@desk.post("/desk/ratings/<case_no>/<act>")
@requires("rating.rectify", "rating.exclude", "rating.recheck")
def do(case_no: str, act: str) -> ResponseReturnValue:
    """Take the form of an act."""
    if act not in ACTS:
        raise Rejected("not_found", "there is no such act", status=404)
    form, done, permission, told = ACTS[act]
    identity = require_identity()
    be_allowed(identity, permission)
    seeing = SeeingTo(current(Complaints), case_no, identity)
    try:
        done(seeing, request_meta(), form().load(form_fields()))
    except (ValidationError, Rejected) as refusal:
        return _page(case_no, refused(refusal), act)
    flash(str(told), "good")
    return redirect(url_for("rating_desk.rating", case_no=case_no), 303)


def _page(case_no: str, refusal: Refusal | None = None, act: str = "") -> ResponseReturnValue:
    service, identity = current(Complaints), require_identity()
    row = views.find(service.ratings.collection, identity, case_no)
    body = render_template(
        "ratings/rating.html",
        rating=shown(service, row, identity),
        urgency=_urgency(service, row),
        can={name: identity.can(f"rating.{name}") for name in ("rectify", "exclude", "recheck")},
        own=insider(identity.unit, places_of(service, identity), (row["department"], row["hall"], row["point"])),
        departments=department_names(service.replica),
        halls=hall_names(service.replica),
        items=item_names(service.replica),
        words=wording,
        reasons=options(wording.REASONS),
        refusal=refusal,
        refused_act=act,
        form=request.form,
    )
    return body, refusal.status if refusal else 200
