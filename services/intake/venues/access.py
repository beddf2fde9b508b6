"""Who may act for a place: those who work there, for themselves; inspectors and administrators in their divisions."""

from __future__ import annotations

from shared.contracts import Rejected
from shared.contracts.registry import VenueRegistered
from shared.identity import Identity
from shared.identity.access import require_division, require_identity


def require_own_venue(venue: VenueRegistered) -> Identity:
    """Refuse (403 `other_venue`) whoever works elsewhere; give who it is."""
    identity = require_identity()
    if identity.hall != venue.id:
        raise Rejected("other_venue", "you work at another place", "S2.1d", status=403)
    return identity


def require_sight(venue: VenueRegistered) -> Identity:
    """Refuse (403) whoever neither works at a place nor has it within their divisions; give who it is."""
    identity = require_identity()
    if identity.hall != venue.id:
        require_division(venue.division)
    return identity
