"""The checkpoint and the proofs that a bundle of commits carries away."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from pymongo.database import Database

from services.metrics.checkpoints.tree import Tree
from services.metrics.checkpoints.views import Checkpoints
from shared.journal.commit import read_body
from shared.journal.merkle import inclusion, leaf

MOST_NODES = 200_000
"""Hashes of subtrees kept while proofs are made one after the other: neighbours share most of their path."""


class Prover:
    """Proves commits in the newest checkpoint.

    Args:
        database: of metrics.
        everything: most of the journal is asked for, so that all places are read at once and not one by one.
    """

    def __init__(self, database: Database[dict[str, Any]], *, everything: bool) -> None:
        self._tree, self._sealed = Tree(database), Checkpoints(database).newest()
        self._nodes = lru_cache(MOST_NODES)(self._tree.nodes())
        self._places: dict[bytes, int] | None = None
        if everything and self._sealed:
            leaves = (hashed for _, hashes, _ in self._tree.leaves(self._sealed.tree_size) for hashed in hashes)
            self._places = {hashed: n for n, hashed in enumerate(leaves)}

    @property
    def checkpoint(self) -> Mapping[str, str] | None:
        """The newest checkpoint, signed, and the key that signed it."""
        return {"note": self._sealed.note, "key": self._sealed.key} if self._sealed else None

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
