"""JSON endpoints of who serves at which hall, and what can be done there: open to read, administered by statements."""

from __future__ import annotations

from typing import Any

import marshmallow as ma

from services.intake.registry.api import OPEN_BY_LAW, stated
from services.intake.registry.asked import DayQuery, day_of
from services.intake.registry.schemas import StatedSchema, statement
from services.intake.service import Intake
from services.intake.stationing import views
from services.intake.stationing.schemas import (
    AdmissionBody,
    AdmissionListSchema,
    ExemptionBody,
    ExemptionListSchema,
    OutsideBody,
    OutsideListSchema,
    StationingBody,
    StationingListSchema,
)
from shared.contracts import encode
from shared.contracts.duties import OutsideHandlingFound, StationingStated
from shared.identity.access import public, requires
from shared.web.api import Blueprint
from shared.web.kit import current

api = Blueprint("stationing", __name__, url_prefix="/api/v1", description="进驻、例外与事项进厅")


class HallDayQuery(DayQuery):
    """A day, and a hall if only one is asked about."""

    hall = ma.fields.String(load_default="")


@api.route("/stationings", methods=["GET"])
@public(OPEN_BY_LAW)
@api.response(200, StationingListSchema)
def stationings() -> Any:
    """List which departments serve at which hall."""
    return {"items": [encode(each) for each in current(Intake).replica.all(StationingStated).values()]}


@api.route("/stationings", methods=["POST"])
@requires("registry.write")
@api.arguments(StationingBody)
@api.response(200, StatedSchema)
def state_stationing(body: dict[str, Any]) -> Any:
    """State how a department serves at a hall, over all times."""
    return stated(statement("stationing.stated", body))


@api.route("/exemptions", methods=["GET"])
@public("exemptions are published, so that nobody hides behind one (G9)")
@api.arguments(HallDayQuery, location="query")
@api.response(200, ExemptionListSchema)
def exemptions(query: dict[str, Any]) -> Any:
    """List exemptions, and whether each holds on a day."""
    day = day_of(query)
    return {"day": day, "items": views.exemptions(current(Intake).replica, day, query["hall"])}


@api.route("/exemptions", methods=["POST"])
@requires("registry.write")
@api.arguments(ExemptionBody)
@api.response(200, StatedSchema)
def state_exemption(body: dict[str, Any]) -> Any:
    """Enter an exemption that a higher authority has approved, to a day."""
    return stated(statement("exemption.approved", body))


@api.route("/admissions", methods=["GET"])
@public(OPEN_BY_LAW)
@api.arguments(HallDayQuery, location="query")
@api.response(200, AdmissionListSchema)
def admissions(query: dict[str, Any]) -> Any:
    """List items on their way into halls, and whether each can be done there on a day."""
    day = day_of(query)
    return {"day": day, "items": views.admissions(current(Intake).replica, day, query["hall"])}


@api.route("/admissions", methods=["POST"])
@requires("registry.write")
@api.arguments(AdmissionBody)
@api.response(200, StatedSchema)
def state_admission(body: dict[str, Any]) -> Any:
    """State that an item should enter a hall, has entered it, or is withdrawn; cases already begun go on."""
    return stated(statement("admission.stated", body))


@api.route("/outside-handlings", methods=["GET"])
@requires("registry.read")
@api.response(200, OutsideListSchema)
def outside_handlings() -> Any:
    """List what was found handled past the halls."""
    return {"items": [encode(each) for each in current(Intake).replica.all(OutsideHandlingFound).values()]}


@api.route("/outside-handlings", methods=["POST"])
@requires("registry.write")
@api.arguments(OutsideBody)
@api.response(200, StatedSchema)
def state_outside_handling(body: dict[str, Any]) -> Any:
    """Enter a finding of cases handled past a hall."""
    return stated(statement("outside_handling.found", body))
