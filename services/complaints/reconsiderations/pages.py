"""Pages of the register of remedies: the lists, the two forms, one reconsideration with what may happen next."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import marshmallow as ma
from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from marshmallow import ValidationError

from services.complaints.complaints.wording import department_names, department_options, options
from services.complaints.reconsiderations import schemas, views, wording
from services.complaints.reconsiderations.acts import Following, register, rule, sue
from services.complaints.service import Complaints
from shared.contracts import Rejected
from shared.identity.access import require_identity, requires
from shared.web.forms import Refusal, form_fields, refused
from shared.web.kit import current
from shared.web.meta import request_meta
from shared.web.paging import Paging

pages = Blueprint("remedy_pages", __name__, template_folder="templates")

ACTS: dict[str, tuple[type[ma.Schema], Callable[..., Any], Any]] = {
    "correction-request": (schemas.DayForm, Following.ask_correction, _l("已登记补正通知")),
    "correction": (schemas.DayForm, Following.correct, _l("已登记补正")),
    "acceptance": (schemas.DayForm, Following.accept, _l("已登记受理")),
    "extension": (schemas.NoForm, Following.extend, _l("已登记延期")),
    "service": (schemas.DayForm, Following.serve, _l("已登记送达")),
    "decision": (schemas.RulingForm, Following.decide, _l("已登记复议决定")),
}
MOST = 100


@pages.get("/remedies")
@requires("remedy.read")
def register_page() -> ResponseReturnValue:
    """Show the newest reconsiderations and lawsuits of one's jurisdiction."""
    service, identity, newest = current(Complaints), require_identity(), Paging(MOST, None)
    return render_template(
        "reconsiderations/register.html",
        reconsiderations=views.search(service.reconsiderations.collection, identity, newest)[:MOST],
        litigations=views.search(service.litigations.collection, identity, newest)[:MOST],
        departments=department_names(service.replica),
        registers=identity.can("remedy.register"),
        words=wording,
    )


@pages.route("/remedies/reconsiderations/new", methods=["GET", "POST"])
@requires("remedy.register")
def new() -> ResponseReturnValue:
    """Show the form of an application for reconsideration, or take it."""
    if request.method == "GET":
        return _form("reconsiderations/new.html")
    try:
        said = schemas.ReconsiderationForm().load(form_fields())
        number, _outcome = register(current(Complaints), request_meta(), said, require_identity())
    except (ValidationError, Rejected) as refusal:
        return _form("reconsiderations/new.html", refused(refusal))
    flash(gettext("已登记"), "good")
    return redirect(url_for("remedy_pages.reconsideration", number=number), 303)


@pages.route("/remedies/litigations/new", methods=["GET", "POST"])
@requires("remedy.register")
def new_litigation() -> ResponseReturnValue:
    """Show the form of a lawsuit, or take it."""
    if request.method == "GET":
        return _form("reconsiderations/sue.html")
    try:
        said = schemas.LitigationForm().load(form_fields())
        sue(current(Complaints), request_meta(), said, require_identity())
    except (ValidationError, Rejected) as refusal:
        return _form("reconsiderations/sue.html", refused(refusal))
    flash(gettext("已登记"), "good")
    return redirect(url_for("remedy_pages.register_page"), 303)


def _form(template: str, refusal: Refusal | None = None) -> ResponseReturnValue:
    body = render_template(
        template,
        refusal=refusal,
        form=request.form if refusal else request.args,
        grounds=options(wording.GROUNDS),
        department_options=department_options(current(Complaints).replica),
    )
    return body, refusal.status if refusal else 200


@pages.get("/remedies/reconsiderations/<number>")
@requires("remedy.read")
def reconsideration(number: str) -> ResponseReturnValue:
    """Show one reconsideration with what may happen next."""
    return _page(number)


@pages.post("/remedies/reconsiderations/<number>/<act>")
@requires("remedy.register")
def do(number: str, act: str) -> ResponseReturnValue:
    """Take the form of an act."""
    if act not in ACTS:
        raise Rejected("not_found", "there is no such act", status=404)
    form, done, told = ACTS[act]
    following = Following(current(Complaints), number, require_identity())
    try:
        done(following, request_meta(), form().load(form_fields()))
    except (ValidationError, Rejected) as refusal:
        return _page(number, refused(refusal), act)
    flash(str(told), "good")
    return redirect(url_for("remedy_pages.reconsideration", number=number), 303)


@pages.route("/remedies/litigations/<number>", methods=["GET", "POST"])
@requires("remedy.register")
def judgment(number: str) -> ResponseReturnValue:
    """Show a lawsuit with the form of its judgment, or take that."""
    service, refusal = current(Complaints), None
    row = views.find(service.litigations.collection, require_identity(), number)
    if request.method == "POST":
        try:
            rule(service, number, request_meta(), schemas.JudgmentForm().load(form_fields()), require_identity())
        except (ValidationError, Rejected) as error:
            refusal = refused(error)
        else:
            flash(gettext("已登记裁判结果"), "good")
            return redirect(url_for("remedy_pages.register_page"), 303)
    return _shown("reconsiderations/lawsuit.html", row, refusal)


def _page(number: str, refusal: Refusal | None = None, act: str = "") -> ResponseReturnValue:
    row = views.find(current(Complaints).reconsiderations.collection, require_identity(), number)
    return _shown("reconsiderations/reconsideration.html", row, refusal, act)


def _shown(template: str, row: dict[str, Any], refusal: Refusal | None, act: str = "") -> ResponseReturnValue:
    body = render_template(
        template,
        file=row,
        departments=department_names(current(Complaints).replica),
        registers=require_identity().can("remedy.register"),
        rulings=options(wording.RULINGS),
        words=wording,
        refusal=refusal,
        refused_act=act,
        form=request.form,
    )
    return body, refusal.status if refusal else 200
