"""The tree in tiles: 256 hashes of one level in one document. Pure.

Tile `n` of level 0 holds the hashes of leaves `256 n` to `256 n + 255`; a tile of level 1 holds what full tiles of
level 0 come to, and so on (as C2SP's `tlog-tiles`). Full tiles never change, appending writes one document for 256
leaves, and a proof reads two or three documents a level: of a million leaves, a handful.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from shared.journal.merkle import HASH_BYTES, Node, perfect

HEIGHT = 8
"""Levels of the tree in a tile."""
WIDTH = 1 << HEIGHT

Place = tuple[int, int]
"""A tile's level and number."""

Load = Callable[[Place], bytes]
"""Gives a tile's hashes, one behind the other; no bytes where there is none."""


def hashes(tile: bytes) -> list[bytes]:
    """Take a tile apart."""
    return [tile[at : at + HASH_BYTES] for at in range(0, len(tile), HASH_BYTES)]


def grown(load: Load, size: int, leaves: Sequence[bytes]) -> Mapping[Place, bytes]:
    """Give the tiles that change where leaves are put behind the first `size`."""
    changed: dict[Place, bytes] = {}
    level, start, added = 0, size, list(leaves)
    while added:
        full = []
        first, have = divmod(start, WIDTH)
        row = [*(hashes(load((level, first)))[:have] if have else ()), *added]
        for n, at in enumerate(range(0, len(row), WIDTH), first):
            some = row[at : at + WIDTH]
            changed[level, n] = b"".join(some)
            full += [perfect(some)] if len(some) == WIDTH else []
        level, start, added = level + 1, first, full
    return changed


def nodes(load: Load) -> Node:
    """Give what proofs ask of the tree: the hash over a complete subtree, out of its tile."""

    def at(level: int, n: int) -> bytes:
        upper, within = divmod(level, HEIGHT)
        number, offset = divmod(n << within, WIDTH)
        tile = load((upper, number))
        some = hashes(tile[offset * HASH_BYTES : (offset + (1 << within)) * HASH_BYTES])
        if len(some) != 1 << within:
            raise LookupError(f"tile {number} of level {upper} lacks hashes")
        return perfect(some)

    return at


def name(place: Place) -> str:
    """Name a tile as it is stored: names of a level sort as its tiles stand."""
    return f"{place[0]}/{place[1]:012d}"
