"""The fold `traces`: what a look behind the scores needs of every case. It adds nothing to sums."""

from __future__ import annotations

import re
from typing import Any

from services.metrics.anti_gaming.trace_steps import STEPS, Facts
from shared.journal.commit import Glance, Told

LINE, LINES_CELL = "connectivity/", "lines"
"""How the keys of lines begin, and the cell that keeps them all: a key a window, written only when its line changes."""

_DAY = re.compile(r"20[0-9]{2}-?[0-9]{2}-?[0-9]{2}")


class Traces:
    """Implements `shared.journal.casefold.CaseFacts`."""

    name = "traces"
    version = 2

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
        """Name the cell by the day that the key carries: a case number's day of receipt, or a day as it is written."""
        if case.startswith(LINE):
            return LINES_CELL
        if len(case) == 23 and case[:22].isdigit():
            return case[9:17]
        found = _DAY.search(case)
        return found[0].replace("-", "") if found else "other"

    def contributions(self, facts: Facts) -> dict[str, Any]:  # noqa: ARG002
        """Traces are looked at, not added up."""
        return {}
