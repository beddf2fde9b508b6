"""Checkpoints and proofs as documents."""

from __future__ import annotations

from typing import Any

from services.metrics.checkpoints.proving import Proof
from shared.contracts import encode
from shared.contracts.checkpoints import CheckpointSealed

Document = dict[str, Any]
FORMAT = "yizhan-commit-proof@1"
CONTINUATION = "yizhan-checkpoint-continuation@1"


def proof(told: Proof) -> Document:
    """Tell a proof, with everything that checking it elsewhere takes."""
    return {
        "format": FORMAT,
        "commit": told.commit,
        "hash": told.hash,
        "prev": told.prev,
        "index": told.index,
        "leaf": told.leaf.hex(),
        "steps": [{"side": s.side, "sibling": s.sibling.hex(), "made": s.made.hex()} for s in told.steps],
        "checkpoint": encode(told.checkpoint),
    }


def continuation(first: CheckpointSealed, second: CheckpointSealed, path: list[str]) -> Document:
    """Tell the proof that one checkpoint continues another."""
    return {"format": CONTINUATION, "first": encode(first), "second": encode(second), "path": path}
