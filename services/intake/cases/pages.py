"""Pages of staff: the desk, receiving, lists, a case with what can be done next, and its papers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import ValidationError

from services.intake import wording
from services.intake.cases import applicants, brought, papers, views
from services.intake.cases.acceptance import lacking
from services.intake.cases.api import acts, checked, found_case, readable
from services.intake.cases.decider import CASES
from services.intake.cases.forms import FORMS, Form, came_at, entered, receipt_body
from services.intake.cases.offered import NEXT, possible, sayable
from services.intake.cases.picking import Choice, choices, fitting
from services.intake.cases.receipt_form import asked_again, own_hall, receipt_page
from services.intake.cases.schemas import CHANNELS, STATUSES
from services.intake.cases.timeline import entries
from services.intake.cases.today import today_at
from services.intake.cases.waiting import due
from services.intake.documents import wording as document_wording
from services.intake.documents.api import documents_of
from services.intake.documents.pages import of_kind, paper_page
from services.intake.proxies.answering import answer_for
from services.intake.service import Intake
from shared.contracts import Rejected
from shared.contracts.registry import ItemPublished, VenueRegistered
from shared.identity.access import require_identity, requires
from shared.timekeeping import Calendar
from shared.web.errors import Problem
from shared.web.forms import Refusal, refused
from shared.web.kit import current
from shared.web.meta import request_meta, request_now
from shared.web.paging import request_paging

pages = Blueprint("case_pages", __name__, template_folder="templates")

pages.url_value_preprocessor(brought.room)

SHOWN_AT_DESK = 40
"""How many waiting cases the desk shows; the list has them all."""


@pages.get("/desk")
@requires("case.receive")
def desk() -> ResponseReturnValue:
    """Show a hall's waiting cases, those who wait longest first."""
    intake, hall = current(Intake), own_hall()
    rows = views.waiting(intake.cases, hall.id, SHOWN_AT_DESK) if hall else []
    today, calendar = request_now().date(), intake.calendar()
    return render_template(
        "cases/desk.html",
        hall=hall,
        rows=[_waiting(intake, row, today, calendar.within(row["division"])) for row in rows],
        counts=views.count_by_status(intake.cases, {"hall": hall.id}) if hall else {},
        panels=today_at(intake, hall, request_now(), require_identity()) if hall else [],
        items=item_names(),
        words=wording,
    )


def _waiting(intake: Intake, row: dict[str, Any], today: date, calendar: Calendar) -> dict[str, Any]:
    """Give a waiting case with its applicant, masked, and the last day for what the window has to do."""
    who = applicants.masked(intake.vault, row["_id"], row["applicant"])["name"]
    return {**row, "who": who, "due": due(row, calendar, today)}


@pages.get("/desk/keys")
@requires("case.receive")
def keys() -> ResponseReturnValue:
    """Show the window's keys, for those without the dialog."""
    return render_template("cases/keys.html")


@pages.get("/cases")
@requires("case.read")
def cases() -> ResponseReturnValue:
    """Show the cases of one's jurisdiction, the newest first."""
    asked = {name: request.args.get(name, "").strip()[:40] for name in views.FILTERS}
    asked["status"] = asked["status"] if asked["status"] in STATUSES else ""
    number = request.args.get("number", "").strip().upper()[:40]
    if number:
        return redirect(url_for("case_pages.case", case_no=number), 303)
    paging = request_paging()
    page = paging.page(
        views.search(current(Intake).cases, readable(), paging.after, paging.fetch, **asked), views.sort_key
    )
    return render_template(
        "cases/list.html", rows=page["items"], next=page["next"], asked=asked, items=item_names(), words=wording
    )


@pages.get("/cases/new")
@requires("case.receive")
def new() -> ResponseReturnValue:
    """Choose an item of one's hall by typing, then fill in its receipt."""
    hall, code = own_hall(), request.args.get("item", "")
    if code and hall is not None:
        return receipt_page(hall, current(Intake).replica.item_on(code, request_now().date())[0], None)
    typed = request.args.get("q", "").strip()[:60]
    offered = _offered(hall, typed) if hall else []
    if typed and len(offered) == 1:
        return redirect(url_for("case_pages.new", item=offered[0].item.code), 303)
    names = {window.id: window.name for window in hall.windows} if hall else {}
    return render_template("cases/pick.html", hall=hall, q=typed, offered=offered, names=names, words=wording)


