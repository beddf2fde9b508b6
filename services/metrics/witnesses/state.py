"""A witness, as its cosignatures tell. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from shared.contracts import Event
from shared.contracts.checkpoints import CheckpointCosigned


@dataclass(frozen=True, slots=True)
class Witness:
    """The key that the witness's name belongs to, and the sizes it countersigned."""

    key: str = ""
    sizes: frozenset[int] = frozenset()


def evolve(witness: Witness, event: Event) -> Witness:
    """Give the witness after an event."""
    match event:
        case CheckpointCosigned():
            return Witness(event.key, witness.sizes | {event.tree_size})
    return witness
