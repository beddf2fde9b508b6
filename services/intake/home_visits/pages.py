"""Pages of home visits: ask, follow, the hall's list, and one visit with what can be done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import ValidationError

from services.intake.holders import own_hall
from services.intake.home_visits import acts, views, wording
from services.intake.home_visits.api import asked, held, in_own_hall
from services.intake.home_visits.looks import note_look
from services.intake.home_visits.schemas import (
    GROUNDS,
    VisitApprovalBody,
    VisitBody,
    VisitDoneBody,
    VisitScheduleBody,
)
from services.intake.service import Intake
from shared.contracts import Meta, Rejected
from shared.identity.access import current_identity, public, requires
from shared.web.forms import Refusal, form_fields, refused
from shared.web.kit import current
from shared.web.locale import text
from shared.web.meta import request_meta, request_now

pages = Blueprint("visit_pages", __name__, template_folder="templates")

ANYBODY = "whoever cannot come may ask to be visited, or have somebody ask for them (S2.6e)"
HOLDER = "whoever holds number and query code sees where the visit stands"
PERSON = ("kind", "name", "id_number", "phone")


@pages.get("/home-visits/new")
@public(ANYBODY)
def new() -> ResponseReturnValue:
    """Show the form of a request."""
    return _new(None)


@pages.post("/home-visits/new")
@public(ANYBODY)
def ask() -> ResponseReturnValue:
    """Take a request; the page that follows shows number and code, once."""
    fields = form_fields()
    person = {name: fields.pop(name) for name in PERSON if name in fields}
    try:
        number, outcome = asked(VisitBody().load({**fields, "applicant": person}))
    except (ValidationError, Rejected) as refusal:
        return _new(refused(refusal))
    row, intake = views.project(number, outcome.state), current(Intake)
    hall = intake.replica.venue(row["hall"])
    page = render_template("home_visits/asked.html", row=row, code=intake.codes.of(number), hall=hall, words=wording)
    return page, 201


def _new(refusal: Refusal | None) -> ResponseReturnValue:
    intake, identity = current(Intake), current_identity()
    halls = [each for each in intake.replica.venues() if each.kind == "hall"]
    if identity is not None and identity.can("visit.handle"):
        halls = [each for each in halls if each.id == identity.hall]
    page = render_template(
        "home_visits/new.html",
        halls=[(each.id, text(each.name)) for each in halls],
        items=[(each.code, text(each.name)) for each in intake.replica.items_on(request_now().date())],
        grounds=[(code, wording.GROUNDS[code]) for code in GROUNDS],
        refusal=refusal,
        form=request.form if refusal else request.args,
    )
    return page, refusal.status if refusal else 200


@pages.route("/home-visits/follow", methods=["GET", "POST"])
@public(HOLDER)
def follow() -> ResponseReturnValue:
    """Ask for number and code, or show where the visit stands."""
    number = request.values.get("number", "")[:40]
    if request.method == "GET":
        return render_template("home_visits/follow.html", refusal=None, number=number)
    try:
        row = held(number, request.form.get("query_code", "")[:20])
    except Rejected as refusal:
        told = refused(refusal)
        return render_template("home_visits/follow.html", refusal=told, number=number), told.status
    return _one(row, "home_visits/stands.html")


@pages.get("/home-visits")
@requires("visit.handle", "visit.approve")
def visits() -> ResponseReturnValue:
    """List the hall's visits: under way by their last day, then those that are over."""
    intake, hall = current(Intake), own_hall()
    view = intake.hall.visits
    return render_template(
        "home_visits/list.html",
        hall=hall,
        rows=[acts.shown(intake, row) for row in views.of_hall(view, hall.id)],
        over=[acts.shown(intake, row) for row in views.of_hall(view, hall.id, over=True)],
        today=request_now().date().isoformat(),
        items={item.code: item.name for item in intake.replica.items()},
        words=wording,
    )


@pages.get("/home-visits/<number>")
@requires("visit.handle", "visit.approve")
def visit(number: str) -> ResponseReturnValue:
    """Show one visit of one's hall, masked, with what can be done."""
    return _one(in_own_hall(number), "home_visits/visit.html")


@pages.post("/home-visits/<number>/open")
@requires("visit.handle")
def look(number: str) -> ResponseReturnValue:
    """Show whom one visits, and where, in clear; the look is recorded."""
    row = in_own_hall(number)
    note_look(current(Intake), request_meta(), row)
    return _one(row, "home_visits/visit.html", clear=True)


@pages.post("/home-visits/<number>/approval")
@requires("visit.approve")
def approve(number: str) -> ResponseReturnValue:
    """Let the hall come, or not."""

    def act(meta: Meta, row: Mapping[str, Any]) -> str:
        acts.approve(current(Intake), meta, row["_id"], **VisitApprovalBody().load(form_fields()))
        return str(gettext("已作出决定"))

    return _acted(number, act)


@pages.post("/home-visits/<number>/schedule")
@requires("visit.handle")
def schedule(number: str) -> ResponseReturnValue:
    """Set a day and two people."""

    def act(meta: Meta, row: Mapping[str, Any]) -> str:
        said = VisitScheduleBody().load({"staff": [], **form_fields("staff")})
        acts.schedule(current(Intake), meta, own_hall(), row["_id"], said)
        return str(gettext("已安排"))

    return _acted(number, act)


@pages.post("/home-visits/<number>/completion")
@requires("visit.handle")
def finish(number: str) -> ResponseReturnValue:
    """Note that both were there."""

    def act(meta: Meta, row: Mapping[str, Any]) -> str:
        said = VisitDoneBody().load(form_fields())
        _, outcome = acts.finish(current(Intake), meta, own_hall(), row["_id"], said)
        done = outcome.state.done
        return str(gettext("已登记上门，回执编号 %(n)s", n=done.receipt_no if done else ""))

    return _acted(number, act)


def _acted(number: str, act: Callable[[Meta, Mapping[str, Any]], str]) -> ResponseReturnValue:
    row = in_own_hall(number)
    try:
        told = act(request_meta(), row)
    except (ValidationError, Rejected) as refusal:
        return _one(row, "home_visits/visit.html", refused(refusal))
    flash(told, "good")
    return redirect(url_for("visit_pages.visit", number=number), 303)


def _one(
    row: Mapping[str, Any], template: str, refusal: Refusal | None = None, *, clear: bool = False
) -> ResponseReturnValue:
    intake, hall = current(Intake), current(Intake).replica.venue(row["hall"])
    identity = current_identity()
    ours = identity is not None and identity.hall == hall.id
    page = render_template(
        template,
        row=acts.shown(intake, row, clear=clear),
        clear=clear,
        hall=hall,
        item=intake.replica.item(row["item"])[0],
        people=[(each, each) for each in sorted(acts.people(intake, hall))] if ours else [],
        refusal=refusal,
        words=wording,
    )
    return page, refusal.status if refusal else 200
