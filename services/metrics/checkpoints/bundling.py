"""The checkpoint and the proofs that a bundle of commits carries away."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from pymongo.database import Database

from services.metrics.checkpoints.tree import Tree
from services.metrics.checkpoints.views import Checkpoints
from services.metrics.witnesses.told import note as noted
from services.metrics.witnesses.views import Cosignatures
from shared.contracts.checkpoints import CheckpointSealed
from shared.journal.commit import read_body
from shared.journal.merkle import consistency, inclusion, leaf

MOST_NODES = 200_000
"""Hashes of subtrees kept while proofs are made one after the other: neighbours share most of their path."""


class Prover:
    """Proves commits in the newest checkpoint.

    Args:
        database: of metrics.
        everything: most of the journal is asked for, so that all places are read at once and not one by one.
    """

    def __init__(self, database: Database[dict[str, Any]], *, everything: bool) -> None:
        self._tree, self._checkpoints = Tree(database), Checkpoints(database)
        self._sealed, self._cosigned = self._checkpoints.newest(), Cosignatures(database).newest()
        self._nodes = lru_cache(MOST_NODES)(self._tree.nodes())
        self._places: dict[bytes, int] | None = None
        if everything and self._sealed:
            leaves = (hashed for _, hashes, _ in self._tree.leaves(self._sealed.tree_size) for hashed in hashes)
            self._places = {hashed: n for n, hashed in enumerate(leaves)}

    @property
    def checkpoint(self) -> Mapping[str, Any] | None:
        """The newest checkpoint, signed, the key that signed it, and the newest that witnesses countersigned."""
        if self._sealed is None:
            return None
        witnessed = self._witnessed(self._sealed)
        return {"note": self._sealed.note, "key": self._sealed.key, **({"witnessed": witnessed} if witnessed else {})}

    def _witnessed(self, newest: CheckpointSealed) -> Mapping[str, Any] | None:
        """Give what was countersigned, with the proof that the newest continues it; another key's does not serve."""
        sealed = self._checkpoints.of(self._cosigned[0].tree_size) if self._cosigned else None
        if sealed is None or sealed.key != newest.key or sealed.tree_size > newest.tree_size:
            return None
        path = consistency(self._nodes, sealed.tree_size, newest.tree_size)
        return {
            "note": noted(sealed, self._cosigned),
            "keys": [each.key for each in self._cosigned],
            "path": [each.hex() for each in path],
        }

    def prove(self, told: str, body: bytes) -> tuple[int, list[str]] | None:
        """Give a commit's place and the path to the root; nothing where it came later."""
        index = self._place(told, body)
        if self._sealed is None or index is None or index >= self._sealed.tree_size:
            return None
        return index, [each.hex() for each in inclusion(self._nodes, index, self._sealed.tree_size)]

    def _place(self, told: str, body: bytes) -> int | None:
        digest = bytes.fromhex(told)
        if self._places is not None:
            return self._places.get(leaf(digest))
        return self._tree.index(digest, read_body(body).recorded_at)
