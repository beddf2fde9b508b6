"""Pages of escorts: the list, asking for one, one with its way, its cases and what comes next."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import marshmallow as ma
from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import ValidationError

from services.intake import wording as common
from services.intake.cases.standing import standing_of
from services.intake.escorts import views, wording
from services.intake.escorts.acts import EscortActs
from services.intake.escorts.api import acts, checked, found_escort, readable
from services.intake.escorts.schemas import (
    EscortCaseForm,
    EscortForm,
    EscortStartForm,
    EscortStepForm,
    EscortTakenBackForm,
)
from services.intake.escorts.telling import document
from services.intake.mandates.wording import REASONS
from services.intake.service import Intake
from shared.contracts import Rejected
from shared.identity.access import require_identity, requires
from shared.web.forms import Refusal, form_fields, refused
from shared.web.kit import current
from shared.web.paging import request_paging

pages = Blueprint("escort_pages", __name__, template_folder="templates")

_APPLICANT = ("kind", "name", "id_number", "phone")


@pages.get("/escorts")
@requires("escort.read", "escort.read_own")
def escorts() -> ResponseReturnValue:
    """List escorts, masked."""
    intake, identity, paging = current(Intake), require_identity(), request_paging()
    page = paging.page(views.search(intake.escorts, readable(), paging.after, paging.fetch), views.sort_key)
    return render_template(
        "escorts/list.html",
        rows=[document(intake, identity, row, masked=True) for row in page["items"]],
        next=page["next"],
        asks=identity.can("escort.request"),
        words=wording,
    )


@pages.route("/escorts/new", methods=["GET", "POST"])
@requires("escort.request")
def new() -> ResponseReturnValue:
    """Show the form, or take it."""
    if request.method == "GET":
        return _form(None)
    try:
        fields = form_fields("items")
        who = {name: fields.pop(f"applicant.{name}") for name in _APPLICANT if f"applicant.{name}" in fields}
        number, _ = acts().request(checked(EscortForm().load({"items": [], **fields, "applicant": who})))
    except (ValidationError, Rejected) as refusal:
        return _form(refused(refusal))
    flash(gettext("已登记，凭委托书启动"), "good")
    return redirect(url_for("escort_pages.escort", number=number), 303)


def _form(problem: Refusal | None) -> ResponseReturnValue:
    intake = current(Intake)
    halls = [(venue.id, venue.name) for venue in intake.replica.venues() if venue.kind == "hall"]
    body = render_template(
        "escorts/new.html",
        items=[(item.code, item.name) for item in intake.replica.items()],
        halls=[] if standing_of(require_identity(), intake.replica).desk else halls,
        chosen=request.form.getlist("items"),
        refusal=common.told(problem),
        form=request.form,
        words=wording,
        common=common,
    )
    return body, problem.status if problem else 200


@pages.get("/escorts/<number>")
@requires("escort.read", "escort.read_own")
def escort(number: str) -> ResponseReturnValue:
    """Show an escort."""
    return _page(number)


Act = Callable[[EscortActs, str, dict[str, Any]], Any]


@pages.post("/escorts/<number>/start")
@requires("escort.act")
def start(number: str) -> ResponseReturnValue:
    """Take the form of beginning."""
    return _done(number, EscortStartForm(), EscortActs.start, gettext("全程代办已启动"))


@pages.post("/escorts/<number>/cases")
@requires("escort.act")
def join(number: str) -> ResponseReturnValue:
    """Take the form of a case that goes along."""
    return _done(number, EscortCaseForm(), EscortActs.join, gettext("办件已纳入"))


@pages.post("/escorts/<number>/steps")
@requires("escort.act")
def walk(number: str) -> ResponseReturnValue:
    """Take the form of a node that is done."""
    return _done(number, EscortStepForm(), EscortActs.walk, gettext("节点已登记"))


@pages.post("/escorts/<number>/revocation")
@requires("escort.request")
def take_back(number: str) -> ResponseReturnValue:
    """Take the form of taking it back."""
    return _done(number, EscortTakenBackForm(), EscortActs.take_back, gettext("已撤回，办件继续办理"))


@pages.post("/escorts/<number>/end")
@requires("escort.act")
def finish(number: str) -> ResponseReturnValue:
    """Take the form of ending."""
    return _done(number, ma.Schema(), lambda acts, no, _: acts.finish(no), gettext("全程代办已结束"))


def _done(number: str, form: ma.Schema, act: Act, told: str) -> ResponseReturnValue:
    found_escort(number)
    try:
        act(acts(), number.upper(), form.load(form_fields()))
    except (ValidationError, Rejected) as refusal:
        return _page(number, refused(refusal))
    flash(told, "good")
    return redirect(url_for("escort_pages.escort", number=number), 303)


def _page(number: str, problem: Refusal | None = None) -> ResponseReturnValue:
    intake, identity, found = current(Intake), require_identity(), found_escort(number)
    cases = {row["_id"]: row for row in intake.cases.collection.find({"_id": {"$in": found["case_nos"]}})}
    body = render_template(
        "escorts/escort.html",
        escort=document(intake, identity, found),
        cases=[cases[each] for each in found["case_nos"] if each in cases],
        items={item.code: item.name for item in intake.replica.items()},
        officer=identity.id == found["officer"],
        desk=identity.can("escort.act"),
        may_take_back=identity.can("escort.request"),
        refusal=common.told(problem),
        form=request.form,
        reasons=REASONS,
        words=wording,
        common=common,
    )
    return body, problem.status if problem else 200
