"""Pages of the special channel: what it makes simpler and what stays, ask, the hall's requests and their answers."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import ValidationError

from services.intake.holders import own_hall
from services.intake.service import Intake
from services.intake.special_channel import acts, views, wording
from services.intake.special_channel.api import asked, held, in_own_hall
from services.intake.special_channel.schemas import GROUNDS, SpecialAnswerBody, SpecialRequestBody
from services.intake.special_channel.simplifications import allowed, steps_of_law
from shared.contracts import Rejected
from shared.identity.access import public, require_identity, requires
from shared.web.forms import Refusal, form_fields, refused
from shared.web.kit import current
from shared.web.locale import text
from shared.web.meta import request_meta, request_now

pages = Blueprint("special_pages", __name__, template_folder="templates")

PUBLISHED = "what the special channel makes simpler is published, and so is what stays (S2.6f)"
HOLDER = "whoever holds number and query code sees the answer"
PERSON = ("kind", "name", "id_number", "phone")


@pages.get("/special-channel/rules")
@public(PUBLISHED)
def rules() -> ResponseReturnValue:
    """Show the three grounds, what may become simpler, and the steps of law that stay."""
    hours = current(Intake).limits["special_answer"]
    return render_template("special_channel/rules.html", hours=hours, **_lists(), words=wording)


@pages.get("/special-channel/new")
@requires("special.handle", "case.apply")
def new() -> ResponseReturnValue:
    """Show the form of a request."""
    return _new(None)


@pages.post("/special-channel/new")
@requires("special.handle", "case.apply")
def ask() -> ResponseReturnValue:
    """Take a request; the page that follows shows number and code, once."""
    fields = form_fields()
    person = {name: fields.pop(name) for name in PERSON if name in fields}
    try:
        number, outcome = asked(SpecialRequestBody().load({**fields, "applicant": person}))
    except (ValidationError, Rejected) as refusal:
        return _new(refused(refusal))
    row, intake = views.project(number, outcome.state), current(Intake)
    hall = intake.replica.venue(row["hall"])
    return render_template("special_channel/asked.html", row=row, code=intake.codes.of(number), hall=hall), 201


def _new(refusal: Refusal | None) -> ResponseReturnValue:
    intake, identity = current(Intake), require_identity()
    halls = [each for each in intake.replica.venues() if each.kind == "hall"]
    if identity.can("special.handle"):
        halls = [each for each in halls if each.id == identity.hall]
    page = render_template(
        "special_channel/new.html",
        halls=[(each.id, text(each.name)) for each in halls],
        items=[(each.code, text(each.name)) for each in intake.replica.items_on(request_now().date())],
        grounds=[(code, wording.GROUNDS[code]) for code in GROUNDS],
        hours=intake.limits["special_answer"],
        refusal=refusal,
        form=request.form if refusal else request.args,
    )
    return page, refusal.status if refusal else 200


@pages.route("/special-channel/follow", methods=["GET", "POST"])
@public(HOLDER)
def follow() -> ResponseReturnValue:
    """Ask for number and code, or show the answer."""
    number = request.values.get("number", "")[:40]
    if request.method == "GET":
        return render_template("special_channel/follow.html", refusal=None, number=number)
    try:
        row = held(number, request.form.get("query_code", "")[:20])
    except Rejected as refusal:
        told = refused(refusal)
        return render_template("special_channel/follow.html", refusal=told, number=number), told.status
    shown = acts.shown(current(Intake), row)
    return render_template("special_channel/stands.html", row=shown, **_lists(), words=wording)


@pages.get("/special-channel")
@requires("special.handle", "special.answer")
def specials() -> ResponseReturnValue:
    """List the hall's requests, those that wait first; approvers answer here."""
    return _list(None)


@pages.post("/special-channel/<number>/answer")
@requires("special.answer")
def reply(number: str) -> ResponseReturnValue:
    """Grant it or not."""
    row = in_own_hall(number)
    try:
        said = SpecialAnswerBody().load({"simplified": [], **form_fields("simplified")})
        acts.answer(current(Intake), request_meta(), own_hall(), row["_id"], said)
    except (ValidationError, Rejected) as refusal:
        return _list(refused(refusal))
    flash(gettext("已答复"), "good")
    return redirect(url_for("special_pages.specials"), 303)


def _list(refusal: Refusal | None) -> ResponseReturnValue:
    intake, hall = current(Intake), own_hall()
    page = render_template(
        "special_channel/list.html",
        hall=hall,
        rows=[acts.shown(intake, row) for row in views.of_hall(intake.hall.specials, hall.id)],
        now=request_now().isoformat(),
        items={item.code: item.name for item in intake.replica.items()},
        refusal=refusal,
        **_lists(),
        words=wording,
    )
    return page, refusal.status if refusal else 200


def _lists() -> dict[str, object]:
    return {"allowed": allowed(), "law": steps_of_law()}
