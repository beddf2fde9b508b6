"""The matter of a person's data, put together: category, rules, fold."""

from services.intake.erasures.decide import decide
from services.intake.erasures.state import Person, evolve
from shared.journal.handle import Decider

PERSONS: Decider[Person] = Decider("person", Person, decide, evolve)
"""Streams `person/<pseudonym>`."""
