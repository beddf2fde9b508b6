"""JSON endpoints of rosters and leave: published by administrators, read by staff."""

from __future__ import annotations

from datetime import date
from typing import Any

from services.intake.registry.api import stated
from services.intake.registry.schemas import StatedSchema, statement
from services.intake.rosters import views
from services.intake.rosters.schemas import LeaveBody, RosterBody, RosterSchema
from services.intake.service import Intake
from services.intake.venues import views as venues
from services.intake.venues.access import require_sight
from shared.contracts import Rejected, encode
from shared.identity.access import requires
from shared.web.api import Blueprint
from shared.web.kit import current
from shared.web.meta import request_now

api = Blueprint("rosters", __name__, url_prefix="/api/v1", description="排班与请假")


@api.route("/venues/<venue_id>/rosters", methods=["POST"])
@requires("registry.write")
@api.arguments(RosterBody)
@api.response(200, StatedSchema)
def publish_roster(body: dict[str, Any], venue_id: str) -> Any:
    """Publish a venue's roster of a week, whole."""
    return stated(statement("roster.published", {"venue": venue_id, **body}))


@api.route("/venues/<venue_id>/rosters/<week>", methods=["GET"])
@requires("attendance.record", "attendance.inspect", "registry.write")
@api.response(200, RosterSchema)
def roster(venue_id: str, week: str) -> Any:
    """Give a venue's roster of the week a day lies in, and the coming duties nobody is rostered for."""
    intake = current(Intake)
    venue = venues.venue(intake.replica, venue_id)
    require_sight(venue)
    monday = views.monday_of(_day(week))
    found = views.roster_of(intake.replica, venue_id, monday)
    return {
        "venue": venue_id,
        "week": monday,
        "published": found is not None,
        "shifts": encode(found)["shifts"] if found else [],
        "unrostered": venues.unrostered(intake, venue, request_now().date()),
    }


@api.route("/leaves", methods=["POST"])
@requires("registry.write")
@api.arguments(LeaveBody)
@api.response(200, StatedSchema)
def state_leave(body: dict[str, Any]) -> Any:
    """State when somebody is on leave, whole."""
    return stated(statement("leave.registered", body))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Rejected("unknown_week", "a week is named by one of its days, YYYY-MM-DD", status=404) from None
