"""Pages of the queue: the machine that gives numbers, the number itself, a clerk's queue, the screen in the hall."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import segno
from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import ValidationError

from services.intake.appointments.keeping import keep_called
from services.intake.holders import own_hall
from services.intake.queue import acts, views, wording
from services.intake.queue.decide import servable
from services.intake.queue.decider import TICKETS
from services.intake.queue.order import first, order
from services.intake.queue.schemas import PRIORITIES, QueueTicketBody
from services.intake.service import Intake
from services.intake.venues import views as venues
from shared.contracts import Rejected
from shared.contracts.abilities import takes
from shared.contracts.registry import ItemPublished, VenueRegistered, Window
from shared.identity.access import public, require_identity, requires
from shared.web.forms import Refusal, form_fields, refused
from shared.web.kit import current
from shared.web.meta import request_meta, request_now

pages = Blueprint("queue_pages", __name__, template_folder="templates")

NUMBERS_ONLY = "the screen hangs in the hall and shows numbers only"


@pages.get("/numbers/new")
@requires("queue.take")
def machine() -> ResponseReturnValue:
    """Show what a number can be taken for at the hall one stands in."""
    return _machine(None)


@pages.post("/numbers/new")
@requires("queue.take")
def take() -> ResponseReturnValue:
    """Take a number."""
    intake, venue = current(Intake), own_hall()
    point: acts.Point = "desk" if require_identity().can("queue.call") else "terminal"
    try:
        said = QueueTicketBody().load({"items": [], **form_fields("items")})
        way = acts.right_of_way(intake, venue, said, request_now().date())
        key, _ = acts.take(intake, request_meta(), venue, said["items"], priority=way, point=point)
    except (ValidationError, Rejected) as refusal:
        return _machine(refused(refusal))
    return redirect(url_for("queue_pages.number", ticket=key), 303)


def _machine(refusal: Refusal | None) -> ResponseReturnValue:
    intake, venue = current(Intake), own_hall()
    page = render_template(
        "queue/machine.html",
        hall=venue,
        windows=[(window, _items(intake, window)) for window in venue.windows],
        priorities=[(code, wording.PRIORITIES[code]) for code in PRIORITIES],
        chosen=request.form.getlist("items"),
        most=intake.limits["ticket_items"],
        problem=refusal,
    )
    return page, refusal.status if refusal else 200


def _items(intake: Intake, window: Window) -> list[ItemPublished]:
    day = request_now().date()
    return [item for item in intake.replica.items_on(day) if takes(window, item.code, day)]


@pages.get("/numbers/<ticket>")
@public("whoever holds a number may see where it stands; it tells nothing about anybody")
def number(ticket: str) -> ResponseReturnValue:
    """Show a number: when it is one's turn, and where."""
    intake = current(Intake)
    row = views.find(intake.tickets, ticket[:60])
    venue = intake.replica.venue(row["hall"])
    address = f"{intake.settings.url('intake')}{url_for('queue_pages.number', ticket=ticket)}"
    return render_template(
        "queue/standing.html" if "HX-Request" in request.headers else "queue/number.html",
        row=row,
        hall=venue,
        standing=acts.standing(intake, venue, row, request_now()),
        items=item_names(intake),
        qr=segno.make(address, error="m").svg_data_uri(scale=4, border=0, dark="#1f2830"),
        words=wording,
    )


@pages.get("/halls/<hall>/screen")
@public(NUMBERS_ONLY)
def screen(hall: str) -> ResponseReturnValue:
    """Show the screen of a hall: big, for the wall; it keeps itself up to date."""
    return _screen("queue/screen.html", hall)


@pages.get("/halls/<hall>/screen/numbers")
@public(NUMBERS_ONLY)
def screen_numbers(hall: str) -> ResponseReturnValue:
    """Give the part of the screen that changes."""
    return _screen("queue/screen_numbers.html", hall)


def _screen(template: str, hall: str) -> ResponseReturnValue:
    intake, now = current(Intake), request_now()
    venue = venues.hall(intake.replica, hall)
    told = views.screen(intake.tickets, venue, now.date())
    return render_template(template, hall=venue, screen=told, now=now, words=wording)


@pages.get("/queue")
@requires("queue.call")
def queue() -> ResponseReturnValue:
    """Show a clerk the line before their window."""
    return _queue(None)


@pages.get("/queue/strip")
@requires("queue.call")
def strip() -> ResponseReturnValue:
    """Give the line before one's window in one line, for other pages of the desk to hold."""
    intake, venue, ours = current(Intake), own_hall(), _own_windows()
    window = _chosen(ours)
    shown = _line(intake, venue, window) if window else None
    return render_template("queue/strip.html", window=window, line=shown, words=wording, hall=venue)


