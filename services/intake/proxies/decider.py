"""The matter of a village proxy, put together: category, rules, fold."""

from services.intake.proxies.decide import decide
from services.intake.proxies.state import Proxy, evolve
from shared.journal.handle import Decider

PROXIES: Decider[Proxy] = Decider("proxy", Proxy, decide, evolve)
"""Streams `proxy/<number>`."""
