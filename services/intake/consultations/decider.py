"""The matter of a question, put together: category, rules, fold."""

from services.intake.consultations.decide import decide
from services.intake.consultations.state import Consultation, evolve
from shared.journal.handle import Decider

CONSULTATIONS: Decider[Consultation] = Decider("consultation", Consultation, decide, evolve)
"""Streams `consultation/<number>`."""
