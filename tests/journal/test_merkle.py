"""The tree and its proofs: known answers of RFC 6962's reference log, and what must hold for every tree."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from shared.journal.merkle import (
    EMPTY,
    Node,
    consistency,
    consistent,
    included,
    inclusion,
    leaf,
    node,
    perfect,
    root,
    steps,
)

ENTRIES = [
    bytes.fromhex(text)
    for text in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
"""The entries and roots with which the reference implementation of Certificate Transparency is tested."""
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
FIRST_OF_EIGHT = [
    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
]
SIX_TO_EIGHT = [
    "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
]

SIZES = st.integers(1, 130)


def over(leaves: list[bytes]) -> Node:
    """Complete subtrees, worked out from all leaves."""
    return lambda level, n: perfect(leaves[n << level : (n + 1) << level])


def hexed(path: list[bytes]) -> list[str]:
    return [each.hex() for each in path]


def plain_root(leaves: list[bytes]) -> bytes:
    """The definition of the root, word by word (RFC 6962, 2.1)."""
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return node(plain_root(leaves[:k]), plain_root(leaves[k:]))


KNOWN = [leaf(entry) for entry in ENTRIES]


def test_roots_are_those_of_the_reference_log() -> None:
    assert [root(over(KNOWN), size).hex() for size in range(1, 9)] == ROOTS
    assert root(over(KNOWN), 0) == EMPTY


def test_proofs_are_those_of_the_reference_log() -> None:
    assert hexed(inclusion(over(KNOWN), 0, 8)) == FIRST_OF_EIGHT
    assert hexed(consistency(over(KNOWN), 1, 8)) == FIRST_OF_EIGHT
    assert hexed(consistency(over(KNOWN), 6, 8)) == SIX_TO_EIGHT
    assert inclusion(over(KNOWN), 0, 1) == consistency(over(KNOWN), 5, 5) == []


def leaves_of(size: int) -> list[bytes]:
    return [leaf(n.to_bytes(4)) for n in range(size)]


@given(SIZES)
def test_the_root_is_what_the_definition_says(size: int) -> None:
    assert root(over(leaves_of(size)), size) == plain_root(leaves_of(size))


@given(SIZES, st.data())
def test_every_leaf_is_proved_at_its_place_and_nowhere_else(size: int, data: st.DataObject) -> None:
    leaves = leaves_of(size)
    index = data.draw(st.integers(0, size - 1))
    at, path, top = over(leaves), inclusion(over(leaves), index, size), root(over(leaves), size)
    assert included(leaves[index], index, size, path, top)
    assert not included(leaf(b"another"), index, size, path, top)
    assert not any(included(leaves[index], other, size, path, top) for other in range(size) if other != index)
    assert not included(leaves[index], index, size, [*path, EMPTY], top)
    assert not path or not included(leaves[index], index, size, path[:-1], top)
    assert [s.made for s in steps(leaves[index], index, size, path)][-1:] == ([top] if size > 1 else [])
    assert len(path) <= size.bit_length()
    assert at(0, index) == leaves[index]


@given(SIZES, st.data())
def test_a_tree_is_proved_to_be_the_beginning_of_a_later_one_and_of_no_other(size: int, data: st.DataObject) -> None:
    leaves, old = leaves_of(size), data.draw(st.integers(1, size))
    before, now, path = root(over(leaves), old), root(over(leaves), size), consistency(over(leaves), old, size)
    assert consistent(old, before, size, now, path)
    changed = data.draw(st.integers(0, old - 1))
    forged = [leaf(b"another") if n == changed else each for n, each in enumerate(leaves)]
    other = root(over(forged), size)
    assert not consistent(old, before, size, other, path)
    assert not consistent(old, before, size, other, consistency(over(forged), old, size))
    assert not consistent(old, root(over(forged), old), size, now, path)
    assert not consistent(old, before, size, now, [*path, EMPTY])
    assert not path or not consistent(old, before, size, now, path[1:])


def test_nothing_is_the_beginning_of_every_tree_and_no_tree_shrinks() -> None:
    assert consistent(0, EMPTY, 8, bytes.fromhex(ROOTS[7]), [])
    assert not consistent(0, leaf(b""), 8, bytes.fromhex(ROOTS[7]), [])
    assert not consistent(8, bytes.fromhex(ROOTS[7]), 6, bytes.fromhex(ROOTS[5]), [])
    assert not consistent(8, bytes.fromhex(ROOTS[7]), 8, bytes.fromhex(ROOTS[5]), [])
