"""A material as it stands: a file of a case, or the original that was shown for one. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from shared.contracts import Event
from shared.contracts.materials import (
    MaterialRemoved,
    MaterialReused,
    MaterialUploaded,
    OriginalReturned,
    OriginalSeen,
)


@dataclass(frozen=True, slots=True)
class Material:
    """What is known of it. `reused`: the later cases it serves too; `held`: the window has the original now."""

    uploaded: MaterialUploaded | None = None
    removed: bool = False
    reused: tuple[MaterialReused, ...] = ()
    seen: OriginalSeen | None = None
    held: bool = False
    returned_at: datetime | None = None

    def holds(self, day: date) -> bool:
        """Tell whether the file counts, and the paper itself is valid, on a day."""
        told = self.uploaded
        return told is not None and not self.removed and (told.valid_until is None or told.valid_until >= day)


def evolve(material: Material, fact: Event) -> Material:
    """Give the material after an event."""
    match fact:
        case MaterialUploaded():
            return replace(material, uploaded=fact)
        case MaterialRemoved():
            return replace(material, removed=True)
        case MaterialReused():
            return replace(material, reused=(*material.reused, fact))
        case OriginalSeen():
            return replace(material, seen=fact, held=fact.kept, returned_at=None)
        case OriginalReturned():
            return replace(material, held=False, returned_at=fact.returned_at)
    return material
