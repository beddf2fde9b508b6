"""The matter of the special channel, put together: category, rules, fold."""

from services.intake.special_channel.decide import decide
from services.intake.special_channel.state import Special, evolve
from shared.journal.handle import Decider

SPECIALS: Decider[Special] = Decider("special", Special, decide, evolve)
"""Streams `special/<number>`."""
