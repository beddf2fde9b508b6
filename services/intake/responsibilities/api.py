"""JSON endpoints of the responsibility matrix: open to read, administered by statements."""

from __future__ import annotations

from typing import Any

import marshmallow as ma

from services.intake.registry.api import OPEN_BY_LAW, stated
from services.intake.registry.asked import subject_of
from services.intake.registry.schemas import StatedSchema, statement
from services.intake.responsibilities.schemas import ResponsibilityBody, ResponsibilityListSchema
from services.intake.service import Intake
from shared.contracts import encode
from shared.contracts.duties import ResponsibilityPublished
from shared.identity.access import public, requires
from shared.web.api import Blueprint
from shared.web.fields import Count
from shared.web.kit import current
from shared.web.meta import etag

api = Blueprint("responsibilities", __name__, url_prefix="/api/v1/responsibilities", description="责任分工")


class VersionQuery(ma.Schema):
    """Which version; the newest unless named."""

    version = Count(least=1, load_default=None)


@api.route("", methods=["GET"])
@public(OPEN_BY_LAW)
@api.response(200, ResponsibilityListSchema)
def responsibilities() -> Any:
    """List who does what for every item."""
    found = current(Intake).replica.all(ResponsibilityPublished).values()
    return {"items": [encode(each) for each in found]}


@api.route("/<item>", methods=["GET"])
@public(OPEN_BY_LAW)
@api.arguments(VersionQuery, location="query")
@api.response(200, ResponsibilityBody)
def responsibility(query: dict[str, Any], item: str) -> Any:
    """Give who does what for an item, the newest or one version."""
    found, version = subject_of(ResponsibilityPublished, item, query["version"])
    return encode(found), 200, {"ETag": etag(version)}


@api.route("", methods=["POST"])
@requires("registry.write")
@api.arguments(ResponsibilityBody)
@api.response(200, StatedSchema)
def state_responsibility(body: dict[str, Any]) -> Any:
    """Publish who does what for an item."""
    return stated(statement("responsibility.published", body))
