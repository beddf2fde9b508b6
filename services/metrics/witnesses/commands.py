"""What a witness asks: that its cosignature be recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shared.contracts import Command


@dataclass(frozen=True, slots=True, kw_only=True)
class Cosign(Command):
    """Record a cosignature; the signature was found to belong to this checkpoint and key. See `CheckpointCosigned`."""

    witness: str
    key: str
    tree_size: int
    root: str
    cosigned_at: datetime
    line: str
