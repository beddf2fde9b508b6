"""The subjects of the register, put together: one category of streams each, the same rules and fold."""

from __future__ import annotations

from services.intake.registry.decide import decide
from services.intake.registry.state import Subject, evolve
from shared.journal.handle import Decider

SUBJECTS: dict[str, Decider[Subject]] = {
    category: Decider(category, Subject, decide, evolve)
    for category in ("calendar", "department", "item", "venue", "staff")
}
"""Streams `department/<code>`, `item/<code>`, `venue/<id>`, `calendar/<year>`, `staff/<account>`."""
