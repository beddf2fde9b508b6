"""JSON endpoints of connectivity: devices report, everybody may read."""

from __future__ import annotations

from typing import Any

import marshmallow as ma

from services.intake.connectivity import views
from services.intake.connectivity.beats import beat
from services.intake.service import Intake
from services.intake.venues import views as venues
from services.intake.venues.access import require_own_venue
from shared.identity.access import public, requires
from shared.web.api import Blueprint
from shared.web.fields import Strict
from shared.web.kit import current
from shared.web.meta import request_meta, request_now

api = Blueprint("connectivity", __name__, url_prefix="/api/v1/venues", description="窗口联网")


class HeartbeatBody(Strict):
    """A heartbeat says nothing but that it comes."""


class LineSchema(ma.Schema):
    """One window's line."""

    window = ma.fields.String()
    status = ma.fields.String(metadata={"enum": ["never", "connected", "lost"]})
    since = ma.fields.String(allow_none=True)


class ConnectionSchema(ma.Schema):
    """How many of a place's windows are online; `unlinked`: all of them down for more than one working day."""

    venue = ma.fields.String()
    online = ma.fields.Integer()
    windows = ma.fields.Integer()
    unlinked = ma.fields.Boolean()
    lines = ma.fields.List(ma.fields.Nested(LineSchema))


@api.route("/<venue_id>/windows/<window>/heartbeat", methods=["POST"])
@requires("window.heartbeat")
@api.arguments(HeartbeatBody)
@api.response(200, ConnectionSchema)
def heartbeat(body: dict[str, Any], venue_id: str, window: str) -> Any:  # noqa: ARG001
    """Say that a window's device is online; to be repeated more often than the time after which it counts as lost."""
    intake = current(Intake)
    venue = venues.venue(intake.replica, venue_id)
    require_own_venue(venue)
    beat(intake, request_meta(), venue, window)
    return _connection(venue_id)


@api.route("/<venue_id>/connectivity", methods=["GET"])
@public("how well a place is connected is part of its public record (S2.8a)")
@api.response(200, ConnectionSchema)
def connectivity(venue_id: str) -> Any:
    """Tell which windows of a place are online."""
    return _connection(venue_id)


def _connection(venue_id: str) -> dict[str, Any]:
    intake = current(Intake)
    venue = venues.venue(intake.replica, venue_id)
    told = views.connection(intake, venue)
    lines = [
        {"window": line.window, "status": line.status, "since": line.since.isoformat() if line.since else None}
        for line in told.lines
    ]
    return {
        "venue": venue_id,
        "online": told.online,
        "windows": len(told.lines),
        "unlinked": views.unlinked(told, intake.calendar(venue.division), request_now()),
        "lines": lines,
    }