def _offered(hall: VenueRegistered, typed: str) -> list[Choice]:
    intake, today = current(Intake), request_now().date()
    return fitting(choices(hall, intake.replica.items_on(today), today), typed, intake.search, today)


@pages.post("/cases/new")
@requires("case.receive")
def receive() -> ResponseReturnValue:
    """Take the form of a receipt with its files, or show it again with what is on file."""
    uploads = request.form.getlist("uploads")[:60]
    try:
        uploads += brought.taken(request.form.get("item", ""))
        if brought.stays():
            return asked_again(uploads)
        said = checked({**receipt_body(), "uploads": uploads})
        case_no, _ = acts(came_at()).receive(said)
        answer_for(current(Intake), request_meta(came_at()), require_identity(), case_no, said)
    except (ValidationError, Rejected, Problem) as refusal:
        twice = isinstance(refusal, Rejected) and refusal.code == "double_submission"
        return asked_again(uploads, refused(refusal), twice=twice)
    flash(gettext("已收件，办件编号 %(number)s", number=case_no), "good")
    return redirect(url_for("case_pages.case", case_no=case_no), 303)


@pages.get("/cases/<case_no>")
@requires("case.read", "case.read_own")
def case(case_no: str) -> ResponseReturnValue:
    """Show a case: what it is, what can be done next, what happened."""
    return case_page(case_no)


def case_page(case_no: str, failed: str = "", refusal: Refusal | None = None) -> ResponseReturnValue:
    """Show a case; `failed` is the act whose form was refused."""
    intake, identity = current(Intake), require_identity()
    found = found_case(case_no)
    near, told_case = papers.near(intake, identity, found), papers.case_document(intake, identity, found)
    item = papers.item_of(intake, found)
    state = intake.journal.load(CASES, found["case_no"]).state
    body = render_template(
        "cases/case.html",
        case=told_case,
        near=near,
        item=item,
        lacking=lacking(state, item) if found["status"] in ("received", "supplemented") else (),
        sayable=sayable(state),
        due=due({**found, "moved": told_case["moved"]}, intake.calendar(found["division"]), request_now().date()),
        acts=[act for act in NEXT.get(found["status"], ()) if near and possible(act, found)],
        channels=[(code, wording.CHANNELS[code]) for code in CHANNELS if code != found["channel"]],
        names={material.code: material.name for material in item.materials},
        department=intake.replica.department(found["department"]),
        hall=intake.replica.venue(found["hall"]),
        told=papers.timeline(intake, found["case_no"]),
        documents_of=documents_of(intake, found["case_no"]),
        document_kinds=document_wording.KINDS,
        entries=entries(papers.timeline(intake, found["case_no"]), item),
        failed=failed,
        refusal=wording.told(refusal),
        form=entered(),
        words=wording,
    )
    return body, refusal.status if refusal else 200


def _taking(act: str, form: Form) -> Callable[..., ResponseReturnValue]:
    """Make the view that takes an act's form."""

    @requires(*form.permissions)
    def take(case_no: str) -> ResponseReturnValue:
        try:
            form.submit(acts(), case_no)
        except (ValidationError, Rejected) as refusal:
            return case_page(case_no, act, refused(refusal))
        flash(str(form.done), "good")
        return redirect(url_for("case_pages.case", case_no=case_no), 303)

    return take


for _act, _form in FORMS.items():
    pages.add_url_rule(f"/cases/<case_no>/{_act}", _act, _taking(_act, _form), methods=["POST"])


@pages.get("/cases/<case_no>/receipt")
@requires("case.read", "case.read_own")
def receipt(case_no: str) -> ResponseReturnValue:
    """Show the acceptance receipt as it is printed (S2.5c)."""
    papers.receipt(current(Intake), require_identity(), found_case(case_no))
    return paper_page(of_kind(case_no.upper(), "receipt"))


@pages.get("/cases/<case_no>/notice")
@requires("case.read", "case.read_own")
def notice(case_no: str) -> ResponseReturnValue:
    """Show the one-time notice as it is printed (S2.5b)."""
    papers.notice(current(Intake), require_identity(), found_case(case_no))
    return paper_page(of_kind(case_no.upper(), "notice"))


def all_items() -> dict[str, ItemPublished]:
    """Give every item by code."""
    return {item.code: item for item in current(Intake).replica.items()}


def item_names() -> dict[str, Any]:
    """Give the items' names by code."""
    return {code: item.name for code, item in all_items().items()}
