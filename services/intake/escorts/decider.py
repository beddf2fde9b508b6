"""The matter of an escort, put together: category, rules, fold."""

from services.intake.escorts.decide import decide
from services.intake.escorts.state import Escort, evolve
from shared.journal.handle import Decider

ESCORTS: Decider[Escort] = Decider("escort", Escort, decide, evolve)
"""Streams `escort/<number>`."""
