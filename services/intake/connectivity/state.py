"""A window's line: never heard, connected or lost. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from shared.contracts import Event
from shared.contracts.attendance import WindowConnected, WindowLost

Status = Literal["never", "connected", "lost"]


@dataclass(frozen=True, slots=True)
class Line:
    """How a window's line stands, and since when."""

    status: Status = "never"
    since: datetime | None = None


def evolve(line: Line, fact: Event) -> Line:
    """Give the line after a fact."""
    match fact:
        case WindowConnected():
            return Line("connected", fact.at)
        case WindowLost():
            return Line("lost", fact.since)
    return line