def _queue(refusal: Refusal | None) -> ResponseReturnValue:
    intake, venue, ours = current(Intake), own_hall(), _own_windows()
    window = _chosen(ours)
    page = render_template(
        "queue/queue.html",
        hall=venue,
        windows=ours,
        window=window,
        line=_line(intake, venue, window) if window else None,
        items=item_names(intake),
        problem=refusal,
        limits=intake.limits,
        words=wording,
    )
    return page, refusal.status if refusal else 200


def _line(intake: Intake, venue: VenueRegistered, window: Window) -> dict[str, Any]:
    """Give who is at a window, who is next, and whom it missed."""
    now = request_now()
    rows = views.of_day(intake.tickets, venue.id, now.date(), "waiting", "called", "left")
    ours = views.for_window(rows, window, now.date())
    by_key = {row["_id"]: row for row in ours}
    longest = intake.limits["passed_over_minutes"]
    line = order((views.waiting(row) for row in ours if row["status"] == "waiting"), now, longest)
    here = next((row for row in rows if row["status"] == "called" and row["window"] == window.id), None)
    return {
        "here": here,
        "doable": _doable(intake, venue, window, here["_id"]) if here else (),
        "waiting": [{**by_key[one.key], "first": first(one, now, longest)} for one in line],
        "missed": [row for row in ours if row["status"] == "left" and row["times"]],
    }


def _doable(intake: Intake, venue: VenueRegistered, window: Window, ticket: str) -> tuple[str, ...]:
    return servable(venue, window.id, intake.journal.load(TICKETS, ticket).state)


@pages.post("/queue/next")
@requires("queue.call")
def call_next() -> ResponseReturnValue:
    """Call whoever is next."""

    def act(venue: VenueRegistered, window: Window) -> str:
        _, outcome = acts.call_next(current(Intake), request_meta(), venue, window)
        keep_called(current(Intake), outcome.state, request_now())
        return str(gettext("已叫 %(number)s 号", number=_number(outcome.state.taken)))

    return _acted(act)


@pages.post("/queue/<ticket>/call")
@requires("queue.call")
def call(ticket: str) -> ResponseReturnValue:
    """Call a number, or call it again."""

    def act(venue: VenueRegistered, window: Window) -> str:
        outcome = acts.call(current(Intake), request_meta(), venue, window, ticket)
        keep_called(current(Intake), outcome.state, request_now())
        return str(gettext("已叫 %(number)s 号", number=_number(outcome.state.taken)))

    return _acted(act)


@pages.post("/queue/<ticket>/service")
@requires("queue.call")
def serve(ticket: str) -> ResponseReturnValue:
    """Say what was done."""

    def act(venue: VenueRegistered, window: Window) -> str:
        items = request.form.getlist("items")[:20]
        outcome = acts.serve(current(Intake), request_meta(), venue, window, ticket, items)
        if outcome.state.remaining:
            return str(gettext("还有事项未办，已转其他窗口排队，不用重新取号"))
        return str(gettext("%(number)s 号已办完", number=_number(outcome.state.taken)))

    return _acted(act)


@pages.post("/queue/<ticket>/absence")
@requires("queue.call")
def pass_over(ticket: str) -> ResponseReturnValue:
    """Say that nobody came."""

    def act(_: VenueRegistered, window: Window) -> str:
        outcome = acts.pass_over(current(Intake), request_meta(), window, ticket)
        return str(gettext("%(number)s 号已过号", number=_number(outcome.state.taken)))

    return _acted(act)


@pages.post("/queue/<ticket>/return")
@requires("queue.call")
def take_back(ticket: str) -> ResponseReturnValue:
    """Put somebody back into the queue."""

    def act(_: VenueRegistered, __: Window) -> str:
        outcome = acts.take_back(current(Intake), request_meta(), ticket)
        return str(gettext("%(number)s 号重新排队", number=_number(outcome.state.taken)))

    return _acted(act)


def _acted(act: Callable[[VenueRegistered, Window], str]) -> ResponseReturnValue:
    """Do it at one's window and go back to the line; `back`: the desk that the button stood on."""
    window = request.form.get("window", "")[:40]
    try:
        told = act(own_hall(), acts.own_window(own_hall(), require_identity(), window))
    except Rejected as refusal:
        return _queue(refused(refusal))
    flash(told, "good")
    back = "case_pages.desk" if request.form.get("back") == "desk" else "queue_pages.queue"
    return redirect(url_for(back, window=window), 303)


def _number(taken: Any) -> str:
    return f"{taken.number:03d}" if taken else ""


def _own_windows() -> list[Window]:
    return acts.own_windows(own_hall(), require_identity())


def _chosen(ours: list[Window]) -> Window | None:
    asked = request.values.get("window", "")
    return next((each for each in ours if each.id == asked), ours[0] if ours else None)


def item_names(intake: Intake) -> dict[str, Any]:
    """Give the items' names by code."""
    return {item.code: item.name for item in intake.replica.items()}
