"""Pages of appointments: choose a time, book it, look again, move it, give it back; a hall's day; checking in."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import ValidationError

from services.intake.appointments import acts, views, wording
from services.intake.appointments.api import at_hand, booked, held, is_clerk, shown
from services.intake.appointments.schemas import AppointmentCancelBody, AppointmentChangeBody, BookingBody
from services.intake.appointments.times import days_ahead, offers, windows_for
from services.intake.service import Intake
from services.intake.venues import views as venues
from shared.contracts import Rejected
from shared.contracts.registry import ItemPublished, VenueRegistered
from shared.identity.access import current_identity, public, require_identity, requires
from shared.web.forms import Refusal, form_fields, refused
from shared.web.kit import current
from shared.web.meta import request_meta, request_now

pages = Blueprint("appointment_pages", __name__, template_folder="templates")

ANYBODY = "anyone may book a time, with an account or without (S2.6d, S2.8c)"
HOLDER = "whoever holds the number and its query code may look after the appointment"
PERSON = ("kind", "name", "id_number", "phone")


@pages.get("/appointments/new")
@public(ANYBODY)
def new() -> ResponseReturnValue:
    """Choose what for, where and when."""
    return _new(None)


@pages.post("/appointments/new")
@public(ANYBODY)
def book() -> ResponseReturnValue:
    """Book the time; the page that follows shows number and code, once."""
    fields = form_fields()
    person = {name: fields.pop(name) for name in PERSON if name in fields}
    fields.pop("day", None)
    try:
        number, outcome = booked(BookingBody().load({**fields, "applicant": person}))
    except (ValidationError, Rejected) as refusal:
        return _new(refused(refusal))
    intake = current(Intake)
    row = shown(intake, views.project(number, outcome.state), code=True)
    item = intake.replica.item(row["item"])[0]
    page = render_template(
        "appointments/booked.html", row=row, item=item, hall=intake.replica.venue(row["hall"]), words=wording
    )
    return page, 201


def _new(refusal: Refusal | None) -> ResponseReturnValue:
    intake, now, clerk = current(Intake), request_now(), is_clerk(current_identity())
    asked = {name: request.values.get(name, "")[:40] for name in ("item", "hall", "day")}
    item = _item(asked["item"])
    halls = _halls(item, now.date())
    if clerk:
        halls = [hall for hall in halls if hall.id == require_identity().hall]
    hall = next((each for each in halls if each.id == asked["hall"]), halls[0] if len(halls) == 1 else None)
    page = render_template(
        "appointments/new.html",
        item=item,
        items=[] if item else intake.replica.items_on(now.date()),
        halls=halls,
        hall=hall,
        clerk=clerk,
        **_times(item, hall, asked["day"]),
        ahead=intake.limits["book_days_ahead"],
        most=intake.limits["book_open_per_person"],
        refusal=refusal,
        form=request.form,
        words=wording,
    )
    return page, refusal.status if refusal else 200


def _item(code: str) -> ItemPublished | None:
    try:
        return current(Intake).replica.item_on(code, request_now().date())[0] if code else None
    except Rejected:
        return None


def _halls(item: ItemPublished | None, day: date) -> list[VenueRegistered]:
    if item is None:
        return []
    found = [each for each in current(Intake).replica.venues() if each.kind == "hall"]
    return [each for each in found if windows_for(each, item.department, item.code, day)]


def _times(item: ItemPublished | None, hall: VenueRegistered | None, asked: str) -> dict[str, Any]:
    """Give the days that have times, the chosen one, and its times; the first day with a free place unless asked."""
    if item is None or hall is None:
        return {"days": [], "day": None, "offers": []}
    intake, now = current(Intake), request_now()
    told = {day: offers(intake, hall, item.department, item.code, day, now) for day in days_ahead(intake, now.date())}
    open_days = [
        (day, sum(len(each.left) for each in found), found[0].slot.market_day) for day, found in told.items() if found
    ]
    chosen = next((day for day, _, _ in open_days if day.isoformat() == asked), None)
    chosen = chosen or next((day for day, free, _ in open_days if free), None)
    return {"days": open_days, "day": chosen, "offers": told[chosen] if chosen else []}


@pages.route("/appointments/follow", methods=["GET", "POST"])
@public(HOLDER)
def follow() -> ResponseReturnValue:
    """Ask for number and code, or show the appointment to whoever holds them; the code stays out of addresses."""
    if request.method == "GET":
        return render_template("appointments/follow.html", refusal=None, number=request.args.get("number", "")[:40])
    return _followed(None)


@pages.post("/appointments/change")
@public(HOLDER)
def change() -> ResponseReturnValue:
    """Move an appointment."""
    fields = form_fields()
    number = fields.pop("number", "")
    fields.pop("day", None)
    try:
        said = AppointmentChangeBody().load(fields)
        row, _ = held(number, said["query_code"])
        acts.change(current(Intake), request_meta(), row["_id"], said["begins"])
    except (ValidationError, Rejected) as refusal:
        return _followed(refused(refusal))
    flash(gettext("已改期"), "good")
    return _followed(None)


@pages.post("/appointments/cancel")
@public(HOLDER)
def cancel() -> ResponseReturnValue:
    """Give an appointment back."""
    fields = form_fields()
    number = fields.pop("number", "")
    try:
        said = AppointmentCancelBody().load(fields)
        row, by = held(number, said["query_code"])
        acts.cancel(current(Intake), request_meta(), row["_id"], by, said["reason"])
    except (ValidationError, Rejected) as refusal:
        return _followed(refused(refusal))
    flash(gettext("已取消预约"), "good")
    if by == "hall":
        return redirect(url_for("appointment_pages.hall_day", day=row["day"]), 303)
    return _followed(None)


def _followed(refusal: Refusal | None) -> ResponseReturnValue:
    intake = current(Intake)
    number, code = request.form.get("number", "")[:40], request.form.get("query_code", "")[:20]
    try:
        row, by = held(number, code)
    except Rejected as stranger:
        told = refusal or refused(stranger)
        page = render_template("appointments/follow.html", refusal=told, number=number)
        return page, told.status
    item, hall = intake.replica.item(row["item"])[0], intake.replica.venue(row["hall"])
    page = render_template(
        "appointments/appointment.html",
        row=shown(intake, row),
        item=item,
        hall=hall,
        by=by,
        code=code,
        movable=row["status"] == "booked" and request_now().isoformat() < row["begins"],
        **_times(item, hall, request.form.get("day", "")),
        refusal=refusal,
        words=wording,
    )
    return page, refusal.status if refusal else 200


@pages.get("/appointments")
@requires("appointment.manage")
def hall_day() -> ResponseReturnValue:
    """Show a hall's day: who comes when, who is here, who is still expected."""
    return _hall_day(None)


