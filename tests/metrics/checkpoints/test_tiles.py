"""The tree in tiles gives the same hashes as the tree worked out whole, however it grew."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from services.metrics.checkpoints.tiles import WIDTH, Place, grown, name, nodes
from shared.journal.merkle import consistency, consistent, included, inclusion, leaf, perfect, root

ALL = [leaf(n.to_bytes(4)) for n in range(140_000)]


def grow(tiles: dict[Place, bytes], upto: list[int]) -> None:
    """Let a tree grow in steps."""
    size = 0
    for each in sorted(upto):
        tiles.update(grown(lambda place: tiles.get(place, b""), size, ALL[size:each]))
        size = each


@settings(max_examples=40)
@given(st.lists(st.integers(1, 1_500), min_size=1, max_size=8), st.data())
def test_roots_and_proofs_do_not_depend_on_how_it_grew(upto: list[int], data: st.DataObject) -> None:
    tiles: dict[Place, bytes] = {}
    grow(tiles, upto)
    size = data.draw(st.integers(1, max(upto)))
    old, index = data.draw(st.integers(1, size)), data.draw(st.integers(0, size - 1))
    at = nodes(lambda place: tiles.get(place, b""))

    def whole(level: int, n: int) -> bytes:
        return perfect(ALL[n << level : (n + 1) << level])

    assert root(at, size) == root(whole, size)
    path = inclusion(at, index, size)
    assert path == inclusion(whole, index, size)
    assert included(ALL[index], index, size, path, root(at, size))
    assert consistent(old, root(at, old), size, root(at, size), consistency(at, old, size))


def test_a_proof_in_a_large_tree_reads_a_handful_of_tiles() -> None:
    tiles: dict[Place, bytes] = {}
    grow(tiles, [len(ALL)])
    assert {level for level, _ in tiles} == {0, 1, 2}
    asked: set[Place] = set()

    def load(place: Place) -> bytes:
        asked.add(place)
        return tiles[place]

    path = inclusion(nodes(load), 77_777, len(ALL))
    assert included(ALL[77_777], 77_777, len(ALL), path, root(nodes(lambda place: tiles[place]), len(ALL)))
    assert len(asked) <= 6


def test_one_more_leaf_changes_one_tile_and_no_full_one() -> None:
    tiles: dict[Place, bytes] = {}
    grow(tiles, [WIDTH * 3 + 5])
    assert set(grown(lambda place: tiles[place], WIDTH * 3 + 5, [ALL[0]])) == {(0, 3)}


def test_names_of_tiles_sort_as_they_stand() -> None:
    assert sorted(name((0, n)) for n in (2, 10, 9, 1_000_000)) == [name((0, n)) for n in (2, 9, 10, 1_000_000)]
