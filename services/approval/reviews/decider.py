"""The matter of a review, put together: category, rules, fold."""

from services.approval.reviews.decide import decide
from services.approval.reviews.state import Review, evolve
from shared.journal.handle import Decider

REVIEWS: Decider[Review] = Decider("review", Review, decide, evolve)
"""Streams `review/<case number>`."""