def _hall_day(refusal: Refusal | None) -> ResponseReturnValue:
    intake, hall, now = current(Intake), _own_hall(), request_now()
    days = days_ahead(intake, now.date())
    day = _named_day(request.args.get("day", "")) or now.date()
    rows = [shown(intake, row) for row in views.of_day(intake.appointments, hall.id, day)]
    page = render_template(
        "appointments/hall_day.html",
        hall=hall,
        rows=rows,
        day=day,
        days=days,
        today=now.date(),
        refusal=refusal,
        items={item.code: item.name for item in intake.replica.items()},
        words=wording,
    )
    return page, refusal.status if refusal else 200


def _named_day(text: str) -> date | None:
    """Read a day; one that is over may be looked at as well. None where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@pages.get("/appointments/arrival")
@requires("queue.take")
def arrival() -> ResponseReturnValue:
    """Show the form of whoever comes with an appointment."""
    return render_template("appointments/arrival.html", refusal=None, number="")


@pages.post("/appointments/arrival")
@requires("queue.take")
def arrive() -> ResponseReturnValue:
    """Check somebody in, and show their number."""
    number = request.form.get("number", "")[:40]
    try:
        row = at_hand(number)
        _, ticket = acts.arrive(current(Intake), request_meta(), row["_id"])
    except Rejected as refusal:
        told = refused(refusal)
        if request.form.get("back") == "day":
            return _hall_day(told)
        return render_template("appointments/arrival.html", refusal=told, number=number), told.status
    return redirect(url_for("queue_pages.number", ticket=ticket), 303)


def _own_hall() -> VenueRegistered:
    return venues.hall(current(Intake).replica, require_identity().hall or "-")
