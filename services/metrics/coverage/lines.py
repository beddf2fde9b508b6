"""Which lines are up at the end of a day, from the heartbeats of the devices at windows and points (S1.2a). Pure.

A line that has been down for more than one working day is not linked: the day on which it was lost is not counted, and
from the end of the next working day on it is missing. A line nobody ever heard of is not linked.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from shared.timekeeping import Calendar, local_day

UNLINKED_AFTER_WORKING_DAYS = 1
Trace = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """A window's device: the days on which its line changed, oldest first, and whether it was up then."""

    venue: str
    days: tuple[date, ...]
    up: tuple[bool, ...]

    def linked(self, day: date, calendar: Calendar) -> bool:
        """Tell whether the line is up at the end of a day, or down for no more than a working day."""
        at = bisect_right(self.days, day)
        if at == 0:
            return False
        lost = self.days[at - 1]
        return self.up[at - 1] or day < calendar.add_working_days(lost, UNLINKED_AFTER_WORKING_DAYS)


Lines = Mapping[str, Line]
"""By line, `<venue>-<window>`."""


def lines_of(traces: Iterable[Trace]) -> Lines:
    """Read the lines from traces of windows; what is no window is passed over."""
    told = [trace for trace in traces if "lines" in trace]
    return {f"{trace['venue']}-{trace['window']}": _line(trace) for trace in told}


def _line(trace: Trace) -> Line:
    days = tuple(local_day(datetime.fromisoformat(at)) for at, _ in trace["lines"])
    return Line(trace["venue"], days, tuple(bool(up) for _, up in trace["lines"]))


def linked_on(lines: Lines, day: date, calendar: Calendar) -> frozenset[str]:
    """Name the lines that are linked at the end of a day."""
    return frozenset(name for name, line in lines.items() if line.linked(day, calendar))
