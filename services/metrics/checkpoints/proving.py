"""Proofs for people and programs: that a commit is in a checkpoint, that one checkpoint continues another.

A proof of a commit is given to whoever may see the case it belongs to, and to nobody else: neither a receipt's number
nor a commit's name opens anything. It holds hashes, and nothing of what the commit says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from services.metrics.audit.views import history_of
from services.metrics.service import Metrics
from shared.contracts import Rejected
from shared.contracts.checkpoints import CheckpointSealed
from shared.contracts.streams import REGISTRY, topic_of
from shared.journal.commit import read_body
from shared.journal.merkle import Step, consistency, inclusion, leaf, steps

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Proof:
    """That a commit is leaf `index` (from 0) of a checkpoint's tree; `steps` lead from its leaf's hash to the root."""

    commit: str
    case: str
    hash: str
    prev: str
    index: int
    leaf: bytes
    steps: Sequence[Step]
    checkpoint: CheckpointSealed

    @property
    def of_register(self) -> bool:
        """Whether it is a statement of the register, which belongs to no case."""
        return topic_of(self.commit) == REGISTRY

    @property
    def path(self) -> list[str]:
        """The hashes that come in on the way, in hex."""
        return [step.sibling.hex() for step in self.steps]


def checkpoint(metrics: Metrics, size: int | None) -> CheckpointSealed:
    """Give a checkpoint by size, or the newest.

    Raises:
        Rejected: `unknown_checkpoint`, `nothing_sealed`.
    """
    found = metrics.checkpoints.newest() if size is None else metrics.checkpoints.of(size)
    if found is None and size is None:
        raise Rejected("nothing_sealed", "there is no checkpoint yet", status=404)
    if found is None:
        raise Rejected("unknown_checkpoint", f"no checkpoint was sealed over {size} commits", status=404)
    return found


def prove(metrics: Metrics, commit: str, size: int | None = None) -> Proof:
    """Prove that a commit (`stream@version`) is in a checkpoint, the newest where none is named.

    Raises:
        Rejected: `unknown_commit`; `not_in_checkpoint` where it came later; `unknown_checkpoint`, `nothing_sealed`;
            `other_unit`, `other_division` where the reader may not see the case. The register is everybody's to read.
    """
    of_register = topic_of(commit) == REGISTRY
    kept = metrics.statements if of_register else metrics.archive
    found = kept.collection.find_one({"_id": commit})
    if found is None:
        raise Rejected("unknown_commit", "there is no such commit in the journal", status=404)
    if not of_register:
        history_of(metrics, found["case"])  # who may see the case
    sealed, digest = checkpoint(metrics, size), bytes.fromhex(found["hash"])
    index = metrics.tree.index(digest, read_body(bytes(found["body"])).recorded_at)
    if index is None or index >= sealed.tree_size:
        raise Rejected("not_in_checkpoint", f"it came after the checkpoint over {sealed.tree_size} commits", status=404)
    path = inclusion(metrics.tree.nodes(), index, sealed.tree_size)
    return Proof(
        commit=commit,
        case=found["case"],
        hash=found["hash"],
        prev=found["prev"],
        index=index,
        leaf=leaf(digest),
        steps=tuple(steps(leaf(digest), index, sealed.tree_size, path)),
        checkpoint=sealed,
    )


def continued(metrics: Metrics, old: CheckpointSealed, new: CheckpointSealed) -> list[str]:
    """Prove that a checkpoint's tree is the beginning of another one's: the path, in hex.

    Raises:
        Rejected: `checkpoints_reversed`: the older one comes first.
    """
    if old.tree_size > new.tree_size:
        told = f"{old.tree_size} commits are more than {new.tree_size}: name the older checkpoint as `from`"
        raise Rejected("checkpoints_reversed", told, status=422, errors={"from": told})
    return [each.hex() for each in consistency(metrics.tree.nodes(), old.tree_size, new.tree_size)]
