"""The handlers' pages: the list, and one complaint with what can be done next. Letters for paper are in `letters`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import marshmallow as ma
from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from marshmallow import ValidationError

from services.complaints.complaints import opening, schemas, views, wording
from services.complaints.complaints.deadlines import explained
from services.complaints.complaints.handling import needs_finding, outcomes
from services.complaints.complaints.letters import letters_of
from services.complaints.complaints.telling import timeline
from services.complaints.complaints.working import Handling
from services.complaints.service import Complaints
from shared.contracts import Rejected
from shared.contracts.streams import stream_name
from shared.identity import Identity
from shared.identity.access import require_identity, requires
from shared.timekeeping import Calendar
from shared.web.fields import Strict
from shared.web.forms import Refusal, form_fields, refused
from shared.web.kit import current
from shared.web.meta import request_meta, request_now
from shared.web.paging import request_paging

desk = Blueprint("desk_pages", __name__, template_folder="templates")

ACTS: dict[str, tuple[type[ma.Schema], Callable[..., Any], str, Any]] = {
    "acceptance": (Strict, Handling.accept, "complaint.handle", _l("已受理")),
    "refusal": (schemas.DeclineForm, Handling.decline, "complaint.handle", _l("已作出不予受理决定")),
    "assignment": (schemas.AssignmentForm, Handling.assign, "complaint.handle", _l("已分派")),
    "transfer": (schemas.TransferPageForm, Handling.transfer, "complaint.handle", _l("已改派")),
    "investigation": (schemas.InvestigationForm, Handling.investigate, "complaint.handle", _l("调查情况已记录")),
    "extension-request": (
        schemas.ExtensionRequestForm,
        Handling.ask_extension,
        "complaint.handle",
        _l("已请负责人批准延期"),
    ),
    "extension": (schemas.ExtensionForm, Handling.extend, "complaint.extend", _l("已答复延期申请")),
    "reply": (schemas.ReplyForm, Handling.reply, "complaint.handle", _l("已答复投诉人")),
    "closure": (schemas.ClosureForm, Handling.close, "complaint.handle", _l("已办结")),
    "reopening": (schemas.ReopeningForm, Handling.reopen, "complaint.reopen", _l("已重新办理")),
}
"""Each act's form, what it does, the permission it needs, and what is said when it is done."""


@desk.get("/desk")
@requires("complaint.read")
def worklist() -> ResponseReturnValue:
    """Show the complaints of one's jurisdiction, the most urgent first."""
    service, identity, today = current(Complaints), require_identity(), request_now().date()
    asked = _asked(identity)
    paging = request_paging()
    page = paging.page(views.search(service.complaints.collection, identity, paging, **asked), views.sort_key)
    calendars: dict[str, Calendar] = {}
    for row in page["items"]:
        calendars.setdefault(row["division"], service.calendar(row["division"]))
    return render_template(
        "complaints/desk.html",
        rows=[{**row, "urgency": urgency(row, today, calendars[row["division"]])} for row in page["items"]],
        next=page["next"],
        asked=asked,
        departments=wording.department_names(service.replica),
        halls=wording.hall_names(service.replica),
        department_options=wording.department_options(service.replica),
        statuses=wording.options(wording.STATUSES),
        kinds=wording.options(wording.KINDS),
        words=wording,
    )


def _asked(identity: Identity) -> dict[str, Any]:
    """Give the filters of the address; a head who is asked for nothing else sees what waits for their word first."""
    status, kind = request.args.get("status", "open"), request.args.get("kind", "")
    heads = identity.can("complaint.extend") and not request.args
    return {
        "status": status if status in {"open", *schemas.STATUSES} else "",
        "department": request.args.get("department", "")[:40],
        "kind": kind if kind in wording.KINDS else "",
        "mine": request.args.get("mine") == "1",
        "asked": heads or request.args.get("asked") == "1",
    }


def urgency(row: dict[str, Any], today: date, calendar: Calendar) -> tuple[str, str] | None:
    """Say how near the last day of an open complaint is, by its own division's calendar."""
    if row["status"] not in views.OPEN:
        return None
    return wording.urgency(date.fromisoformat(row["due"]), today, calendar)


@desk.get("/desk/<number>")
@requires("complaint.read")
def complaint(number: str) -> ResponseReturnValue:
    """Show one complaint with what can be done next."""
    return _page(number)


@desk.post("/desk/<number>/<act>")
@requires("complaint.handle", "complaint.extend", "complaint.reopen")
def do(number: str, act: str) -> ResponseReturnValue:
    """Take the form of an act."""
    if act not in ACTS:
        raise Rejected("not_found", "there is no such act", status=404)
    form, done, permission, told = ACTS[act]
    identity = require_identity()
    if not (identity.can(permission) or (act == "reopening" and identity.can("complaint.handle"))):
        raise Rejected("forbidden", f"the role {identity.role} may not do this", status=403)
    handling = Handling(current(Complaints), number, identity)
    try:
        done(handling, request_meta(), form().load(form_fields()))
    except (ValidationError, Rejected) as refusal:
        return _page(number, refused(refusal), act)
    flash(str(told), "good")
    return redirect(url_for("desk_pages.complaint", number=number), 303)


def _page(number: str, refusal: Refusal | None = None, act: str = "") -> ResponseReturnValue:
    service, identity = current(Complaints), require_identity()
    row = views.find(service.complaints.collection, identity, number)
    calendar = service.calendar(row["division"])
    state = service.load(number).state
    filed = state.filed
    body = render_template(
        "complaints/complaint.html",
        complaint=opening.shown(service, row, identity),
        urgency=urgency(row, request_now().date(), calendar),
        limits=explained(row, calendar),
        letters=letters_of(row) if identity.can("complaint.handle") else [],
        handles=identity.can("complaint.handle"),
        extends=identity.can("complaint.extend"),
        reopens=identity.can("complaint.reopen") or identity.can("complaint.handle"),
        mine=row["handler"] == identity.id,
        departments=wording.department_names(service.replica),
        department_options=wording.department_options(service.replica),
        halls=wording.hall_names(service.replica),
        items=wording.item_names(service.replica),
        entries=timeline(service.journal.store.stream(stream_name("complaint", number))),
        refusal=refusal,
        refused_act=act,
        form=request.form,
        words=wording,
        outcomes=wording.some(wording.OUTCOMES, outcomes(filed)) if filed else [],
        finding_needed=needs_finding(state),
        conducts=[("", gettext("与登记的相同")), *wording.options(wording.CONDUCTS)],
        integrity=wording.options(wording.INTEGRITY),
    )
    return body, refusal.status if refusal else 200
