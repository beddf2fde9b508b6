"""The matter of an appointment, put together: category, rules, fold."""

from services.intake.appointments.decide import decide
from services.intake.appointments.state import Appointment, evolve
from shared.journal.handle import Decider

APPOINTMENTS: Decider[Appointment] = Decider("appointment", Appointment, decide, evolve)
"""Streams `appointment/<number>`."""
