"""Pages of progress: for whoever has number and code, and for the applicant's own account."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from services.intake import wording
from services.intake.cases.api import found_case
from services.intake.messages.wishes import Wish
from services.intake.progress.looking import close_all, is_open, keep_open, looked_up
from services.intake.progress.view import Progress
from services.intake.progress.words import CLOCKS, WEEKDAYS
from services.intake.service import Intake
from shared.contracts import Rejected
from shared.identity.access import current_identity, public, requires
from shared.timekeeping import local_day
from shared.web.forms import Refusal, refused
from shared.web.kit import current, kit
from shared.web.meta import request_now

pages = Blueprint("progress_pages", __name__, template_folder="templates")

BY_CODE = "an applicant looks with case number and query code (S1.5c)"


@pages.get("/progress")
@public(BY_CODE)
def progress() -> ResponseReturnValue:
    """Show the form for number and code."""
    return _form(request.args.get("case", "")[:40], None)


@pages.post("/progress")
@public(BY_CODE)
def look() -> ResponseReturnValue:
    """Open a case for this browser; the code comes in a form, so that no address or log holds it."""
    number = request.form.get("case", "").strip()[:40]
    try:
        found = looked_up(current(Intake), number, request.form.get("code", ""))
    except Rejected as refusal:
        return _form(number, refused(refusal))
    keep_open(found["case_no"])
    return redirect(url_for("progress_pages.shown", case_no=found["case_no"]), 303)


def _form(number: str, refusal: Refusal | None) -> ResponseReturnValue:
    body = render_template("progress/look.html", number=number, refusal=wording.told(refusal), words=wording)
    return body, refusal.status if refusal else 200


@pages.get("/progress/<case_no>")
@public(BY_CODE)
def shown(case_no: str) -> ResponseReturnValue:
    """Show where an opened case stands; without number and code, ask for them."""
    if not is_open(case_no):
        return redirect(url_for("progress_pages.progress", case=case_no[:40]), 303)
    return progress_page(_of(case_no), "progress_pages.why", own=False)


@pages.get("/progress/<case_no>/why")
@public(BY_CODE)
def why(case_no: str) -> ResponseReturnValue:
    """Show why the last days of an opened case are these days."""
    if not is_open(case_no):
        return redirect(url_for("progress_pages.progress", case=case_no[:40]), 303)
    return why_page(_of(case_no), "progress_pages.shown")


@pages.post("/progress/<case_no>/messages")
@public(BY_CODE)
def wish(case_no: str) -> ResponseReturnValue:
    """Keep whether the applicant of an opened case wants messages to the telephone."""
    if not is_open(case_no):
        return redirect(url_for("progress_pages.progress", case=case_no[:40]), 303)
    intake = current(Intake)
    person = _found(case_no)["applicant"]["person"]
    intake.outbox.wishes.say(person, Wish(opted_out=request.form.get("wanted") != "yes"))
    flash(gettext("已记下您的选择"), "good")
    return redirect(url_for("progress_pages.shown", case_no=case_no), 303)


@pages.post("/progress/close")
@public(BY_CODE)
def close() -> ResponseReturnValue:
    """Forget what this browser looked at."""
    close_all()
    return redirect(url_for("progress_pages.progress"), 303)


@pages.get("/cases/<case_no>/progress")
@requires("case.read", "case.read_own")
def of_case(case_no: str) -> ResponseReturnValue:
    """Show a case as its applicant reads it, to the applicant and to whoever is asked about it."""
    return progress_page(_progress(found_case(case_no)), "progress_pages.why_of_case", own=True)


@pages.get("/cases/<case_no>/why")
@requires("case.read", "case.read_own")
def why_of_case(case_no: str) -> ResponseReturnValue:
    """Show why the last days of a case are these days."""
    return why_page(_progress(found_case(case_no)), "progress_pages.of_case")


def progress_page(progress: Progress, why: str, *, own: bool) -> ResponseReturnValue:
    """Show where a case stands.

    Args:
        progress: of the case.
        why: the endpoint that tells why.
        own: opened by an account; else by number and code.
    """
    return render_template(
        "progress/shown.html",
        case=progress.told(),
        why=url_for(why, case_no=progress.case["case_no"]),
        own=own,
        code=current(Intake).codes.of(progress.case["case_no"]) if own and _is_owner(progress) else "",
        wish=current(Intake).outbox.wishes.of(progress.case["applicant"]["person"], progress.case["account"]),
        complaints=kit().settings.service_urls["complaints"],
        words=wording,
    )


def _is_owner(progress: Progress) -> bool:
    identity = current_identity()
    return identity is not None and identity.id == progress.case["account"]


def why_page(progress: Progress, back: str) -> ResponseReturnValue:
    """Show why the last days are these days."""
    told = progress.why()
    return render_template(
        "progress/why.html",
        told=told,
        case=progress.told(),
        back=url_for(back, case_no=progress.case["case_no"]),
        titles=CLOCKS,
        weekdays=WEEKDAYS,
        words=wording,
    )


def _found(case_no: str) -> dict[str, Any]:
    found = current(Intake).cases.collection.find_one({"_id": case_no})
    if found is None:
        raise Rejected("unknown_case", "number and query code do not fit a case", status=404)
    return found


def _of(case_no: str) -> Progress:
    return _progress(_found(case_no))


def _progress(found: dict[str, Any]) -> Progress:
    return Progress(current(Intake), found, local_day(request_now()))
