"""The matter of a case, put together: category, rules, fold."""

from services.intake.cases.decide import decide
from services.intake.cases.state import Case, evolve
from shared.journal.handle import Decider

CASES: Decider[Case] = Decider("case", Case, decide, evolve)
"""Streams `case/<case number>`."""
