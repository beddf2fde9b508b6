"""A mandate as its events tell it. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from shared.contracts import Event
from shared.contracts.people import MandateExceeded, MandateGiven, MandateRevoked, MandateUsed

NATURAL_PERSON = "1"
"""Code of GB/T 39046 A.4; 2 to 6 are bodies, which act through their legal representative."""


@dataclass(frozen=True, slots=True)
class Mandate:
    """One mandate. `uses`, `tries`: how often something was done under it, and refused as beyond it."""

    given: MandateGiven | None = None
    revoked: bool = False
    revoked_at: datetime | None = None
    uses: int = 0
    tries: int = 0

    def holds(self, day: date) -> bool:
        """Tell whether it is in force on a day."""
        return self.given is not None and not self.revoked and self.given.valid_from <= day <= self.given.valid_to


def evolve(mandate: Mandate, fact: Event) -> Mandate:
    """Give the mandate after an event."""
    match fact:
        case MandateGiven():
            return replace(mandate, given=fact)
        case MandateRevoked(revoked_at=moment):
            return replace(mandate, revoked=True, revoked_at=moment)
        case MandateUsed():
            return replace(mandate, uses=mandate.uses + 1)
        case MandateExceeded():
            return replace(mandate, tries=mandate.tries + 1)
    return mandate
