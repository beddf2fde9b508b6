"""The matter of a complaint, put together: category, rules, fold."""

from services.complaints.complaints.decide import decide
from services.complaints.complaints.state import Complaint, evolve
from shared.journal.handle import Decider

COMPLAINTS: Decider[Complaint] = Decider("complaint", Complaint, decide, evolve)
"""Streams `complaint/<number>`."""
