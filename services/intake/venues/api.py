"""JSON endpoints of venues and divisions: open to read, stated by administrators."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import marshmallow as ma

from services.intake.registry.api import stated
from services.intake.registry.schemas import StatedSchema, statement
from services.intake.service import Intake
from services.intake.venues import views
from services.intake.venues.compliance import Compliance, all_places
from services.intake.venues.principals import missing_parts, opened, sealed
from services.intake.venues.schemas import (
    ComplianceListSchema,
    DivisionBody,
    DivisionListSchema,
    PrincipalsBody,
    RecordSchema,
    RemedyChannelsBody,
    VenueBody,
    VenueListSchema,
)
from shared.contracts import encode
from shared.contracts.venues import missing_channels
from shared.gazetteer import shown_name
from shared.identity.access import public, require_identity, requires
from shared.identity.identity import division_allowed
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


@api.route("/venues/compliance", methods=["GET"])
@requires("registry.write", "attendance.inspect")
@api.response(200, ComplianceListSchema)
def compliance() -> Any:
    """List every place of one's divisions with what it lacks; nothing here keeps a place from working."""
    places = all_places(current(Intake), request_now())
    identity = require_identity()
    return {"items": [_compliance(each) for each in places if division_allowed(identity, each.venue.division)]}


@api.route("/venues/<venue_id>/record", methods=["GET"])
@public(OPEN_BY_LAW)
@api.response(200, RecordSchema)
def record(venue_id: str) -> Any:
    """Give a place's public record: who answers for it, its channels, and what is missing of both."""
    intake, today = current(Intake), request_now().date()
    place = views.venue(intake.replica, venue_id)
    stated_principals, published = views.principals(intake.replica, place), views.channels(intake.replica, place)
    return {
        "venue": place.id,
        "full_name": shown_name(views.gazetteer(intake.replica), place, today),
        "principals": [asdict(holder) for holder in opened(intake.vault, stated_principals, today)],
        "principals_missing": missing_parts(stated_principals, today),
        "channels": encode(published)["channels"] if published else [],
        "channels_missing": missing_channels(published),
    }


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


def _compliance(told: Compliance) -> dict[str, Any]:
    findings = [
        {
            "subject": finding.subject,
            "ok": finding.ok,
            "numerator": finding.numerator,
            "denominator": finding.denominator,
            "missing": finding.missing,
            "basis": finding.basis,
        }
        for finding in told.findings
    ]
    return {
        "venue": told.venue.id,
        "name": encode(told.venue)["name"],
        "complies": not told.lacking,
        "findings": findings,
    }
