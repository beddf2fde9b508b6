"""The matter of a notice sheet, put together: category, rules, fold."""

from services.intake.sheets.decide import decide
from services.intake.sheets.state import Sheet, evolve
from shared.journal.handle import Decider

SHEETS: Decider[Sheet] = Decider("sheet", Sheet, decide, evolve)
"""Streams `sheet/<number>`."""
