"""JSON endpoints of venues and divisions: open to read, stated by administrators."""

from __future__ import annotations

from typing import Any

import marshmallow as ma

from services.intake.registry.api import stated
from services.intake.registry.schemas import StatedSchema, statement
from services.intake.service import Intake
from services.intake.venues import views
from services.intake.venues.principals import sealed
from services.intake.venues.schemas import (
    DivisionBody,
    DivisionListSchema,
    PrincipalsBody,
    RemedyChannelsBody,
    VenueBody,
    VenueListSchema,
)
from shared.contracts import encode
from shared.identity.access import public, requires
from shared.web.api import Blueprint
from shared.web.fields import Day
from shared.web.kit import current
from shared.web.meta import request_now

api = Blueprint("venues", __name__, url_prefix="/api/v1", description="大厅与村点")

OPEN_BY_LAW = "halls and points, their names, hours and channels are public (S1.5a; S2.9b)"


class DivisionQuery(ma.Schema):
    """Which divisions are asked for: those in force on a day, of a parent, on a level, called so."""

    on = Day(load_default=None)
    parent = ma.fields.String(load_default="")
    level = ma.fields.String(load_default=None, validate=ma.validate.OneOf(("county", "town", "village")))
    name = ma.fields.String(load_default="", metadata={"description": "official name or alias"})


@api.route("/divisions", methods=["GET"])
@public(OPEN_BY_LAW)
@api.arguments(DivisionQuery, location="query")
@api.response(200, DivisionListSchema)
def divisions(query: dict[str, Any]) -> Any:
    """List divisions in force on a day, today unless given."""
    day = query.pop("on") or request_now().date()
    return {"items": views.divisions(current(Intake).replica, day, **query), "on": day}


@api.route("/divisions", methods=["POST"])
@requires("registry.write")
@api.arguments(DivisionBody)
@api.response(200, StatedSchema)
def state_division(body: dict[str, Any]) -> Any:
    """State a division, whole: a village, a management committee, or a township that changed."""
    return stated(statement("division.registered", body))


@api.route("/venues", methods=["GET"])
@public(OPEN_BY_LAW)
@api.response(200, VenueListSchema)
def venues() -> Any:
    """List halls and village points."""
    return {"items": [encode(venue) for venue in current(Intake).replica.venues()]}


@api.route("/venues", methods=["POST"])
@requires("registry.write")
@api.arguments(VenueBody)
@api.response(200, StatedSchema)
def state_venue(body: dict[str, Any]) -> Any:
    """State a hall or village point, whole; its name must be the one the gazetteer gives."""
    return stated(statement("venue.registered", body))


@api.route("/venues/<venue_id>", methods=["GET"])
@public(OPEN_BY_LAW)
@api.response(200, VenueBody)
def venue(venue_id: str) -> Any:
    """Give one hall or village point."""
    return encode(views.venue(current(Intake).replica, venue_id))


@api.route("/venues/<venue_id>/principals", methods=["POST"])
@requires("registry.write")
@api.arguments(PrincipalsBody)
@api.response(200, StatedSchema)
def state_principals(body: dict[str, Any], venue_id: str) -> Any:
    """State who answers for a venue's township or village, whole; names are sealed."""
    intake = current(Intake)
    place = views.venue(intake.replica, venue_id)
    return stated(sealed(intake.vault, place.division, body["principals"]))


@api.route("/venues/<venue_id>/channels", methods=["POST"])
@requires("registry.write")
@api.arguments(RemedyChannelsBody)
@api.response(200, StatedSchema)
def publish_channels(body: dict[str, Any], venue_id: str) -> Any:
    """Publish a venue's channels, whole; a kind that is missing is noted on the compliance list."""
    return stated(statement("channels.published", {"venue": venue_id, **body}))
