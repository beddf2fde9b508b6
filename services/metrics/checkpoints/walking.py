"""Going through leaves from the first, and what they come to at every size on the way. Pure."""

from __future__ import annotations

from shared.journal.merkle import EMPTY, node


class Peaks:
    """A tree that grows leaf by leaf and keeps no more than the hashes of its complete subtrees."""

    def __init__(self) -> None:
        self._peaks: list[tuple[int, bytes]] = []

    def add(self, hashed: bytes) -> None:
        """Put a leaf behind the others: what is complete becomes one hash."""
        level = 0
        while self._peaks and self._peaks[-1][0] == level:
            hashed, level = node(self._peaks.pop()[1], hashed), level + 1
        self._peaks.append((level, hashed))

    def root(self) -> bytes:
        """Give the root over all leaves so far."""
        if not self._peaks:
            return EMPTY
        top = self._peaks[-1][1]
        for _, peak in reversed(self._peaks[:-1]):
            top = node(peak, top)
        return top
