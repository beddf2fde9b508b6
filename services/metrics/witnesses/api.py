"""JSON endpoints of cosignatures: everybody sees them, a witness hands them in."""

from __future__ import annotations

from typing import Any

from services.metrics.checkpoints import proving
from services.metrics.checkpoints.api import OPEN
from services.metrics.service import Metrics
from services.metrics.witnesses import acts, told
from services.metrics.witnesses.schemas import CosignatureBody, CosignaturesOut
from shared.identity.access import public, requires
from shared.web.api import Blueprint
from shared.web.kit import current
from shared.web.meta import answer, request_meta

api = Blueprint("witnesses", __name__, url_prefix="/api/v1/checkpoints", description="见证联署 cosignatures")


@api.route("/<int:size>/cosignatures", methods=["GET"])
@public(OPEN)
@api.response(200, CosignaturesOut)
@api.alt_response(404, description="no checkpoint of this size")
def cosignatures(size: int) -> Any:
    """List who countersigned a checkpoint; with its note that carries every signature."""
    metrics = current(Metrics)
    return told.of(proving.checkpoint(metrics, size), metrics.cosignatures.of(size))


@api.route("/<int:size>/cosignatures", methods=["POST"])
@requires("checkpoint.cosign")
@api.arguments(CosignatureBody)
@api.response(201, CosignaturesOut)
@api.alt_response(409, description="not the checkpoint sealed here, or another key has the name; nothing is recorded")
def cosign(body: dict[str, Any], size: int) -> Any:
    """Record a witness's cosignature of a checkpoint; the same one again changes nothing."""
    metrics = current(Metrics)
    sealed = proving.checkpoint(metrics, size)
    outcome = acts.cosign(metrics, sealed, body["key"], body["note"], request_meta())
    return answer(outcome, told.of(sealed, metrics.cosignatures.of(size)), 201)
