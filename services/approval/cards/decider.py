"""The matter of cards, put together: category, rules, fold."""

from services.approval.cards.decide import decide
from services.approval.cards.state import Cards, evolve
from shared.journal.handle import Decider

CARDS: Decider[Cards] = Decider("card", Cards, decide, evolve)
"""Streams `card/<case number>`."""
