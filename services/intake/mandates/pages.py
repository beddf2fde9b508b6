"""Pages of mandates: one's own or a hall's list, giving one, one to read, print and take back."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import ValidationError

from services.intake import wording as common
from services.intake.cases.standing import standing_of
from services.intake.mandates import acts, views, wording
from services.intake.mandates.api import PEOPLE, checked, found_mandate, readable
from services.intake.mandates.schemas import MandateForm, RevocationForm
from services.intake.mandates.telling import document
from services.intake.service import Intake
from shared.contracts import Rejected
from shared.contracts.registry import VenueRegistered
from shared.identity.access import require_identity, requires
from shared.web.forms import Refusal, form_fields, refused
from shared.web.kit import current
from shared.web.locale import text
from shared.web.meta import request_meta, request_now
from shared.web.paging import request_paging

pages = Blueprint("mandate_pages", __name__, template_folder="templates")


@pages.get("/mandates")
@requires("mandate.read", "mandate.read_own")
def mandates() -> ResponseReturnValue:
    """List mandates, the newest first; people masked."""
    intake, identity, paging = current(Intake), require_identity(), request_paging()
    page = paging.page(views.search(intake.mandates, readable(), paging.after, paging.fetch), views.sort_key)
    today = _today()
    return render_template(
        "mandates/list.html",
        rows=[document(intake, identity, row, today, masked=True) for row in page["items"]],
        next=page["next"],
        gives=identity.can("mandate.give"),
        words=wording,
    )


@pages.route("/mandates/new", methods=["GET", "POST"])
@requires("mandate.give")
def new() -> ResponseReturnValue:
    """Show the form, or take it."""
    if request.method == "GET":
        return _form(None)
    intake = current(Intake)
    try:
        said = checked(MandateForm().load(_body()))
        number, _ = acts.give(intake, request_meta(), standing_of(require_identity(), intake.replica), said)
    except (ValidationError, Rejected) as refusal:
        return _form(refused(refusal))
    flash(gettext("委托已登记，编号 %(number)s", number=number), "good")
    return redirect(url_for("mandate_pages.mandate", number=number), 303)


def _body() -> dict[str, Any]:
    """Read the form: people by part, empty ones left out."""
    fields = form_fields("items", "acts")
    body: dict[str, Any] = {"items": [], "acts": [], **{n: v for n, v in fields.items() if "." not in n}}
    for part in PEOPLE:
        told = {name.partition(".")[2]: value for name, value in fields.items() if name.startswith(f"{part}.")}
        if part != "representative" or set(told) - {"kind"}:
            body[part] = told
    return body


def halls(intake: Intake) -> list[VenueRegistered]:
    """Give the halls, by their codes."""
    return [each for each in intake.replica.venues() if each.kind == "hall"]


def _form(problem: Refusal | None) -> ResponseReturnValue:
    intake = current(Intake)
    body = render_template(
        "mandates/new.html",
        items=[(item.code, item.name) for item in intake.replica.items()],
        halls=[("", gettext("不限")), *((each.id, text(each.name)) for each in halls(intake))],
        desk=bool(standing_of(require_identity(), intake.replica).desk),
        refusal=common.told(problem),
        form=request.form,
        chosen=request.form.getlist("items"),
        acts=request.form.getlist("acts") or list(wording.ACTS),
        today=_today(),
        words=wording,
        common=common,
    )
    return body, problem.status if problem else 200


@pages.get("/mandates/<number>")
@requires("mandate.read", "mandate.read_own")
def mandate(number: str) -> ResponseReturnValue:
    """Show a mandate as it is printed, with the way to take it back."""
    return _page(number)


@pages.post("/mandates/<number>/revocation")
@requires("mandate.give")
def revoke(number: str) -> ResponseReturnValue:
    """Take the form of taking it back."""
    intake = current(Intake)
    found_mandate(number)
    try:
        said = RevocationForm().load(form_fields())
        acts.revoke(intake, request_meta(), standing_of(require_identity(), intake.replica), number.upper(), said)
    except (ValidationError, Rejected) as refusal:
        return _page(number, refused(refusal))
    flash(gettext("委托已撤销，即刻起不能再凭它办理"), "good")
    return redirect(url_for("mandate_pages.mandate", number=number), 303)


def _page(number: str, problem: Refusal | None = None) -> ResponseReturnValue:
    intake, identity, found = current(Intake), require_identity(), found_mandate(number)
    told = document(intake, identity, found, _today())
    may = identity.can("mandate.give") and (found["account"] == identity.id or identity.role == "window_clerk")
    body = render_template(
        "mandates/mandate.html",
        mandate=told,
        may_revoke=may and told["standing"] in ("in_force", "not_yet"),
        items={item.code: item.name for item in intake.replica.items()},
        refusal=common.told(problem),
        words=wording,
        common=common,
    )
    return body, problem.status if problem else 200


def _today() -> str:
    return request_now().date().isoformat()
