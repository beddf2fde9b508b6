"""The matter of a rating, put together: category, rules, fold."""

from services.complaints.ratings.decide import decide
from services.complaints.ratings.state import Rating, evolve
from shared.journal.handle import Decider

RATINGS: Decider[Rating] = Decider("rating", Rating, decide, evolve)
"""Streams `rating/<case number>`."""
