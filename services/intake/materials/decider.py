"""The matter of a material, put together: category, rules, fold."""

from services.intake.materials.decide import decide
from services.intake.materials.state import Material, evolve
from shared.journal.handle import Decider

MATERIALS: Decider[Material] = Decider("material", Material, decide, evolve)
"""Streams `material/<id>`: of a file its own id, of an original `<case>.<material code>`."""
