"""The matter of a mandate, put together: category, rules, fold."""

from services.intake.mandates.decide import decide
from services.intake.mandates.state import Mandate, evolve
from shared.journal.handle import Decider

MANDATES: Decider[Mandate] = Decider("mandate", Mandate, decide, evolve)
"""Streams `mandate/<number>`."""
