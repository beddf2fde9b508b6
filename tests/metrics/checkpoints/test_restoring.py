"""Metrics' database is lost: from the log, or a bundle, the tree stands again as it stood, and old checkpoints hold."""

from __future__ import annotations

import base64
import random
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.metrics.checkpoints import tree
from services.metrics.checkpoints.bundling import Prover
from services.metrics.checkpoints.restoring import restore
from services.metrics.checkpoints.sealing import Signer
from services.metrics.checkpoints.timers import LEASE, Keeper
from services.metrics.checkpoints.verification import verify
from services.metrics.service import Metrics
from shared.contracts.checkpoints import CheckpointSealed
from shared.contracts.streams import JOURNAL
from shared.journal.bundle import commits_in, written, wrong
from shared.journal.commit import Commit
from shared.journal.follower import Follower
from shared.journal.merkle import consistency, consistent, root
from shared.journal.refill import read_all
from shared.journal.relay import Relay
from shared.journal.verification import culprits
from tests.metrics.checkpoints.conftest import Kept, department, life
from tests.metrics.conftest import empty_metrics, forget

Journal = list[tuple[bytes, bytes]]


def lived(kept: Kept, last: int = 5) -> list[CheckpointSealed]:
    """Some checkpoints over cases and statements, and what came after the last."""
    made = [kept.sealed(1, 2)]
    kept.state(department("自然资源局"))
    made += [kept.sealed(3), kept.sealed(*range(4, last))]
    kept.live(last)
    kept.archive()
    return made


@pytest.fixture(scope="module")
def town(mongo_uri: str) -> Iterator[tuple[Kept, list[CheckpointSealed]]]:
    """A town with three checkpoints; only to be looked at."""
    made = empty_metrics(mongo_uri)
    kept = Kept(made)
    yield kept, lived(kept, 45)
    forget(made)


Town = tuple[Kept, list[CheckpointSealed]]


def journal(kept: Kept) -> Journal:
    return [(record.hash, record.value) for record in read_all(kept.bus)]


def lose_database(kept: Kept) -> None:
    """All of metrics' database is dropped, its commits too; its process begins anew."""
    metrics = kept.metrics
    metrics.database.client.drop_database(metrics.settings.database)
    metrics.prepare()
    kept.keeper = Keeper(metrics, kept.bus, pause=lambda _: None)
    kept.archiving = Follower(kept.bus, (JOURNAL,), metrics.archive)
    kept.stating = Follower(kept.bus, ("registry",), metrics.statements)
    kept.relay = Relay(metrics.journal.store, kept.bus, "relay")


def continued(metrics: Metrics, old: CheckpointSealed, new: CheckpointSealed) -> bool:
    path = consistency(metrics.tree.nodes(), old.tree_size, new.tree_size)
    roots = bytes.fromhex(old.root), bytes.fromhex(new.root)
    return consistent(old.tree_size, roots[0], new.tree_size, roots[1], path)


def test_after_the_database_was_dropped_old_checkpoints_still_verify(kept: Kept) -> None:
    old = lived(kept)
    commits = kept.metrics.journal.store.count()
    lose_database(kept)

    found = restore(kept.metrics, journal(kept))

    assert found.culprits == []
    assert (found.commits, found.checkpoints, found.leaves) == (commits, 3, old[-1].tree_size)
    assert kept.metrics.checkpoints.before(None, 9) == old[::-1]
    new = kept.sealed(46)
    assert (new.previous_size, new.previous_root) == (old[-1].tree_size, old[-1].root)
    assert all(continued(kept.metrics, each, new) for each in old)
    kept.archive()
    kept.keeper.tick()
    signer = Signer("yizhan/journal", kept.metrics.settings.checkpoint_key)
    assert verify(kept.metrics.database, kept.metrics.journal.store, kept.bus, [signer.vkey]).culprits == []
    archives = kept.metrics.archive, kept.metrics.statements
    assert list(culprits(kept.stores, kept.bus, *archives, patience=0.0)) == []


def test_where_nobody_restores_nothing_is_sealed_and_no_second_history_begins(kept: Kept) -> None:
    lived(kept)
    lose_database(kept)
    for _ in range(3):
        kept.archive()
        kept.keeper.tick()
    assert kept.metrics.checkpoints.newest() is None
    assert kept.metrics.journal.store.count() == 0
    assert restore(kept.metrics, journal(kept)).culprits == []
    assert kept.sealed().previous_size > 0


