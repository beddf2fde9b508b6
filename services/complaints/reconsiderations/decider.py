"""The matters of a reconsideration and of a lawsuit, put together: category, rules, fold."""

from services.complaints.reconsiderations.decide import decide
from services.complaints.reconsiderations.lawsuits import decide_litigation
from services.complaints.reconsiderations.state import Litigation, Reconsideration, evolve, evolve_litigation
from shared.journal.handle import Decider

RECONSIDERATIONS: Decider[Reconsideration] = Decider("reconsideration", Reconsideration, decide, evolve)
"""Streams `reconsideration/<number>`."""

LITIGATIONS: Decider[Litigation] = Decider("litigation", Litigation, decide_litigation, evolve_litigation)
"""Streams `litigation/<number>`."""
