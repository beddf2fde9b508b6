"""The read models of what halls do beyond the counter: home visits, the special channel, questions, days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pymongo.database import Database

from services.intake.attendance import visits as attendance
from services.intake.attendance.state import VenueDay
from services.intake.consultations import views as consultations
from services.intake.consultations.state import Consultation
from services.intake.home_visits import views as home_visits
from services.intake.home_visits.state import Visit
from services.intake.special_channel import views as special_channel
from services.intake.special_channel.state import Special
from shared.journal.views import View


@dataclass(frozen=True, slots=True)
class HallViews:
    """One view a matter."""

    visits: View[Visit]
    specials: View[Special]
    consultations: View[Consultation]
    days: View[VenueDay]

    @classmethod
    def of(cls, database: Database[dict[str, Any]]) -> HallViews:
        """Give the views, and see that their indexes are there."""
        for matter in (home_visits, special_channel, consultations, attendance):
            matter.prepare(database)
        return cls(
            home_visits.visit_view(database),
            special_channel.special_view(database),
            consultations.consultation_view(database),
            attendance.day_view(database),
        )

    def all(self) -> list[View[Any]]:
        """Give them all, for the worker that repairs them."""
        return [self.visits, self.specials, self.consultations, self.days]
