"""Cosignatures as documents."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from shared.contracts import encode
from shared.contracts.checkpoints import CheckpointCosigned, CheckpointSealed


def note(sealed: CheckpointSealed, cosignatures: Iterable[CheckpointCosigned]) -> str:
    """Give a checkpoint's note with every signature there is, the journal's first."""
    return sealed.note + "".join(f"{each.line}\n" for each in cosignatures)


def of(sealed: CheckpointSealed, cosignatures: list[CheckpointCosigned]) -> dict[str, Any]:
    """Tell who countersigned a checkpoint."""
    return {"items": [encode(each) for each in cosignatures], "note": note(sealed, cosignatures)}
