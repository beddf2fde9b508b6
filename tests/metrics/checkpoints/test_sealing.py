"""From the log to a signed checkpoint: what is archived is sealed, once, and nothing is sealed for its own sake."""

from __future__ import annotations

import itertools

import pytest
from pymongo import UpdateOne

from services.metrics.checkpoints import timers
from services.metrics.checkpoints.sealing import Signer, unsealed
from services.metrics.checkpoints.timers import STEPS_A_TICK, Keeper
from services.metrics.service import Metrics
from services.metrics.worker import create_worker
from shared.config import BadSettings
from shared.identity.tokens import new_signing_key
from shared.journal.merkle import consistency, consistent
from shared.journal.notes import opened, verifier
from shared.testing.stack import eventually
from tests.metrics.checkpoints.conftest import Kept

OWN = 2
"""Leaves that a checkpoint itself becomes: the order of those before it, and the checkpoint."""


def test_what_is_archived_is_sealed_and_signed(kept: Kept) -> None:
    made = kept.live(1, 2)
    kept.archive()
    kept.keeper.tick()
    newest = kept.metrics.checkpoints.newest()
    assert newest is not None
    assert (newest.tree_size, newest.matters, newest.previous_size) == (len(made), len(made), 0)
    told = opened(newest.note, verifier(newest.key))
    assert (told.origin, told.size, told.root.hex()) == ("yizhan/journal", newest.tree_size, newest.root)


def test_a_checkpoint_becomes_a_leaf_and_is_no_reason_for_another_one(kept: Kept) -> None:
    first = kept.sealed(1)
    for _ in range(3):
        kept.archive()
        kept.keeper.tick()
    assert kept.metrics.tree.head() == (first.tree_size + OWN, first.matters)
    assert kept.metrics.checkpoints.before(None, 9) == [first]
    second = kept.sealed(2)
    assert second.tree_size == first.tree_size + OWN + second.matters - first.matters
    nodes = kept.metrics.tree.nodes()
    path = consistency(nodes, first.tree_size, second.tree_size)
    roots = bytes.fromhex(first.root), bytes.fromhex(second.root)
    assert (second.previous_size, second.previous_root) == (first.tree_size, first.root)
    assert consistent(first.tree_size, roots[0], second.tree_size, roots[1], path)


def test_nothing_is_sealed_that_is_not_archived(kept: Kept) -> None:
    kept.live(1)
    kept.keeper.tick()
    kept.keeper._append()
    kept.keeper.tick()
    assert kept.metrics.tree.head().size > 0
    assert kept.metrics.checkpoints.newest() is None
    kept.archive()
    kept.keeper.tick()
    assert kept.metrics.checkpoints.newest() is not None


def test_an_archive_that_is_always_a_moment_behind_keeps_nothing_from_being_sealed(kept: Kept) -> None:
    """While much comes the tree has read on before the archive has, at every tick."""
    keeper = Keeper(kept.metrics, kept.bus, pause=lambda _: kept.archive())
    for serial in range(1, 4):
        kept.live(serial)
        keeper._append()
        keeper.tick()
        assert len(kept.metrics.checkpoints.before(None, 9)) == serial


def test_the_first_checkpoint_comes_while_commits_come_without_an_end(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It waits for what the log held as the tick began, and not for a moment of rest."""
    keeper = Keeper(kept.metrics, kept.bus, pause=lambda _: kept.archive())
    serials, step = itertools.count(1), keeper._follower.step

    def busy() -> int:
        kept.live(next(serials))
        return step()

    monkeypatch.setattr(keeper._follower, "step", busy)
    kept.live(next(serials))
    kept.archive()
    keeper.tick()
    assert kept.metrics.checkpoints.newest() is not None


def test_the_first_checkpoint_waits_for_all_that_the_log_held(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may hold checkpoints of a database that was lost."""
    monkeypatch.setattr(timers, "READ_AT_ONCE", 1)
    keeper = Keeper(kept.metrics, kept.bus, pause=lambda _: kept.archive())
    kept.live(1, 2)
    kept.archive()
    keeper.tick()
    assert kept.metrics.tree.head().size == STEPS_A_TICK
    assert kept.metrics.checkpoints.newest() is None
    eventually(lambda: keeper.tick() or kept.metrics.checkpoints.newest())


def test_of_two_workers_one_seals(kept: Kept) -> None:
    other = Keeper(kept.metrics, kept.bus)
    other._owner = "another worker"
    kept.sealed(1)
    kept.live(2)
    kept.archive()
    other.tick()
    assert len(kept.metrics.checkpoints.before(None, 9)) == 1
    kept.keeper.tick()
    assert len(kept.metrics.checkpoints.before(None, 9)) == 2


def test_a_tree_that_was_changed_is_never_sealed_again(kept: Kept) -> None:
    first = kept.sealed(1, 2)
    tile = kept.metrics.tree.collection.find_one({"_id": {"$regex": "^0/"}})
    assert tile is not None
    forged = bytes(32) + bytes(tile["hashes"])[32:]
    kept.metrics.tree.collection.bulk_write([UpdateOne({"_id": tile["_id"]}, {"$set": {"hashes": forged}})])
    assert kept.sealed(3) == first


def test_what_died_before_the_view_was_written_is_repaired_as_it_is_relayed(kept: Kept) -> None:
    first = kept.sealed(1)
    kept.metrics.checkpoints.collection.delete_many({})
    kept.metrics.checkpoints.repair_behind(kept.metrics.journal, kept.metrics.journal.store.scan())
    assert kept.metrics.checkpoints.newest() == first


@pytest.mark.parametrize("pem", ["", "no key", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"])
def test_without_a_key_nothing_is_signed(pem: str) -> None:
    with pytest.raises(BadSettings, match="YIZHAN_CHECKPOINT_KEY"):
        Signer("yizhan/journal", pem).note(1, bytes(32))
    assert Signer("yizhan/journal", new_signing_key()).vkey.startswith("yizhan/journal+")


def test_the_worker_seals_by_itself(empty: Metrics) -> None:
    kept = Kept(empty)
    kept.live(1)
    kept.archive()
    worker = create_worker(empty.settings, kept.bus)
    worker.start()
    try:
        eventually(empty.checkpoints.newest)
    finally:
        worker.stop()


def test_what_waits_to_be_sealed_is_counted(kept: Kept) -> None:
    first = kept.sealed(1)
    assert unsealed(kept.metrics) == 0
    made = kept.live(2)
    kept.archive()
    kept.keeper._append()
    assert kept.metrics.tree.head() == (first.tree_size + len(made) + OWN, first.matters + len(made))
    assert unsealed(kept.metrics) == len(made)
