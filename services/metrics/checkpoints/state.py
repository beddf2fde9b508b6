"""The checkpoints of an hour, and a part of the order of the leaves, as the events tell them. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from shared.contracts import Event
from shared.contracts.checkpoints import CheckpointSealed, LeavesOrdered


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


@dataclass(frozen=True, slots=True)
class Part:
    """The leaves that are named from a place on."""

    told: LeavesOrdered | None = None


def evolve_part(part: Part, event: Event) -> Part:
    """Give the part after an event."""
    match event:
        case LeavesOrdered():
            return Part(event)
    return part
