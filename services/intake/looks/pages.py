"""Pages of looks: the auditors' list, one's own cases', and one's own matter without an account."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from marshmallow import ValidationError

from services.intake import wording as common
from services.intake.looks import views, wording
from services.intake.looks.api import OWN
from services.intake.looks.own import own_matter
from services.intake.looks.schemas import OwnBody
from services.intake.service import Intake
from shared.contracts import Rejected
from shared.identity.access import public, require_identity, requires
from shared.privacy.looks import sort_key
from shared.web.forms import form_fields, refused
from shared.web.kit import current
from shared.web.meta import request_now
from shared.web.paging import request_paging

pages = Blueprint("look_pages", __name__, template_folder="templates")


@pages.get("/looks")
@requires("access.read")
def looks() -> ResponseReturnValue:
    """List looks for auditors, by case or reader."""
    asked = {name: request.args.get(name, "").strip()[:60] for name in ("case_no", "reader")}
    wanted = views.narrowed(require_identity(), **asked)
    paging = request_paging()
    page = paging.page(current(Intake).looks.search(wanted, paging.after, paging.fetch), sort_key)
    return render_template("looks/list.html", rows=page["items"], next=page["next"], asked=asked, words=wording)


@pages.get("/looks/own")
@requires("access.read_own")
def own() -> ResponseReturnValue:
    """List who saw the personal data in one's own cases."""
    intake, paging = current(Intake), request_paging()
    wanted = views.of_account(intake, require_identity())
    page = paging.page(intake.looks.search(wanted, paging.after, paging.fetch), sort_key)
    return render_template("looks/list.html", rows=page["items"], next=page["next"], asked=None, words=wording)


@pages.route("/own-matter", methods=["GET", "POST"])
@public(OWN)
def matter() -> ResponseReturnValue:
    """Ask for both numbers, or show the matter and the looks; nothing of it stands in an address."""
    found, problem = None, None
    if request.method == "POST":
        try:
            said = OwnBody().load(form_fields())
            found = own_matter(current(Intake), said, request.remote_addr or "", request_now())
        except (ValidationError, Rejected) as error:
            problem = refused(error)
    body = render_template(
        "looks/matter.html",
        found=found,
        number=request.form.get("number", request.args.get("number", ""))[:40],
        kind=request.form.get("kind", "1"),
        refusal=common.told(problem),
        words=wording,
        common=common,
    )
    return body, problem.status if problem else 200
