"""Days of venues as a matter of the journal: streams `attendance/<venue>-<day>`."""

from services.intake.attendance.decide import decide
from services.intake.attendance.state import VenueDay, evolve
from shared.journal.handle import Decider

DAYS: Decider[VenueDay] = Decider("attendance", VenueDay, decide, evolve)
