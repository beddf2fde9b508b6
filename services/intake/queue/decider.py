"""The matter of a number of the queue, put together: category, rules, fold."""

from services.intake.queue.decide import decide
from services.intake.queue.state import Ticket, evolve
from shared.journal.handle import Decider

TICKETS: Decider[Ticket] = Decider("ticket", Ticket, decide, evolve)
"""Streams `ticket/<hall>-<day>-<number>`."""
