"""The register stands in the tree: whoever changes an old statement is convicted by every checkpoint since."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.metrics.app import create_app
from services.metrics.checkpoints.sealing import seal
from services.metrics.checkpoints.verification import verify
from services.metrics.service import Metrics
from shared.contracts.checkpoints import CheckpointSealed
from shared.contracts.streams import JOURNAL, REGISTRY
from shared.identity.identity import Identity
from shared.identity.tokens import Tokens
from shared.journal.commit import Commit
from shared.journal.follower import Follower
from shared.journal.merkle import consistency, consistent, root
from shared.journal.relay import outgoing
from shared.journal.verification import culprits
from tests.metrics.checkpoints.conftest import Kept, Sealed, department, life, statement
from tests.metrics.checkpoints.test_check_proof import holds
from tests.metrics.conftest import AUDITOR, CITIZEN, OTHER_AUDITOR, REVIEWER_ZR

OLD, NEW, FORGED = department("自然资源局"), department("自然资源和规划局"), department("另一个局")
STATEMENT = statement(OLD)


def continued(metrics: Metrics, old: CheckpointSealed, new: CheckpointSealed) -> bool:
    path = consistency(metrics.tree.nodes(), old.tree_size, new.tree_size)
    roots = bytes.fromhex(old.root), bytes.fromhex(new.root)
    return consistent(old.tree_size, roots[0], new.tree_size, roots[1], path)


def named(kept: Kept) -> set[str]:
    """Everything that `yizhan verify` would name."""
    archives = kept.metrics.archive, kept.metrics.statements
    found = [*culprits(kept.stores, kept.bus, *archives, patience=0.0)]
    found += verify(kept.metrics.database, kept.metrics.journal.store, kept.bus).culprits
    return {f"{each.place}: {each.told}" for each in found}


def test_statements_and_cases_are_leaves_of_one_tree(kept: Kept) -> None:
    made = [*kept.state(OLD, NEW), *life(1)]
    sealed = kept.sealed(1)
    assert (sealed.tree_size, sealed.matters) == (len(made), len(made))
    assert {name for _, _, names in kept.metrics.tree.leaves(99) for name in names} == {each.id for each in made}
    assert named(kept) == set()


def test_a_statement_alone_is_reason_enough_for_a_checkpoint(kept: Kept) -> None:
    first = kept.sealed(1)
    kept.state(OLD)
    assert kept.sealed().matters == first.matters + 1


def test_a_tree_from_before_the_register_stood_in_it_is_continued(kept: Kept) -> None:
    """The statements that were there already get their places behind the last leaf, in the order of their log."""
    made = kept.state(OLD, NEW)
    kept.live(1)
    kept.archive()
    journal_alone = Follower(kept.bus, (JOURNAL,), kept.metrics.tree)
    while journal_alone.step():
        pass
    old = seal(kept.metrics, kept.keeper._signer)
    assert old is not None
    assert old.tree_size == len(life(1))
    new = kept.sealed()
    assert new.matters == old.matters + len(made)
    assert continued(kept.metrics, old, new)
    assert named(kept) == set()


def test_nothing_is_sealed_whose_statement_is_not_archived(kept: Kept) -> None:
    first = kept.sealed(1)
    kept.state(OLD)
    kept.keeper._append()
    kept.keeper.tick()
    assert kept.metrics.checkpoints.newest() == first
    assert kept.sealed().matters == first.matters + 1


def test_a_rewritten_statement_is_named_though_store_log_and_archive_agree_on_it(kept: Kept) -> None:
    """Who holds every store, the log and the archive can make all three agree; the leaf they cannot."""
    true = kept.state(OLD, NEW)
    kept.sealed(1)
    forged = [statement(FORGED), statement(NEW, 2, statement(FORGED).hash)]
    kept.others["intake"]._streams[true[0].stream] = [
        replace(each, fingerprint=real.fingerprint) for each, real in zip(forged, true, strict=True)
    ]
    log = kept.bus.logs["registry", 0]
    log[:] = [
        msgspec.structs.replace(each, value=new.body, hash=bytes.fromhex(new.hash))
        for each, new in zip(log, forged, strict=True)
    ]
    for new in forged:
        told = {"body": new.body, "hash": new.hash, "prev": new.prev}
        kept.metrics.statements.collection.update_one({"_id": new.id}, {"$set": told})
    archives = kept.metrics.archive, kept.metrics.statements
    assert list(culprits(kept.stores, kept.bus, *archives, patience=0.0)) == []
    found = named(kept)
    for each in true:
        assert any(f"({each.id}) is not what the archive holds" in told for told in found), found
        assert f"tree: {each.id} is in the archive and has no leaf" in found


def test_a_dropped_statement_is_named(kept: Kept) -> None:
    kept.state(OLD)
    kept.sealed(1)
    kept.metrics.statements.collection.delete_one({"_id": STATEMENT.id})
    found = named(kept)
    assert any(f"({STATEMENT.id}) is not what the archive holds" in told for told in found)
    assert f"intake: {STATEMENT.id} is not in the archive" in found


@pytest.fixture(scope="module")
def app(sealed: Sealed) -> Flask:
    return create_app(sealed[0].metrics)


@pytest.mark.parametrize(
    ("identity", "status"), [(None, 401), (CITIZEN, 403), (AUDITOR, 200), (OTHER_AUDITOR, 200), (REVIEWER_ZR, 200)]
)
def test_a_statement_is_proved_to_whoever_reads_histories_for_the_register_is_everybodys(
    app: Flask, sealed: Sealed, identity: Identity | None, status: int, tmp_path: Path
) -> None:
    tokens, asking = Tokens(sealed[0].metrics.settings.token_key), app.test_client()
    headers = {"Authorization": f"Bearer {tokens.issue(identity)}"} if identity else {}
    answer = asking.get(f"/api/v1/proofs/{STATEMENT.id}", headers=headers)
    assert answer.status_code == status
    if status == 200:
        (tmp_path / "proof").write_bytes(answer.data)
        assert holds("--key", sealed[1][0].key, tmp_path / "proof")
        page = asking.get(f"/proofs/{STATEMENT.id}", headers=headers).text
        assert STATEMENT.hash in page
        assert 'href="/history/' not in page


MIXED = [*life(1)[:4], STATEMENT, statement(NEW, 2, STATEMENT.hash), statement(department("人社站", "dep-rs"))]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    order=st.permutations(MIXED),
    most=st.integers(1, 7),
    cuts=st.lists(st.integers(1, 6), min_size=1, max_size=3, unique=True).map(sorted),
)
def test_in_whatever_order_both_topics_come_each_state_is_the_beginning_of_the_next(
    kept: Kept, order: list[Commit], most: int, cuts: list[int]
) -> None:
    for name in ("tree", "positions"):
        kept.metrics.database[name].delete_many({})
    kept.bus.empty()
    follower = Follower(kept.bus, (JOURNAL, REGISTRY), kept.metrics.tree, most=most)
    states: list[tuple[int, bytes]] = []
    for first, last in zip([0, *cuts], [*cuts, 7], strict=True):
        kept.bus.producer().send([outgoing(commit) for commit in order[first:last]])
        while follower.step():
            pass
        size = kept.metrics.tree.head().size
        states.append((size, root(kept.metrics.tree.nodes(), size)))
    assert [size for size, _ in states] == [*cuts, 7]
    nodes = kept.metrics.tree.nodes()
    for (old, before), (new, after) in pairwise(states):
        assert consistent(old, before, new, after, consistency(nodes, old, new))
