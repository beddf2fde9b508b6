"""The matter of a case at a superior unit, put together: category, rules, fold."""

from services.approval.superiors.decide import decide
from services.approval.superiors.state import AtSuperior, evolve
from shared.journal.handle import Decider

SUPERIORS: Decider[AtSuperior] = Decider("superior", AtSuperior, decide, evolve)
"""Streams `superior/<case number>`."""
