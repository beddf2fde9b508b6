"""JSON endpoints of the queue: take a number, call, serve, pass; the screen; where a number stands."""

from __future__ import annotations

from typing import Any

from services.intake.appointments.keeping import keep_called
from services.intake.queue import acts, views
from services.intake.queue.schemas import (
    QueueQuery,
    QueueReturnBody,
    QueueSchema,
    QueueServiceBody,
    QueueTicketBody,
    QueueWindowBody,
    ScreenSchema,
    TicketSchema,
    TicketStandingSchema,
)
from services.intake.queue.state import Ticket
from services.intake.service import Intake
from services.intake.venues.access import require_own_venue
from services.intake.venues.views import hall as hall_of
from shared.contracts.registry import VenueRegistered, Window
from shared.identity.access import public, requires
from shared.journal.handle import Outcome
from shared.web.api import Blueprint
from shared.web.kit import current
from shared.web.meta import answer, request_meta, request_now

api = Blueprint("queue", __name__, url_prefix="/api/v1/halls", description="取号与叫号")

ON_THE_WALL = "the screen hangs in the hall and shows numbers only"


@api.route("/<hall>/tickets", methods=["POST"])
@requires("queue.take")
@api.arguments(QueueTicketBody)
@api.response(201, TicketSchema)
def take(body: dict[str, Any], hall: str) -> Any:
    """Take a number of today for one or more items (S2.2b)."""
    intake, venue = current(Intake), hall_of(current(Intake).replica, hall)
    identity = require_own_venue(venue)
    way = acts.right_of_way(intake, venue, body, request_now().date())
    point: acts.Point = "desk" if identity.can("queue.call") else "terminal"
    key, outcome = acts.take(intake, request_meta(), venue, body["items"], priority=way, point=point)
    return _told(key, outcome, 201)


@api.route("/<hall>/tickets", methods=["GET"])
@requires("queue.call")
@api.arguments(QueueQuery, location="query")
@api.response(200, QueueSchema)
def tickets(query: dict[str, Any], hall: str) -> Any:
    """List the hall's numbers of today."""
    intake, venue = current(Intake), hall_of(current(Intake).replica, hall)
    require_own_venue(venue)
    wanted = [query["status"]] if query["status"] else []
    return {"items": views.of_day(intake.tickets, venue.id, request_now().date(), *wanted)}


@api.route("/<hall>/screen", methods=["GET"])
@public(ON_THE_WALL)
@api.response(200, ScreenSchema)
def screen(hall: str) -> Any:
    """Give what the hall's screen shows: who is called where, and how many wait."""
    intake = current(Intake)
    return views.screen(intake.tickets, hall_of(intake.replica, hall), request_now().date())


@api.route("/<hall>/next-ticket", methods=["POST"])
@requires("queue.call")
@api.arguments(QueueWindowBody)
@api.response(200, TicketSchema)
def call_next(body: dict[str, Any], hall: str) -> Any:
    """Call whoever is next for one's window."""
    venue, window = _desk(hall, body["window"])
    key, outcome = acts.call_next(current(Intake), request_meta(), venue, window)
    keep_called(current(Intake), outcome.state, request_now())
    return _told(key, outcome)


@api.route("/<hall>/tickets/<ticket>", methods=["GET"])
@public("whoever holds a number may see where it stands; it tells nothing about anybody")
@api.response(200, TicketStandingSchema)
def standing(hall: str, ticket: str) -> Any:
    """Tell how many are called before a number and, as far as measured, how long that takes."""
    intake, venue = current(Intake), hall_of(current(Intake).replica, hall)
    row = views.find(intake.tickets, ticket)
    return {**row, **acts.standing(intake, venue, row, request_now())}


@api.route("/<hall>/tickets/<ticket>/calls", methods=["POST"])
@requires("queue.call")
@api.arguments(QueueWindowBody)
@api.response(200, TicketSchema)
def call(body: dict[str, Any], hall: str, ticket: str) -> Any:
    """Call a certain number to one's window, or call it again."""
    venue, window = _desk(hall, body["window"])
    outcome = acts.call(current(Intake), request_meta(), venue, window, ticket)
    keep_called(current(Intake), outcome.state, request_now())
    return _told(ticket, outcome)


@api.route("/<hall>/tickets/<ticket>/service", methods=["POST"])
@requires("queue.call")
@api.arguments(QueueServiceBody)
@api.response(200, TicketSchema)
def serve(body: dict[str, Any], hall: str, ticket: str) -> Any:
    """Say what was done for a number; with items left it waits for another window, in its old place."""
    venue, window = _desk(hall, body["window"])
    return _told(ticket, acts.serve(current(Intake), request_meta(), venue, window, ticket, body["items"]))


@api.route("/<hall>/tickets/<ticket>/absence", methods=["POST"])
@requires("queue.call")
@api.arguments(QueueWindowBody)
@api.response(200, TicketSchema)
def pass_over(body: dict[str, Any], hall: str, ticket: str) -> Any:
    """Say that nobody came to the window though called."""
    _, window = _desk(hall, body["window"])
    return _told(ticket, acts.pass_over(current(Intake), request_meta(), window, ticket))


@api.route("/<hall>/tickets/<ticket>/return", methods=["POST"])
@requires("queue.call")
@api.arguments(QueueReturnBody)
@api.response(200, TicketSchema)
def take_back(body: dict[str, Any], hall: str, ticket: str) -> Any:  # noqa: ARG001
    """Put somebody who missed their call back into the queue."""
    require_own_venue(hall_of(current(Intake).replica, hall))
    return _told(ticket, acts.take_back(current(Intake), request_meta(), ticket))


def _desk(hall: str, window: str) -> tuple[VenueRegistered, Window]:
    """Give one's hall and window."""
    venue = hall_of(current(Intake).replica, hall)
    return venue, acts.own_window(venue, require_own_venue(venue), window)


def _told(key: str, outcome: Outcome[Ticket], status: int = 200) -> Any:
    return answer(outcome, views.project(key, outcome.state), status)
