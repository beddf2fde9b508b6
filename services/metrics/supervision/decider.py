"""Supervision, put together: category, rules, fold."""

from services.metrics.supervision.decide import decide
from services.metrics.supervision.state import Supervision, evolve
from shared.journal.handle import Decider

SUPERVISION: Decider[Supervision] = Decider("supervision", Supervision, decide, evolve)
"""Streams `supervision/<id>`."""
