"""JSON endpoints of a venue's day: staff for themselves, inspectors within their divisions."""

from __future__ import annotations

from typing import Any

import marshmallow as ma

from services.intake.attendance import days, timers, views
from services.intake.attendance.schemas import (
    AtWorkSchema,
    CheckInBody,
    DayDueBody,
    InspectionBody,
    LookedAfterListSchema,
    QuarterQuery,
    VenueDaySchema,
)
from services.intake.attendance.state import VenueDay
from services.intake.attendance.visits import looked_after
from services.intake.service import Intake
from services.intake.venues import views as venues
from services.intake.venues.access import require_own_venue, require_sight
from shared.identity.access import require_division, require_identity, requires
from shared.journal.handle import Outcome
from shared.web.api import Blueprint
from shared.web.fields import Day, Strict
from shared.web.kit import current
from shared.web.meta import answer, replayed, request_meta, request_now

api = Blueprint("attendance", __name__, url_prefix="/api/v1/venues", description="签到与巡查")


class DayQuery(ma.Schema):
    """Which day is asked about; today unless given."""

    day = Day(load_default=None)


class NothingBody(Strict):
    """A body without fields."""


@api.route("/<venue_id>/attendance", methods=["GET"])
@requires("attendance.record", "attendance.inspect", "registry.write")
@api.arguments(DayQuery, location="query")
@api.response(200, VenueDaySchema)
def attendance(query: dict[str, Any], venue_id: str) -> Any:
    """Give a venue's day: each shift, who came, how late, and whether a market day was kept."""
    intake, now = current(Intake), request_now()
    venue = venues.venue(intake.replica, venue_id)
    require_sight(venue)
    return views.day_document(intake, venue, query["day"] or now.date(), now)


@api.route("/<venue_id>/check-ins", methods=["POST"])
@requires("attendance.record")
@api.arguments(CheckInBody)
@api.response(200, AtWorkSchema)
def check_in(body: dict[str, str], venue_id: str) -> Any:
    """Check oneself in at a post of the place one works at, now."""
    intake = current(Intake)
    venue = venues.venue(intake.replica, venue_id)
    identity = require_own_venue(venue)
    outcome = days.check_in(intake, request_meta(), venue, body["post"])
    return answer(outcome, _own(outcome, venue_id, identity.id))


@api.route("/<venue_id>/check-outs", methods=["POST"])
@requires("attendance.record")
@api.arguments(NothingBody)
@api.response(200, AtWorkSchema)
def check_out(body: dict[str, Any], venue_id: str) -> Any:  # noqa: ARG001
    """Check oneself out, now."""
    intake = current(Intake)
    venue = venues.venue(intake.replica, venue_id)
    identity = require_own_venue(venue)
    outcome = days.check_out(intake, request_meta(), venue)
    return answer(outcome, _own(outcome, venue_id, identity.id))


@api.route("/<venue_id>/inspections", methods=["POST"])
@requires("attendance.inspect")
@api.arguments(InspectionBody)
@api.response(200, VenueDaySchema)
def inspect(body: dict[str, Any], venue_id: str) -> Any:
    """Note what an inspection finds at a place now."""
    intake, now = current(Intake), request_now()
    venue = venues.venue(intake.replica, venue_id)
    require_division(venue.division)
    outcome = days.inspect(intake, request_meta(), venue, body)
    return answer(outcome, views.day_document(intake, venue, now.date(), now))


@api.route("/points/inspections", methods=["GET"])
@requires("attendance.inspect")
@api.arguments(QuarterQuery, location="query")
@api.response(200, LookedAfterListSchema)
def points_looked_after(query: dict[str, Any]) -> Any:
    """List the village points of one's jurisdiction with a quarter's checks, guidance and training (S2.1f).

    Those that nobody checked come first.
    """
    intake = current(Intake)
    day = query["day"] or request_now().date()
    return looked_after(intake.replica, intake.database, require_identity(), day)


@api.route("/<venue_id>/attendance/due", methods=["POST"])
@requires("system.operate")
@api.arguments(DayDueBody)
@api.response(200, VenueDaySchema)
def settle(body: dict[str, Any], venue_id: str) -> Any:
    """Do what the passing of time demands of a place's day, as the worker does every half minute.

    A demonstration on a virtual calendar (`X-Yizhan-Now`) has no other clock.
    """
    intake, meta = current(Intake), request_meta()
    venue, day = venues.venue(intake.replica, venue_id), body["day"] or meta.now.date()
    found = timers.settle(intake, venue, day, meta)
    new = any(each.commit and not each.replayed for each in found)
    before = next((each.done_by for each in reversed(found) if each.done_by), "")
    return views.day_document(intake, venue, day, meta.now), 200, {} if new else replayed(before)


def _own(outcome: Outcome[VenueDay], venue: str, staff: str) -> dict[str, Any]:
    stay = [each for each in outcome.state.stays if each.staff == staff][-1]
    return {
        "venue": venue,
        "day": stay.since.date(),
        "post": stay.post,
        "half": stay.half,
        "standing": stay.standing,
        "since": stay.since.isoformat(),
        "until": stay.until.isoformat() if stay.until else None,
        "late_minutes": stay.late_minutes,
    }
