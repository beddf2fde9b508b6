"""Pages of questions: ask online, the guide desk, what is open with me, the day-end list."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import ValidationError

from services.intake.consultations import acts, views, wording
from services.intake.consultations.api import asked, followed, in_own_hall
from services.intake.consultations.schemas import DeskQuestionBody, GuideBody, OnlineQuestionBody, QuestionAnswerBody
from services.intake.holders import own_hall
from services.intake.service import Intake
from services.intake.venues import views as venues
from services.intake.venues.access import require_sight
from shared.contracts import Meta, Rejected
from shared.identity.access import public, require_identity, requires
from shared.web.forms import Refusal, form_fields, refused
from shared.web.kit import current
from shared.web.locale import text
from shared.web.meta import request_meta, request_now

pages = Blueprint("consultation_pages", __name__, template_folder="templates")

ANYBODY = "anyone may ask, at any hour (S1.4a, S2.8c)"
HOLDER = "whoever holds number and query code sees the answer"


@pages.get("/consultations/new")
@public(ANYBODY)
def new() -> ResponseReturnValue:
    """Show the form of a question."""
    return _new(None)


@pages.post("/consultations/new")
@public(ANYBODY)
def ask() -> ResponseReturnValue:
    """Take a question; the page that follows shows number and code, once."""
    try:
        number, outcome = asked(OnlineQuestionBody().load(form_fields()))
    except (ValidationError, Rejected) as refusal:
        return _new(refused(refusal))
    row = views.project(number, outcome.state)
    page = render_template(
        "consultations/asked.html", row=row, code=current(Intake).codes.of(number), hall=_hall(row["hall"])
    )
    return page, 201


def _new(refusal: Refusal | None) -> ResponseReturnValue:
    intake = current(Intake)
    halls = [(each.id, text(each.name)) for each in intake.replica.venues() if each.kind == "hall"]
    asked_of = request.values.get("hall", "")[:40]
    page = render_template(
        "consultations/new.html",
        halls=halls,
        hall=asked_of,
        reply_days=intake.limits["consult_reply"],
        refusal=refusal,
        form=request.form,
    )
    return page, refusal.status if refusal else 200


@pages.route("/consultations/follow", methods=["GET", "POST"])
@public(HOLDER)
def follow() -> ResponseReturnValue:
    """Ask for number and code, or show question and answer to whoever holds them."""
    number = request.values.get("number", "")[:40]
    if request.method == "GET":
        return render_template("consultations/follow.html", refusal=None, number=number)
    try:
        row = followed(number, request.form.get("query_code", "")[:20])
    except Rejected as refusal:
        told = refused(refusal)
        return render_template("consultations/follow.html", refusal=told, number=number), told.status
    return render_template("consultations/answer.html", row=row, hall=_hall(row["hall"]), words=wording)


@pages.get("/consultations")
@requires("consultation.handle")
def desk() -> ResponseReturnValue:
    """Show the guide desk: register a question, and what is open in the hall."""
    return _desk(None)


def _desk(refusal: Refusal | None) -> ResponseReturnValue:
    intake, hall, now = current(Intake), own_hall(), request_now()
    me = require_identity().id
    rows = [acts.opened(intake, row) for row in views.open_in(intake.hall.consultations, hall.id)]
    page = render_template(
        "consultations/desk.html",
        hall=hall,
        rows=sorted(rows, key=lambda row: (row["responsible"] not in ("", me), row["due"], row["asked_at"])),
        me=me,
        today=now.date().isoformat(),
        windows=[(each.id, text(each.name)) for each in hall.windows],
        departments=[(each.code, text(each.name)) for each in intake.replica.departments()],
        refusal=refusal,
        form=request.form if refusal else {},
        words=wording,
    )
    return page, refusal.status if refusal else 200


@pages.get("/consultations/open-with-me")
@requires("consultation.handle")
def open_with_me() -> ResponseReturnValue:
    """Give in one line what is open with oneself and with nobody, for other pages of the desk to hold."""
    view, hall, me = current(Intake).hall.consultations, own_hall(), require_identity().id
    mine, nobodys = views.open_with(view, hall.id, me), views.open_with(view, hall.id, "")
    return render_template("consultations/strip.html", mine=mine, nobodys=nobodys)


@pages.post("/consultations")
@requires("consultation.handle")
def register() -> ResponseReturnValue:
    """Register a question asked of oneself."""

    def act(meta: Meta) -> str:
        said = DeskQuestionBody().load(form_fields())
        number, outcome = acts.register(current(Intake), meta, own_hall(), said, channel=said["channel"])
        done = outcome.state.status == "closed"
        return str(gettext("已登记并答复，%(n)s", n=number) if done else gettext("已登记，%(n)s", n=number))

    return _acted(act)


@pages.post("/consultations/<number>/take-up")
@requires("consultation.handle")
def take_up(number: str) -> ResponseReturnValue:
    """Make a question one's own."""

    def act(meta: Meta) -> str:
        acts.take_up(current(Intake), meta, in_own_hall(number))
        return str(gettext("已认领，您是首问责任人"))

    return _acted(act)


@pages.post("/consultations/<number>/guide")
@requires("consultation.handle")
def guide(number: str) -> ResponseReturnValue:
    """Show the person to a window or department."""

    def act(meta: Meta) -> str:
        acts.guide(current(Intake), meta, own_hall(), in_own_hall(number), GuideBody().load(form_fields()))
        return str(gettext("已引导，窗口接办后闭环"))

    return _acted(act)


@pages.post("/consultations/<number>/answer")
@requires("consultation.handle")
def answer(number: str) -> ResponseReturnValue:
    """Answer a question."""

    def act(meta: Meta) -> str:
        acts.answer(current(Intake), meta, in_own_hall(number), QuestionAnswerBody().load(form_fields())["answer"])
        return str(gettext("已答复"))

    return _acted(act)


@pages.post("/consultations/<number>/take-over")
@requires("consultation.handle")
def take_over(number: str) -> ResponseReturnValue:
    """Say that the window has taken over."""

    def act(meta: Meta) -> str:
        acts.confirm(current(Intake), meta, in_own_hall(number))
        return str(gettext("已接办，咨询闭环"))

    return _acted(act)


@pages.get("/consultations/day")
@requires("hall.read")
def day_end() -> ResponseReturnValue:
    """Show what is open at the end of a day, by person; inspectors choose a hall of their divisions."""
    intake, identity, today = current(Intake), require_identity(), request_now().date()
    sees = [each for each in intake.replica.venues() if each.kind == "hall" and _seen(each.id)]
    asked_for = request.args.get("hall", "") or identity.hall or (sees[0].id if sees else "-")
    hall = venues.hall(intake.replica, asked_for[:40])
    require_sight(hall)
    told = views.day_end(intake.hall.consultations, hall.id, _day(request.args.get("day", ""), today))
    return render_template("consultations/day.html", hall=hall, halls=sees, told=told, today=today, words=wording)


def _seen(hall: str) -> bool:
    try:
        require_sight(_hall(hall))
    except Rejected:
        return False
    return True


def _day(said: str, today: date) -> date:
    try:
        return min(date.fromisoformat(said), today)
    except ValueError:
        return today


def _acted(act: Callable[[Meta], str]) -> ResponseReturnValue:
    try:
        told = act(request_meta())
    except (ValidationError, Rejected) as refusal:
        return _desk(refused(refusal))
    flash(told, "good")
    return redirect(url_for("consultation_pages.desk"), 303)


def _hall(hall: str) -> Any:
    return current(Intake).replica.venue(hall)
