"""A notice sheet that was handed out. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from shared.contracts import Event
from shared.contracts.intake import SheetIssued


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the sheet said; None before it was handed out."""

    issued: SheetIssued | None = None


def evolve(sheet: Sheet, fact: Event) -> Sheet:
    """Give the sheet after an event."""
    return Sheet(fact) if isinstance(fact, SheetIssued) else sheet
