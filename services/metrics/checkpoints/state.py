"""The checkpoints of an hour, as the events tell them. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from shared.contracts import Event
from shared.contracts.checkpoints import CheckpointSealed


@dataclass(frozen=True, slots=True)
class Hour:
    """The newest checkpoint of an hour."""

    newest: CheckpointSealed | None = None


def evolve(hour: Hour, event: Event) -> Hour:
    """Give the hour after an event."""
    match event:
        case CheckpointSealed():
            return Hour(event)
    return hour
