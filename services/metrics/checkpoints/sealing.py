"""Sealing the tree as it stands: proved to continue the newest checkpoint, signed, recorded."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from services.metrics.checkpoints.commands import SealCheckpoint
from services.metrics.checkpoints.decider import CHECKPOINTS
from services.metrics.checkpoints.ordering import SEALER, write_down
from services.metrics.checkpoints.tree import TreeHead
from services.metrics.service import Metrics
from shared.config import BadSettings
from shared.contracts import Meta
from shared.contracts.checkpoints import CheckpointSealed
from shared.journal.commit import LOCAL
from shared.journal.errors import Claimed, Conflict
from shared.journal.ids import derived_command_id
from shared.journal.merkle import Node, consistency, consistent, root
from shared.journal.notes import Head, signed, verifier_of


class Signer:
    """The installation's key for checkpoints."""

    def __init__(self, origin: str, pem: str) -> None:
        self.origin, self._pem = origin, pem

    @cached_property
    def private(self) -> Ed25519PrivateKey:
        """The key.

        Raises:
            BadSettings: it is no Ed25519 private key in PEM.
        """
        try:
            key = load_pem_private_key(self._pem.encode(), None)
        except ValueError:
            key = None
        if not isinstance(key, Ed25519PrivateKey):
            raise BadSettings("settings: YIZHAN_CHECKPOINT_KEY is no Ed25519 private key in PEM")
        return key

    @property
    def vkey(self) -> str:
        """The public half as auditors are told it."""
        return verifier_of(self.private, self.origin).text

    def note(self, size: int, top: bytes) -> str:
        """Sign a checkpoint."""
        return signed(Head(self.origin, size, top), self.private, self.origin)


def seal(metrics: Metrics, signer: Signer) -> CheckpointSealed | None:
    """Seal the tree where it holds something new; give the checkpoint.

    Raises:
        Rejected: `tree_changed`: the tree is no continuation of what was sealed; `order_lost`; see `decide`.
    """
    head, newest = metrics.tree.head(), metrics.checkpoints.newest()
    if head.matters == (newest.matters if newest else 0):
        return None
    command = _ordered(metrics, _command(metrics, signer, head, newest))
    hour = command.meta.now.astimezone(LOCAL).strftime("%Y-%m-%dT%H")
    # One checkpoint has one successor, in whatever hour: a chain, and no fork.
    claims = (f"checkpoint-after-{newest.tree_size if newest else 0}",)
    try:
        outcome = metrics.journal.execute(CHECKPOINTS, hour, command, case=f"checkpoints-{hour}", claims=claims)
    except (Claimed, Conflict):
        return None  # another process was faster
    metrics.checkpoints.add(outcome.events)
    return next((each for each in outcome.events if isinstance(each, CheckpointSealed)), None)


def unsealed(metrics: Metrics) -> int:
    """Tell how many commits have a place and are in no checkpoint, checkpoints themselves not counted."""
    newest = metrics.checkpoints.newest()
    return metrics.tree.head().matters - (newest.matters if newest else 0)


def _command(metrics: Metrics, signer: Signer, head: TreeHead, newest: CheckpointSealed | None) -> SealCheckpoint:
    nodes, now = metrics.tree.nodes(), metrics.clock.now()
    top = root(nodes, head.size)
    return SealCheckpoint(
        meta=Meta(
            command_id=derived_command_id("checkpoints", f"{head.size}/{top.hex()}"),
            actor=SEALER,
            now=now,
            occurred_at=now,
        ),
        origin=signer.origin,
        size=head.size,
        root=top.hex(),
        matters=head.matters,
        key=signer.vkey,
        note=signer.note(head.size, top),
        newest=newest,
        follows=newest is None or _follows(nodes, newest, head.size, top),
        ordered=metrics.checkpoints.ordered(),
    )


def _ordered(metrics: Metrics, command: SealCheckpoint) -> SealCheckpoint:
    """Name the leaves first; those of a tree that does not continue what was sealed, or begins anew, are not named."""
    lost = command.newest is None and command.size > command.matters
    return command if lost or not command.follows else replace(command, ordered=write_down(metrics, command.size))


def _follows(nodes: Node, before: CheckpointSealed, size: int, top: bytes) -> bool:
    """Tell whether the tree continues what was sealed, by the proof that an auditor would ask for."""
    if size < before.tree_size:
        return False
    path = consistency(nodes, before.tree_size, size)
    return consistent(before.tree_size, bytes.fromhex(before.root), size, top, path)
