"""The fold `traces`: what a look behind the scores needs of every case. It adds nothing to sums."""

from __future__ import annotations

from typing import Any

from services.metrics.anti_gaming.trace_steps import STEPS, Facts
from services.metrics.facts.cells import cell
from shared.journal.commit import Glance, Told

LINE, LINES_CELL = "connectivity/", "lines"
"""How the keys of lines begin, and the cell that keeps them all: a key a window, written only when its line changes."""


class Traces:
    """Implements `shared.journal.casefold.CaseFacts`."""

    name = "traces"
    version = 6
    reads = STEPS.keys()

    def initial(self, case: str) -> Facts:  # noqa: ARG002
        """Nothing is known of a case at first."""
        return {}

    def step(self, facts: Facts, envelope: Glance, fact: Told) -> None:
        """Take one event into the trace.

        Raises:
            KeyError: the event does not say what its schema promises; the caller parks the case.
        """
        if (take := STEPS.get(fact.type)) is not None:
            take(facts, fact, envelope.stream)

    def cell(self, case: str) -> str:
        """Name the cell as the scores do, by the day or year that the key carries; the lines have one together."""
        return LINES_CELL if case.startswith(LINE) else cell(case)

    def contributions(self, facts: Facts) -> dict[str, Any]:  # noqa: ARG002
        """Traces are looked at, not added up."""
        return {}
