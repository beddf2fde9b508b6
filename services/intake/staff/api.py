"""JSON endpoints of who answers for a township. Accounts are stated on the register; passwords lie beside it."""

from __future__ import annotations

from typing import Any

from services.intake.registry.api import stated
from services.intake.registry.asked import DayQuery, day_of
from services.intake.registry.schemas import StatedSchema, statement
from services.intake.service import Intake
from services.intake.staff import views
from services.intake.staff.schemas import PrincipalsBody, PrincipalsListSchema
from shared.identity.access import requires
from shared.web.api import Blueprint
from shared.web.kit import current

api = Blueprint("staff", __name__, url_prefix="/api/v1", description="人员与责任人")


@api.route("/principals", methods=["GET"])
@requires("registry.read")
@api.arguments(DayQuery, location="query")
@api.response(200, PrincipalsListSchema)
def principals(query: dict[str, Any]) -> Any:
    """List who answers for every township on a day, and where somebody is missing."""
    day = day_of(query)
    return {"day": day, "items": views.principals(current(Intake).replica, day)}


@api.route("/principals", methods=["POST"])
@requires("registry.write")
@api.arguments(PrincipalsBody)
@api.response(200, StatedSchema)
def state_principals(body: dict[str, Any]) -> Any:
    """Register the first person responsible and the deputy in charge of a township, over all terms."""
    return stated(statement("principals.registered", body))
