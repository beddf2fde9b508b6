"""What can be asked of the tree: that its leaves be named in their order, and that it be sealed as it stands."""

from __future__ import annotations

from dataclasses import dataclass

from shared.contracts import Command
from shared.contracts.checkpoints import CheckpointSealed


@dataclass(frozen=True, slots=True, kw_only=True)
class SealCheckpoint(Command):
    """Seal the tree.

    Attributes:
        origin, key, note: see `CheckpointSealed`; the note was signed over this size and root.
        size, root, matters: the tree as it stands.
        newest: the newest checkpoint there is.
        follows: whether a consistency proof from the newest checkpoint to this tree was made, and holds.
        ordered: how many of its leaves are named, in their order, by commits.
    """

    origin: str
    size: int
    root: str
    matters: int
    key: str
    note: str
    newest: CheckpointSealed | None
    follows: bool
    ordered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLeaves(Command):
    """Name leaves in their order.

    Attributes:
        first: the place of the first.
        hashes: of the leaves, from there on.
    """

    first: int
    hashes: tuple[bytes, ...]
