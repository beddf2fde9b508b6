"""The matter of a home visit, put together: category, rules, fold."""

from services.intake.home_visits.decide import decide
from services.intake.home_visits.state import Visit, evolve
from shared.journal.handle import Decider

VISITS: Decider[Visit] = Decider("visit", Visit, decide, evolve)
"""Streams `visit/<number>`."""
