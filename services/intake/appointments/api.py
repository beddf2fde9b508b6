"""JSON endpoints of appointments: times, booking with or without an account, change, giving back, arrival (S2.6d)."""

from __future__ import annotations

from datetime import date
from typing import Any

from services.intake.appointments import acts, views
from services.intake.appointments.schemas import (
    AppointmentCancelBody,
    AppointmentChangeBody,
    AppointmentSchema,
    AppointmentsSchema,
    BookingBody,
    CodeBody,
    DayQueryOfHall,
    SlotQuery,
    SlotsSchema,
)
from services.intake.appointments.state import Appointment
from services.intake.appointments.times import Offer, days_ahead, offers
from services.intake.cases import applicants
from services.intake.holders import Side, side
from services.intake.service import Intake
from services.intake.venues import views as venues
from shared.contracts import Rejected
from shared.contracts.hall_day import BookedBy
from shared.identity import Identity
from shared.identity.access import current_identity, public, require_identity, requires
from shared.journal.handle import Outcome
from shared.web.api import Blueprint
from shared.web.kit import current
from shared.web.meta import answer, request_meta, request_now

api = Blueprint("appointments", __name__, url_prefix="/api/v1/appointments", description="预约办理")

ANYBODY = "anyone may book a time, with an account or without (S2.6d, S2.8c)"
HOLDER = "whoever holds number and query code, its owner, or the hall; checked where the appointment is known"


@api.route("/slots", methods=["GET"])
@public(ANYBODY)
@api.arguments(SlotQuery, location="query")
@api.response(200, SlotsSchema)
def slots(query: dict[str, Any]) -> Any:
    """Give the times a hall has for an item, with the places that are left: market days and weekends too."""
    intake, now = current(Intake), request_now()
    venue = venues.hall(intake.replica, query["hall"])
    item = intake.replica.item_on(query["item"], now.date())[0]
    days = [day for day in days_ahead(intake, now.date()) if query["day"] in (None, day)]
    found = [(day, offers(intake, venue, item.department, item.code, day, now)) for day in days]
    return {
        "hall": venue.id,
        "item": item.code,
        "department": item.department,
        "days": [_day(day, told) for day, told in found if told],
    }


def _day(day: date, told: list[Offer]) -> dict[str, Any]:
    return {
        "day": day,
        "market_day": told[0].slot.market_day,
        "slots": [
            {
                "begins": each.slot.begins.isoformat(),
                "ends": each.slot.ends.isoformat(),
                "places": each.places,
                "free": len(each.left),
            }
            for each in told
        ],
    }


@api.route("", methods=["POST"])
@public(ANYBODY)
@api.arguments(BookingBody)
@api.response(201, AppointmentSchema)
def book(body: dict[str, Any]) -> Any:
    """Book a time; the answer holds the number and, once, the query code."""
    number, outcome = booked(body)
    return _answer(number, outcome, 201, code=True)


def booked(body: dict[str, Any]) -> acts.Done:
    """Book for whoever asks: clerks for people who call or stand before them, everybody else for themselves."""
    identity = current_identity()
    by: BookedBy = body["by"]
    clerk = identity is not None and identity.can("appointment.manage")
    if by != "online" and not (clerk and identity is not None and identity.hall == body["hall"]):
        told = "only the hall's clerks book by telephone or at the window"
        raise Rejected("not_for_you_to_book", told, "S2.6d", status=403, errors={"by": told})
    account = identity.id if identity and identity.can("case.apply") else ""
    return acts.book(current(Intake), request_meta(), body, by=by, account=account)


@api.route("", methods=["GET"])
@requires("appointment.manage", "case.read_own")
@api.arguments(DayQueryOfHall, location="query")
@api.response(200, AppointmentsSchema)
def appointments(query: dict[str, Any]) -> Any:
    """List a day's appointments of one's hall; for a citizen, one's own."""
    intake, identity = current(Intake), require_identity()
    if identity.can("appointment.manage"):
        rows = views.of_day(intake.appointments, identity.hall, query["day"] or request_now().date())
    else:
        rows = views.of_account(intake.appointments, identity.id)
    return {"items": [shown(intake, row) for row in rows]}


@api.route("/<number>/progress", methods=["POST"])
@public(HOLDER)
@api.arguments(CodeBody)
@api.response(200, AppointmentSchema)
def progress(body: dict[str, Any], number: str) -> Any:
    """Look at an appointment with its query code, as its owner, or in its hall."""
    row, _ = held(number, body["query_code"])
    return shown(current(Intake), row)


@api.route("/<number>/change", methods=["POST"])
@public(HOLDER)
@api.arguments(AppointmentChangeBody)
@api.response(200, AppointmentSchema)
def change(body: dict[str, Any], number: str) -> Any:
    """Move an appointment to another time; the earlier place is free at once."""
    row, _ = held(number, body["query_code"])
    return _answer(*acts.change(current(Intake), request_meta(), row["_id"], body["begins"]))


@api.route("/<number>/cancellation", methods=["POST"])
@public(HOLDER)
@api.arguments(AppointmentCancelBody)
@api.response(200, AppointmentSchema)
def cancel(body: dict[str, Any], number: str) -> Any:
    """Give an appointment back before its time; whether the applicant or the hall does, follows from who asks."""
    row, by = held(number, body["query_code"])
    return _answer(*acts.cancel(current(Intake), request_meta(), row["_id"], by, body["reason"]))


@api.route("/<number>/arrival", methods=["POST"])
@requires("queue.take")
@api.arguments(CodeBody)
@api.response(200, AppointmentSchema)
def arrive(body: dict[str, Any], number: str) -> Any:  # noqa: ARG001
    """Check somebody in at the hall: they get a number of the queue, called first from their time on."""
    row = at_hand(number)
    found, _ = acts.arrive(current(Intake), request_meta(), row["_id"])
    return shown(current(Intake), views.find(current(Intake).appointments, found))


def held(number: str, code: str) -> tuple[dict[str, Any], Side]:
    """Give an appointment to whoever may act on it, and for whom they act; one that is not there is refused alike."""
    intake = current(Intake)
    row = views.known(intake.appointments, number)
    by = side(intake, row, "appointment.manage", code)
    assert row is not None
    return row, by


def at_hand(number: str) -> dict[str, Any]:
    """Give an appointment of the hall one stands in.

    Raises:
        Rejected: `unknown_appointment` (404), also for another hall's.
    """
    row = views.find(current(Intake).appointments, number)
    if row["hall"] != require_identity().hall:
        raise Rejected("unknown_appointment", "this hall has no such appointment", "S2.6d", status=404)
    return row


def shown(intake: Intake, row: dict[str, Any], *, code: bool = False) -> dict[str, Any]:
    """Give an appointment as it may be shown: the applicant masked."""
    who = applicants.masked(intake.vault, row["number"], row["applicant"])
    return {**row, "applicant": who} | ({"query_code": intake.codes.of(row["number"])} if code else {})


def _answer(number: str, outcome: Outcome[Appointment], status: int = 200, *, code: bool = False) -> Any:
    return answer(outcome, shown(current(Intake), views.project(number, outcome.state), code=code), status)


def is_clerk(identity: Identity | None) -> bool:
    """Tell whether somebody manages a hall's appointments."""
    return identity is not None and identity.can("appointment.manage")
