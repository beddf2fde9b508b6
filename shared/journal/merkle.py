"""A Merkle tree as RFC 6962 and RFC 9162 have it: hashes, inclusion and consistency proofs, and their checks. Pure.

    hash of a leaf  = SHA-256(0x00, entry)
    hash of a node  = SHA-256(0x01, left, right)

A tree only grows at its right end. Whoever keeps its size and root can be shown later that an entry was in it (an
inclusion proof) and that it is the beginning of what the tree is now (a consistency proof); both have as many hashes as
the tree has levels. What makes proofs asks for hashes of complete subtrees (`Node`), wherever these are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from typing import Literal, NamedTuple

HASH_BYTES = 32
EMPTY = sha256(b"").digest()
"""The root of a tree without a leaf."""

Node = Callable[[int, int], bytes]
"""Gives the hash over leaves `n * 2**level` to `(n + 1) * 2**level`, by `level` and `n`; all of them are there."""


class Step(NamedTuple):
    """One step of an inclusion proof: the hash that comes in, on which side, and what both make."""

    side: Literal["left", "right"]
    sibling: bytes
    made: bytes


def leaf(entry: bytes) -> bytes:
    """Give the hash of a leaf."""
    return sha256(b"\x00" + entry).digest()


def node(left: bytes, right: bytes) -> bytes:
    """Give the hash over two hashes."""
    return sha256(b"\x01" + left + right).digest()


def perfect(hashes: Sequence[bytes]) -> bytes:
    """Give the hash over as many hashes of one level as a power of two."""
    while len(hashes) > 1:
        hashes = [node(hashes[n], hashes[n + 1]) for n in range(0, len(hashes), 2)]
    return hashes[0]


def root(at: Node, size: int) -> bytes:
    """Give the root of the tree's first `size` leaves."""
    return _over(at, 0, size) if size else EMPTY


def inclusion(at: Node, index: int, size: int) -> list[bytes]:
    """Give the proof that a leaf stands at `index` (counted from 0) in the tree of the first `size` leaves."""
    path, low, high = [], 0, size
    while high - low > 1:
        middle = low + _split(high - low)
        if index < middle:
            path.append(_over(at, middle, high))
            high = middle
        else:
            path.append(_over(at, low, middle))
            low = middle
    return path[::-1]


def consistency(at: Node, old: int, new: int) -> list[bytes]:
    """Give the proof that the tree of the first `old` leaves is the beginning of that of the first `new`."""
    path: list[bytes] = []
    if not 0 < old < new:
        return path
    low, high = 0, new
    while old < high:
        middle = low + _split(high - low)
        if old <= middle:
            path.append(_over(at, middle, high))
            high = middle
        else:
            path.append(_over(at, low, middle))
            low = middle
    if low:
        path.append(_over(at, low, high))
    return path[::-1]


def steps(hashed: bytes, index: int, size: int, path: Sequence[bytes]) -> Iterator[Step]:
    """Walk an inclusion proof from a leaf's hash up; what the last step made is the root (RFC 9162, 2.1.3.2).

    Raises:
        ValueError: the proof has not as many hashes as such a tree asks for.
    """
    place, last = index, size - 1
    if not 0 <= place <= last:
        raise ValueError(f"a tree of {size} leaves has none at {index}")
    for sibling in path:
        if last == 0:
            raise ValueError("the proof is longer than the tree is high")
        if place & 1 or place == last:
            hashed = node(sibling, hashed)
            yield Step("left", sibling, hashed)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            hashed = node(hashed, sibling)
            yield Step("right", sibling, hashed)
        place, last = place >> 1, last >> 1
    if last:
        raise ValueError("the proof is shorter than the tree is high")


def included(hashed: bytes, index: int, size: int, path: Sequence[bytes], top: bytes) -> bool:
    """Tell whether a proof leads from a leaf's hash to a root."""
    try:
        for step in steps(hashed, index, size, path):
            hashed = step.made
    except ValueError:
        return False
    return hashed == top


def consistent(old: int, old_root: bytes, new: int, new_root: bytes, path: Sequence[bytes]) -> bool:
    """Tell whether a proof shows that one tree is the beginning of the other (RFC 9162, 2.1.4.2)."""
    if not 0 < old < new:
        return not path and (old == 0 or (old == new and old_root == new_root)) and (old > 0 or old_root == EMPTY)
    hashes = [old_root, *path] if old & (old - 1) == 0 else list(path)
    if not hashes:
        return False
    place, last = old - 1, new - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    before = after = hashes[0]
    for each in hashes[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            before, after = node(each, before), node(each, after)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            after = node(after, each)
        place, last = place >> 1, last >> 1
    return last == 0 and (before, after) == (old_root, new_root)


def _over(at: Node, low: int, high: int) -> bytes:
    """Give the hash over a range that begins where the tree splits."""
    count = high - low
    if count & (count - 1) == 0:
        return at(count.bit_length() - 1, low // count)
    middle = low + _split(count)
    return node(_over(at, low, middle), _over(at, middle, high))


def _split(count: int) -> int:
    """Give the largest power of two below a count of at least two."""
    return 1 << (count - 1).bit_length() - 1
