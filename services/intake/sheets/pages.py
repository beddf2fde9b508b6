"""Pages of notice sheets: the sheet as it is printed, handing it out, and what was handed out."""

from __future__ import annotations

import segno
from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from services.intake import wording
from services.intake.items import views as item_views
from services.intake.items import wording as guide_words
from services.intake.service import Intake
from services.intake.sheets import views
from services.intake.sheets.api import own_desk
from services.intake.sheets.issuing import Printed, issue, printed
from shared.identity.access import current_identity, public, requires
from shared.web.kit import current
from shared.web.meta import request_meta, request_now
from shared.web.paging import request_paging

pages = Blueprint("sheet_pages", __name__, template_folder="templates")

OPEN_BY_LAW = "notice sheets are public (S2.5b)"


@pages.get("/items/<code>/sheet")
@public(OPEN_BY_LAW)
def sheet(code: str) -> ResponseReturnValue:
    """Show the notice sheet of an item at a window, ready to be printed."""
    intake = current(Intake)
    told = item_views.guide(intake.replica, code, request_now().date())
    return _shown(printed(intake, told, request.args.get("window", "")[:40]))


@pages.post("/items/<code>/sheet")
@requires("sheet.issue")
def hand_out(code: str) -> ResponseReturnValue:
    """Record that the sheet is handed out, and show it with its number."""
    number, _ = issue(current(Intake), request_meta(), own_desk(), code, request.form.get("window", "")[:40])
    flash(gettext("已登记发放，编号 %(number)s", number=number), "good")
    return redirect(url_for("sheet_pages.given", number=number), 303)


@pages.get("/sheets/<number>")
@public(OPEN_BY_LAW)
def given(number: str) -> ResponseReturnValue:
    """Show a sheet that was handed out: the guide at the version it had then."""
    intake = current(Intake)
    found = views.find(intake.sheets, number[:40])
    told = item_views.guide(intake.replica, found["item"], request_now().date(), found["item_version"])
    return _shown(printed(intake, told, found["window"], number, found["given_at"]))


@pages.get("/sheets")
@requires("sheet.issue")
def sheets() -> ResponseReturnValue:
    """List the sheets handed out in one's hall."""
    intake, paging = current(Intake), request_paging()
    rows = views.search(intake.sheets, own_desk(), paging.after, paging.fetch)
    page = paging.page(rows, lambda row: [row["given_at"], row["sheet_no"]])
    return render_template("sheets/list.html", rows=page["items"], next=page["next"], words=wording)


def _shown(what: Printed) -> ResponseReturnValue:
    identity = current_identity()
    hall = own_desk() if identity is not None and identity.can("sheet.issue") else ""
    qr = segno.make(what.address, error="m").svg_data_uri(scale=4, border=0, dark="#1f2830")
    return render_template("sheets/sheet.html", sheet=what, qr=qr, desk=hall, words=wording, terms=guide_words)
