"""Pages of the hotline: taking a ticket in, and a unit's own tickets with the way to return them."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import ValidationError

from services.complaints.complaints import views, wording
from services.complaints.complaints.schemas import ReturnForm, TicketForm
from services.complaints.complaints.tickets_api import for_unit, taken
from services.complaints.complaints.working import OwnTicket
from services.complaints.service import Complaints
from shared.contracts import Rejected
from shared.identity.access import require_identity, requires
from shared.web.forms import Refusal, form_fields, refused
from shared.web.kit import current
from shared.web.meta import request_meta
from shared.web.paging import request_paging

pages = Blueprint("ticket_pages", __name__, template_folder="templates")


@pages.route("/desk/hotline/new", methods=["GET", "POST"])
@requires("hotline.receive")
def new() -> ResponseReturnValue:
    """Show the form of a ticket, or take it in."""
    if request.method == "GET":
        return _form()
    try:
        receipt, _status, _headers = taken(current(Complaints), TicketForm().load(form_fields()))
    except (ValidationError, Rejected) as refusal:
        return _form(refused(refusal))
    flash(gettext("已登记并派单"), "good")
    return redirect(url_for("desk_pages.worklist", kind="hotline", number=receipt["number"]), 303)


def _form(refusal: Refusal | None = None) -> ResponseReturnValue:
    body = render_template(
        "complaints/ticket.html",
        refusal=refusal,
        form=request.form,
        natures=wording.options(wording.NATURES),
        department_options=wording.department_options(current(Complaints).replica),
    )
    return body, refusal.status if refusal else 200


@pages.get("/tickets")
@requires("hotline.return")
def own() -> ResponseReturnValue:
    """Show the tickets that were sent to one's own unit."""
    return _list()


@pages.post("/tickets/<number>/return")
@requires("hotline.return")
def give_back(number: str) -> ResponseReturnValue:
    """Return one, with the reason and the right unit."""
    ticket = OwnTicket(current(Complaints), number, require_identity())
    try:
        ticket.give_back(request_meta(), ReturnForm().load(form_fields()))
    except (ValidationError, Rejected) as refusal:
        return _list(refused(refusal), number)
    flash(gettext("已退回"), "good")
    return redirect(url_for("ticket_pages.own"), 303)


def _list(refusal: Refusal | None = None, number: str = "") -> ResponseReturnValue:
    """Show the list, words masked; the one that is opened shows its own."""
    service, identity, paging = current(Complaints), require_identity(), request_paging()
    page = paging.page(views.of_unit(service.complaints.collection, identity, paging), views.sort_key)
    number = number or request.args.get("number", "")
    body = render_template(
        "complaints/tickets.html",
        rows=[for_unit(service, row, identity if row["number"] == number else None) for row in page["items"]],
        next=page["next"],
        refusal=refusal,
        open_number=number,
        form=request.form,
        words=wording,
        department_options=wording.department_options(service.replica),
    )
    return body, refusal.status if refusal else 200
