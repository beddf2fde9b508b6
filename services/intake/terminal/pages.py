"""Pages of the self-service terminal: start, numbers, applying, progress, and the end that forgets."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from marshmallow import ValidationError

from services.intake import wording
from services.intake.items.views import items as known_items
from services.intake.progress.looking import close_all, looked_up, unknown
from services.intake.progress.view import Progress
from services.intake.progress.words import CLOCKS, WEEKDAYS
from services.intake.queue import acts as queue
from services.intake.queue import views as tickets
from services.intake.queue import wording as queue_words
from services.intake.queue.schemas import PRIORITIES, QueueTicketBody
from services.intake.service import Intake
from services.intake.terminal.serving import applying, begun, ended, in_session, may_look, own_hall, token
from shared.contracts import Rejected
from shared.contracts.abilities import takes
from shared.identity.access import requires
from shared.timekeeping import local_day
from shared.web.forms import Refusal, form_fields, refused
from shared.web.kit import current, kit
from shared.web.layout import reader
from shared.web.locale import choices_kept, forget_choices
from shared.web.meta import request_meta, request_now

pages = Blueprint("terminal_pages", __name__, template_folder="templates")


@pages.context_processor
def framed() -> dict[str, Any]:
    """Give what the frame of every page of the terminal shows: the hall, and after how long it starts again."""
    identity = reader()
    if identity is None or not identity.can("terminal.use"):
        return {}  # the page that says so is not the terminal's
    hall = own_hall()
    return {"hall": hall, "idle": int(current(Intake).sessions.idle.total_seconds())}


@pages.get("/terminal")
@requires("terminal.use")
def start() -> ResponseReturnValue:
    """Show what can be done; whoever was here before is forgotten, and a new session waits for the next.

    Where nobody touched the screen any more, language and print size are the hall's again, too: the next farmer does
    not find a screen in English.
    """
    close_all()
    over = request.args.get("over") == "1"
    if over and choices_kept():
        return forget_choices(ended(redirect(url_for("terminal_pages.start", over="1"), 303)))
    complaints = kit().settings.service_urls["complaints"].rstrip("/")
    return begun(render_template("terminal/start.html", over=over, complaints=complaints))


@pages.post("/terminal/end")
@requires("terminal.use")
def end() -> ResponseReturnValue:
    """Forget whoever was here."""
    close_all()
    return forget_choices(ended(redirect(url_for("terminal_pages.start"), 303)))


@pages.post("/terminal/stay")
@requires("terminal.use")
@in_session
def stay() -> ResponseReturnValue:
    """Note that somebody still touches the screen, while they fill in a long form."""
    return "", 204


@pages.get("/terminal/number")
@requires("terminal.use")
@in_session
def number() -> ResponseReturnValue:
    """Show what a number can be taken for."""
    return _number(None)


@pages.post("/terminal/number")
@requires("terminal.use")
@in_session
def take() -> ResponseReturnValue:
    """Take a number."""
    try:
        said = QueueTicketBody().load({"items": [], **form_fields("items")})
        key, _ = queue.take(current(Intake), request_meta(), own_hall(), said["items"], priority=said["priority"])
    except (ValidationError, Rejected) as refusal:
        return _number(refused(refusal))
    return redirect(url_for("terminal_pages.taken", ticket=key), 303)


def _number(refusal: Refusal | None) -> ResponseReturnValue:
    intake, venue, day = current(Intake), own_hall(), local_day(request_now())
    offered = [
        (window, [item for item in intake.replica.items_on(day) if takes(window, item.code, day)])
        for window in venue.windows
    ]
    page = render_template(
        "terminal/number.html",
        windows=offered,
        chosen=request.form.getlist("items"),
        priorities=[(code, queue_words.PRIORITIES[code]) for code in PRIORITIES],
        refusal=refusal,
    )
    return page, refusal.status if refusal else 200


@pages.get("/terminal/number/<ticket>")
@requires("terminal.use")
@in_session
def taken(ticket: str) -> ResponseReturnValue:
    """Show a number that was just taken, to print and to keep."""
    row = tickets.find(current(Intake).tickets, ticket[:60])
    return render_template("terminal/taken.html", row=row)


@pages.get("/terminal/items")
@requires("terminal.use")
@in_session
def items() -> ResponseReturnValue:
    """Find an item of this hall by one's own words."""
    intake, day = current(Intake), local_day(request_now())
    words = request.args.get("q", "").strip()[:60]
    hits = intake.search.find(words, day) if words else None
    found = known_items(intake.replica, day, hall=own_hall().id, found=hits)
    return render_template("terminal/items.html", items=found, asked=words, words=wording)


@pages.post("/terminal/items/<code>/apply")
@requires("terminal.use")
@in_session
def begin(code: str) -> ResponseReturnValue:
    """Begin an application."""
    return applying().begin(code)


@pages.get("/terminal/apply/<draft>/<step>")
@requires("terminal.use")
@in_session
def step(draft: str, step: str) -> ResponseReturnValue:
    """Show a step of an application, or its receipt."""
    return applying().show(draft, step)


@pages.post("/terminal/apply/<draft>/<step>")
@requires("terminal.use")
@in_session
def save(draft: str, step: str) -> ResponseReturnValue:
    """Keep a step; the last one hands the application in, once."""
    flow = applying()
    return flow.hand_in(draft) if step == "check" else flow.save(draft, step)


@pages.get("/terminal/progress")
@requires("terminal.use")
@in_session
def progress() -> ResponseReturnValue:
    """Ask for number and query code."""
    return _look("", None)


@pages.post("/terminal/progress")
@requires("terminal.use")
@in_session
def look() -> ResponseReturnValue:
    """Open a case for this session."""
    number = request.form.get("case", "").strip()[:40]
    try:
        found = looked_up(current(Intake), number, request.form.get("code", ""))
    except Rejected as refusal:
        return _look(number, refused(refusal))
    current(Intake).sessions.opened(token(), found["case_no"])
    return redirect(url_for("terminal_pages.shown", case_no=found["case_no"]), 303)


def _look(number: str, refusal: Refusal | None) -> ResponseReturnValue:
    page = render_template("terminal/look.html", number=number, refusal=wording.told(refusal), words=wording)
    return page, refusal.status if refusal else 200


@pages.get("/terminal/progress/<case_no>")
@requires("terminal.use")
@in_session
def shown(case_no: str) -> ResponseReturnValue:
    """Show where an opened case stands."""
    return render_template("terminal/shown.html", case=_opened(case_no).told(), words=wording)


@pages.get("/terminal/progress/<case_no>/why")
@requires("terminal.use")
@in_session
def why(case_no: str) -> ResponseReturnValue:
    """Show why the last days of an opened case are these days."""
    told = _opened(case_no)
    return render_template(
        "terminal/why.html", case=told.told(), told=told.why(), titles=CLOCKS, weekdays=WEEKDAYS, words=wording
    )


def _opened(case_no: str) -> Progress:
    found = current(Intake).cases.collection.find_one({"_id": case_no}) if may_look(case_no) else None
    if found is None:
        raise unknown()
    return Progress(current(Intake), found, local_day(request_now()))
