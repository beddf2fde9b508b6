"""The order of the leaves is written down before they are sealed, so that it outlives the tree."""

from __future__ import annotations

import pytest

from services.metrics.checkpoints import ordering
from services.metrics.checkpoints.ordering import read, write_down
from shared.contracts import Rejected
from shared.contracts.checkpoints import LeavesOrdered
from shared.journal.handle import facts_of
from tests.metrics.checkpoints.conftest import Kept


def parts(kept: Kept) -> list[LeavesOrdered]:
    facts = [fact for commit in kept.metrics.journal.store.scan() for fact in facts_of(commit.envelope())]
    return sorted((fact for fact in facts if isinstance(fact, LeavesOrdered)), key=lambda each: each.first)


def named(kept: Kept) -> list[bytes]:
    return [hashed for part in parts(kept) for hashed in read(part)]


def test_every_sealed_leaf_is_named_in_its_place_by_a_commit(kept: Kept) -> None:
    for serials in ((1,), (2, 3), (4,)):
        sealed = kept.sealed(*serials)
        assert kept.metrics.checkpoints.ordered() == sealed.tree_size
        assert named(kept) == kept.metrics.tree.hashes(0, sealed.tree_size)


def test_many_leaves_are_named_by_several_commits(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ordering, "MOST", 5)
    sealed = kept.sealed(1, 2)
    assert [part.count for part in parts(kept)] == [5, 5, sealed.tree_size - 10]
    assert named(kept) == kept.metrics.tree.hashes(0, sealed.tree_size)


def test_leaves_across_tiles_are_read_in_their_places(kept: Kept) -> None:
    kept.sealed(*range(1, 40))
    every = [hashed for _, hashes, _ in kept.metrics.tree.leaves(10_000) for hashed in hashes]
    assert len(every) > 256
    for first, last in ((0, 3), (250, 260), (255, 256), (256, 258), (0, len(every)), (250, 9_999)):
        assert kept.metrics.tree.hashes(first, last) == every[first:last]


def test_who_died_before_it_was_known_what_he_named_does_not_name_it_again(kept: Kept) -> None:
    first = kept.sealed(1)
    kept.metrics.checkpoints.orders.delete_many({})
    assert write_down(kept.metrics, first.tree_size) == first.tree_size
    assert len(parts(kept)) == 1
    kept.metrics.checkpoints.orders.delete_many({})
    kept.metrics.checkpoints.repair_behind(kept.metrics.journal, kept.metrics.journal.store.scan())
    assert kept.metrics.checkpoints.ordered() == first.tree_size
    second = kept.sealed(2)
    assert kept.metrics.checkpoints.ordered() == second.tree_size


def test_other_leaves_than_were_named_are_refused(kept: Kept) -> None:
    first = kept.sealed(1)
    tile = kept.metrics.tree.collection.find_one({"_id": "0/000000000000"})
    assert tile is not None
    kept.metrics.tree.collection.update_one(
        {"_id": tile["_id"]}, {"$set": {"hashes": bytes(32) + bytes(tile["hashes"])[32:]}}
    )
    kept.metrics.checkpoints.orders.delete_many({})
    with pytest.raises(Rejected, match="not those that were named"):
        write_down(kept.metrics, first.tree_size)
