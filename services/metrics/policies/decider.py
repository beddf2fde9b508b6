"""Policies, put together: category, rules, fold."""

from services.metrics.policies.decide import decide
from services.metrics.policies.state import Policies, evolve
from shared.journal.handle import Decider

POLICIES: Decider[Policies] = Decider("policy", Policies, decide, evolve)
"""The stream `policy/scoring-policy`."""
