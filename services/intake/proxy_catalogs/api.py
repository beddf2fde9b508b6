"""JSON endpoints of the townships' proxy catalogues: open to read, administered by statements."""

from __future__ import annotations

from typing import Any

from services.intake.proxy_catalogs.schemas import CatalogBody, CatalogListSchema
from services.intake.registry.api import OPEN_BY_LAW, stated
from services.intake.registry.asked import subject_of
from services.intake.registry.schemas import StatedSchema, statement
from services.intake.service import Intake
from shared.contracts import encode
from shared.contracts.duties import ProxyCatalogPublished
from shared.identity.access import public, requires
from shared.web.api import Blueprint
from shared.web.kit import current
from shared.web.meta import etag

api = Blueprint("proxy_catalogs", __name__, url_prefix="/api/v1/proxy-catalogs", description="村点代办清单")


@api.route("", methods=["GET"])
@public(OPEN_BY_LAW)
@api.response(200, CatalogListSchema)
def catalogs() -> Any:
    """List the catalogues of all townships."""
    return {"items": [encode(each) for each in current(Intake).replica.all(ProxyCatalogPublished).values()]}


@api.route("/<division>", methods=["GET"])
@public(OPEN_BY_LAW)
@api.response(200, CatalogBody)
def catalog(division: str) -> Any:
    """Give a township's catalogue."""
    found, version = subject_of(ProxyCatalogPublished, division)
    return encode(found), 200, {"ETag": etag(version)}


@api.route("", methods=["POST"])
@requires("registry.write")
@api.arguments(CatalogBody)
@api.response(200, StatedSchema)
def state_catalog(body: dict[str, Any]) -> Any:
    """Publish what the village points of a township do for others."""
    return stated(statement("proxy_catalog.published", body))
