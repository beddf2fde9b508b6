"""Witnesses, put together: category, rules, fold."""

from __future__ import annotations

from services.metrics.witnesses.decide import decide
from services.metrics.witnesses.state import Witness, evolve
from shared.journal.handle import Decider

WITNESSES: Decider[Witness] = Decider("witness", Witness, decide, evolve)
"""Streams `witness/<name>`."""