def test_a_first_checkpoint_waits_until_the_whole_log_is_read(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    lived(kept)
    lose_database(kept)
    kept.archive()
    monkeypatch.setattr("services.metrics.checkpoints.timers.STEPS_A_TICK", 1)
    slow = Follower(kept.bus, (JOURNAL, "registry"), kept.metrics.tree, most=3)
    monkeypatch.setattr(kept.keeper, "_follower", slow)
    for _ in range(4):
        kept.keeper.tick()
    assert kept.metrics.tree.head().size > 0
    assert kept.metrics.checkpoints.newest() is None


def test_the_tree_alone_is_made_again_too(kept: Kept) -> None:
    old = lived(kept)
    kept.metrics.tree.replace([])
    assert kept.sealed(46) == old[-1]
    assert restore(kept.metrics, journal(kept)).commits == 0
    assert continued(kept.metrics, old[-1], kept.sealed())


def test_restoring_what_was_not_lost_changes_nothing(kept: Kept) -> None:
    old = lived(kept)
    assert restore(kept.metrics, journal(kept)).culprits == []
    assert continued(kept.metrics, old[0], kept.sealed(46))


def test_a_bundle_of_the_whole_journal_does_as_well_where_the_log_was_lost(kept: Kept) -> None:
    old = lived(kept)
    commits = sorted(
        (commit for store in kept.stores.values() for commit in store.scan()),
        key=lambda each: (each.stream, each.version),
    )
    prover = Prover(kept.metrics.database, everything=True)
    pairs = ((each.hash, each.body) for each in commits)
    bundle = list(written(pairs, "2026-11-26T04:00:00+08:00", checkpoint=prover.checkpoint, prove=prover.prove))
    assert list(wrong(bundle)) == []
    assert sorted(commits_in(bundle)) == sorted((bytes.fromhex(each.hash), each.body) for each in commits)
    lose_database(kept)
    kept.bus.empty()
    assert restore(kept.metrics, commits_in(bundle)).checkpoints == 3
    size = old[-1].tree_size
    assert root(kept.metrics.tree.nodes(), size).hex() == old[-1].root


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), twice=st.integers(0, 30), at_once=st.sampled_from([1, 7, 256, 1000]))
def test_in_whatever_order_and_however_often_commits_come_back_the_tree_is_the_same(
    town: Town, empty: Metrics, seed: int, twice: int, at_once: int
) -> None:
    kept, old = town
    told, chance = journal(kept), random.Random(seed)
    told += chance.sample(told, twice)
    chance.shuffle(told)
    for name in ("commits", "tree", "positions", "checkpoints", "leaf_orders"):
        empty.database[name].delete_many({})
    before, tree.AT_ONCE = tree.AT_ONCE, max(at_once, 50)
    try:
        assert restore(empty, told).culprits == []
    finally:
        tree.AT_ONCE = before
    for each in old:
        assert root(empty.tree.nodes(), each.tree_size).hex() == each.root
    size = old[-1].tree_size
    assert list(empty.tree.leaves(size)) == list(kept.metrics.tree.leaves(size))


def named_part(kept: Kept) -> Commit:
    return next(each for each in kept.metrics.journal.store.scan() if each.stream.startswith("leaves/0"))


@pytest.mark.parametrize(
    ("lacks", "said"),
    [
        (lambda _: life(2)[1], "is of a commit that is neither on the log nor given"),
        (named_part, "does not go on where 0 leaves are named"),
    ],
    ids=["a commit of a case", "a part of the order"],
)
def test_what_is_lacking_is_named_and_nothing_is_written(
    town: Town, empty: Metrics, lacks: Callable[[Kept], Commit], said: str
) -> None:
    gone = lacks(town[0]).hash
    found = restore(empty, [each for each in journal(town[0]) if each[0].hex() != gone])
    assert any(said in each.told for each in found.culprits)
    assert (empty.journal.store.count(), empty.tree.head().size) == (0, 0)


def test_bytes_that_are_not_what_was_sealed_bring_nothing_back(town: Town, empty: Metrics) -> None:
    part = named_part(town[0])
    swapped = base64.b64encode(bytes(32))
    told = [
        (digest, body if digest.hex() != part.hash else body[:-60] + swapped + body[-16:])
        for digest, body in journal(town[0])
    ]
    assert any("does not go on" in each.told for each in restore(empty, told).culprits)


def test_a_database_that_went_on_by_itself_is_not_written_over(town: Town, empty: Metrics) -> None:
    other = Kept(empty)
    other.sealed(50)
    found = restore(empty, journal(town[0]))
    assert any("otherwise than on the log" in each.told for each in found.culprits)
    assert empty.tree.head().size == len(life(50))


def test_a_worker_that_may_not_seal_lets_whoever_restores_get_at_the_tree(kept: Kept) -> None:
    store = kept.metrics.journal.store
    lived(kept)
    assert store.take_lease(LEASE, "restore", 30) is None
    lose_database(kept)
    kept.archive()
    kept.keeper.tick()
    assert store.take_lease(LEASE, "restore", 30) is not None
    kept.keeper.tick()
    assert restore(kept.metrics, journal(kept)).culprits == []
