"""The rating of one case as its events tell it. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from shared.contracts import Event
from shared.contracts.complaints import RatingInvited, RatingSubmitted


@dataclass(frozen=True, slots=True)
class Rating:
    """Invited or not, rated or not; there is no default grade (L18)."""

    invited: RatingInvited | None = None
    submitted: RatingSubmitted | None = None


def evolve(rating: Rating, event: Event) -> Rating:
    """Give the rating after an event."""
    match event:
        case RatingInvited():
            return replace(rating, invited=event)
        case RatingSubmitted():
            return replace(rating, submitted=event)
    return rating
