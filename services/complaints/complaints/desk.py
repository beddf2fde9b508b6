"""The handlers' pages: the list of complaints, and one complaint with what can be done next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import marshmallow as ma
from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import ValidationError

from services.complaints.complaints import opening, views, wording
from services.complaints.complaints.acts import Handling
from services.complaints.complaints.schemas import STATUSES, AssignmentForm, ClosureForm, ReplyForm
from services.complaints.service import Complaints
from shared.contracts import Rejected
from shared.contracts.streams import stream_name
from shared.identity.access import require_identity, requires
from shared.timekeeping import Calendar
from shared.web.forms import Refusal, form_fields, refused
from shared.web.kit import current
from shared.web.meta import request_meta, request_now
from shared.web.paging import request_paging

desk = Blueprint("desk_pages", __name__, template_folder="templates")


@desk.get("/desk")
@requires("complaint.read")
def worklist() -> ResponseReturnValue:
    """Show the complaints of one's jurisdiction, the most urgent first."""
    service, identity, today = current(Complaints), require_identity(), request_now().date()
    status = request.args.get("status", "open")
    asked: dict[str, Any] = {
        "status": status if status in {"open", *STATUSES} else "",
        "department": request.args.get("department", "")[:40],
        "mine": request.args.get("mine") == "1",
    }
    paging = request_paging()
    page = paging.page(views.search(service.complaints.collection, identity, paging, **asked), views.sort_key)
    calendar = service.calendar("")
    return render_template(
        "complaints/desk.html",
        rows=[{**row, "urgency": _urgency(row, today, calendar)} for row in page["items"]],
        next=page["next"],
        asked=asked,
        departments=wording.department_names(service.replica),
        department_options=wording.department_options(service.replica),
        statuses=wording.options(wording.STATUSES),
        words=wording,
    )


def _urgency(row: dict[str, Any], today: date, calendar: Calendar) -> tuple[str, str] | None:
    if row["status"] == "closed":
        return None
    return wording.urgency(date.fromisoformat(row["due"]), today, calendar)


@desk.get("/desk/<number>")
@requires("complaint.read")
def complaint(number: str) -> ResponseReturnValue:
    """Show one complaint with what can be done next."""
    return _page(number)


@desk.post("/desk/<number>/assignment")
@requires("complaint.handle")
def assign(number: str) -> ResponseReturnValue:
    """Take the assignment form."""
    return _done(number, AssignmentForm(), lambda act, said: act.assign(request_meta(), said), gettext("已分派"))


@desk.post("/desk/<number>/reply")
@requires("complaint.handle")
def reply(number: str) -> ResponseReturnValue:
    """Take the reply form."""
    return _done(number, ReplyForm(), lambda act, said: act.reply(request_meta(), said), gettext("已答复投诉人"))


@desk.post("/desk/<number>/closure")
@requires("complaint.handle")
def close(number: str) -> ResponseReturnValue:
    """Take the closing form."""
    return _done(number, ClosureForm(), lambda act, said: act.close(request_meta(), said), gettext("已办结"))


def _done(
    number: str, form: ma.Schema, act: Callable[[Handling, dict[str, Any]], Any], told: str
) -> ResponseReturnValue:
    handling = Handling(current(Complaints), number, require_identity())
    try:
        act(handling, form.load(form_fields()))
    except (ValidationError, Rejected) as refusal:
        return _page(number, refused(refusal))
    flash(told, "good")
    return redirect(url_for("desk_pages.complaint", number=number), 303)


def _page(number: str, refusal: Refusal | None = None) -> ResponseReturnValue:
    service, identity = current(Complaints), require_identity()
    row = views.find(service.complaints.collection, identity, number)
    body = render_template(
        "complaints/complaint.html",
        complaint=opening.readable(service.vault, row, identity),
        urgency=_urgency(row, request_now().date(), service.calendar(row["division"])),
        handles=identity.can("complaint.handle"),
        mine=row["handler"] == identity.id,
        departments=wording.department_names(service.replica),
        items=wording.item_names(service.replica),
        entries=wording.timeline(service.journal.store.stream(stream_name("complaint", number))),
        refusal=refusal,
        form=request.form,
        words=wording,
        outcomes=wording.options(wording.OUTCOMES),
    )
    return body, refusal.status if refusal else 200
