"""Lines as a matter of the journal: streams `connectivity/<venue>-<window>`."""

from services.intake.connectivity.decide import decide
from services.intake.connectivity.state import Line, evolve
from shared.journal.handle import Decider

LINES: Decider[Line] = Decider("connectivity", Line, decide, evolve)
