"""Every rule of checkpoints. Pure; raises `Rejected`."""

from __future__ import annotations

import base64
import hashlib

from services.metrics.checkpoints.commands import OrderLeaves, SealCheckpoint
from services.metrics.checkpoints.state import Hour, Part
from shared.contracts import Command, Event, Rejected
from shared.contracts.checkpoints import CheckpointSealed, LeavesOrdered

NOTHING = hashlib.sha256(b"").hexdigest()
"""The root of a tree without a leaf."""


def decide(hour: Hour, command: Command) -> list[Event]:
    """Tell which facts follow.

    Raises:
        Rejected: `tree_changed`: what is sealed already is not the beginning of the tree. Nothing is sealed from then
            on: `yizhan verify` names what was changed. `order_lost`: there were checkpoints that are not known here any
            more, or there are leaves whose order nobody wrote down.
    """
    match command:
        case SealCheckpoint():
            return _sealed(_newer(hour.newest, command.newest), command)
    raise Rejected("unknown_command", f"checkpoints take no {command.name}")


def decide_order(part: Part, command: Command) -> list[Event]:
    """Name leaves, once: what is named from a place on stays named."""
    match command:
        case OrderLeaves():
            return [] if part.told or not command.hashes else [_ordered(command)]
    raise Rejected("unknown_command", f"the order of leaves takes no {command.name}")


def _ordered(command: OrderLeaves) -> LeavesOrdered:
    hashes = base64.b64encode(b"".join(command.hashes)).decode()
    return LeavesOrdered(first=command.first, count=len(command.hashes), hashes=hashes)


def _newer(one: CheckpointSealed | None, other: CheckpointSealed | None) -> CheckpointSealed | None:
    return max((each for each in (one, other) if each), key=lambda each: each.tree_size, default=None)


def _sealed(before: CheckpointSealed | None, command: SealCheckpoint) -> list[Event]:
    """Seal only what is new, and only where it continues what was sealed; that other checkpoints became leaves is no
    reason to make another one, which would become a leaf itself, and so on for ever."""
    if before and before != command.newest:
        return []  # another process was faster; what is new since then is sealed next time
    if before and (command.size < before.tree_size or not command.follows):
        raise Rejected(
            "tree_changed", f"what was sealed at {before.tree_size} is not the beginning of the tree", status=409
        )
    if command.matters <= (before.matters if before else 0):
        return []
    if before is None and command.size > command.matters:
        told = "the log holds checkpoints that this database does not know: `yizhan restore` brings them back"
        raise Rejected("order_lost", told, status=409)
    if command.ordered < command.size:
        raise Rejected(
            "order_lost", f"the order of the leaves from {command.ordered} on is not written down", status=409
        )
    return [
        CheckpointSealed(
            origin=command.origin,
            tree_size=command.size,
            root=command.root,
            matters=command.matters,
            previous_size=before.tree_size if before else 0,
            previous_root=before.root if before else NOTHING,
            sealed_at=command.meta.now,
            key=command.key,
            note=command.note,
        )
    ]
