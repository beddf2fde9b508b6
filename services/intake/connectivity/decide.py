"""Rules of a line: a fact is written only when something changes. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from services.intake.connectivity.commands import Hear, Lose
from services.intake.connectivity.state import Line
from shared.contracts import Command, Event
from shared.contracts.attendance import WindowConnected, WindowLost


def decide(line: Line, command: Command) -> Sequence[Event]:
    """Which fact follows? None from the thousandth heartbeat, none from a silence told twice."""
    match command, line.status:
        case Hear(venue=venue, window=window, division=division), "never" | "lost":
            return [WindowConnected(venue=venue, window=window, division=division, at=command.meta.now)]
        case Lose(venue=venue, window=window, division=division, since=since), "connected":
            return [WindowLost(venue=venue, window=window, division=division, since=since)]
    return []
