"""The JSON endpoint of the detectors."""

from __future__ import annotations

from typing import Any

from services.metrics.anti_gaming import views
from services.metrics.anti_gaming.findings import NAMES
from services.metrics.anti_gaming.schemas import FindingsOut
from services.metrics.scoring import parse_period
from services.metrics.service import Metrics
from shared.identity.access import require_identity, requires
from shared.web.api import Blueprint
from shared.web.kit import current

api = Blueprint("anti_gaming", __name__, url_prefix="/api/v1/anti-gaming", description="反作弊 anti-gaming")


@api.route("/<period>")
@requires("history.read")
@api.response(200, FindingsOut)
def findings(period: str) -> Any:
    """Give what the detectors G1 to G14 find in a period, each with the cases behind it (D-7)."""
    told = parse_period(period)
    found = views.seen_by(require_identity(), views.findings(current(Metrics), told))
    names = [{"id": key, "zh": zh, "en": en} for key, (zh, en) in NAMES.items()]
    return {"period": told.name, "detectors": names, "items": [views.document(each) for each in found]}
