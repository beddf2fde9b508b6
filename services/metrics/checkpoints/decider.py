"""Checkpoints, put together: category, rules, fold."""

from services.metrics.checkpoints.decide import decide
from services.metrics.checkpoints.state import Hour, evolve
from shared.journal.handle import Decider

CHECKPOINTS: Decider[Hour] = Decider("checkpoint", Hour, decide, evolve)
"""Streams `checkpoint/<hour>`, such as `checkpoint/2026-11-25T10`: short, so that sealing never reads far back."""
