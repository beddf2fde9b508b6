"""JSON endpoints of delegations: public by law, administered by statements."""

from __future__ import annotations

from typing import Any

from services.intake.delegations.schemas import DelegationBody, DelegationListSchema
from services.intake.registry.api import stated
from services.intake.registry.asked import DayQuery, day_of, subject_of
from services.intake.registry.schemas import StatedSchema, statement
from services.intake.service import Intake
from shared.contracts import encode
from shared.contracts.duties import DelegationRegistered
from shared.identity.access import public, requires
from shared.web.api import Blueprint
from shared.web.kit import current
from shared.web.meta import etag

api = Blueprint("delegations", __name__, url_prefix="/api/v1/delegations", description="委托实施")

PUBLIC_BY_LAW = "who is entrusted with what is announced to the public (许可法24)"


@api.route("", methods=["GET"])
@public(PUBLIC_BY_LAW)
@api.arguments(DayQuery, location="query")
@api.response(200, DelegationListSchema)
def delegations(query: dict[str, Any]) -> Any:
    """List delegations, and whether each holds on a day."""
    day = day_of(query)
    found = current(Intake).replica.all(DelegationRegistered).values()
    return {"day": day, "items": [{**encode(each), "holds": each.holds(day)} for each in found]}


@api.route("/<delegation_id>", methods=["GET"])
@public(PUBLIC_BY_LAW)
@api.response(200, DelegationBody)
def delegation(delegation_id: str) -> Any:
    """Give one delegation."""
    found, version = subject_of(DelegationRegistered, delegation_id)
    return encode(found), 200, {"ETag": etag(version)}


@api.route("", methods=["POST"])
@requires("registry.write")
@api.arguments(DelegationBody)
@api.response(200, StatedSchema)
def state_delegation(body: dict[str, Any]) -> Any:
    """Register that an authority entrusts a body with items."""
    return stated(statement("delegation.registered", body))
