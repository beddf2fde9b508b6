"""Checkpoints, put together: category, rules, fold."""

from services.metrics.checkpoints.decide import decide, decide_order
from services.metrics.checkpoints.state import Hour, Part, evolve, evolve_part
from services.metrics.witnesses.decider import WITNESSES
from shared.journal.handle import Decider

CHECKPOINTS: Decider[Hour] = Decider("checkpoint", Hour, decide, evolve)
"""Streams `checkpoint/<hour>`, such as `checkpoint/2026-11-25T10`: short, so that sealing never reads far back."""

LEAVES: Decider[Part] = Decider("leaves", Part, decide_order, evolve_part)
"""Streams `leaves/<first>`, a commit each: the order of the leaves from that place on."""

OF_TREE = frozenset({CHECKPOINTS.category, LEAVES.category, WITNESSES.category})
"""Categories of commits that are about the tree itself: they are leaves like all others, and no reason to seal."""
