"""When a checkpoint is sealed, and when nothing is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from services.metrics.checkpoints.commands import OrderLeaves, SealCheckpoint
from services.metrics.checkpoints.decide import NOTHING
from services.metrics.checkpoints.decider import CHECKPOINTS, LEAVES
from shared.contracts.checkpoints import CheckpointSealed, LeavesOrdered
from shared.journal.merkle import EMPTY
from shared.testing.spec import meta_at, spec

META = meta_at("2026-11-10T10:00:10+08:00")
FIRST = CheckpointSealed(
    origin="yizhan/journal",
    tree_size=10,
    root="ab" * 32,
    matters=10,
    previous_size=0,
    previous_root=NOTHING,
    sealed_at=META.now,
    key="key",
    note="note",
)
SECOND = replace(FIRST, tree_size=15, root="cd" * 32, matters=14, previous_size=10, previous_root="ab" * 32)
CASES = spec(CHECKPOINTS)


def asked(**changes: Any) -> SealCheckpoint:
    """Seal fifteen leaves after ten, of which one is the checkpoint over the ten."""
    told = {
        "origin": "yizhan/journal",
        "size": 15,
        "root": "cd" * 32,
        "matters": 14,
        "key": "key",
        "note": "note",
        "ordered": 20,
    }
    return SealCheckpoint(meta=META, **{**told, "newest": FIRST, "follows": True, **changes})


def test_the_first_checkpoint_continues_the_empty_tree() -> None:
    CASES.when(asked(size=10, root="ab" * 32, matters=10, newest=None)).then(FIRST)
    assert EMPTY.hex() == NOTHING


def test_what_is_new_is_sealed_and_names_the_checkpoint_before() -> None:
    CASES.given(FIRST).when(asked()).then(SECOND)


def test_the_first_of_an_hour_continues_the_last_of_the_hour_before() -> None:
    CASES.when(asked()).then(SECOND)


def test_an_empty_tree_is_not_sealed() -> None:
    CASES.when(asked(size=0, matters=0, newest=None)).then()


def test_a_checkpoint_that_became_a_leaf_is_no_reason_for_another_one() -> None:
    CASES.given(FIRST).when(asked(size=11, matters=10)).then()


def test_whoever_knew_an_older_checkpoint_only_seals_nothing() -> None:
    CASES.given(FIRST, SECOND).when(asked(size=20, matters=18)).then()


def test_a_tree_that_does_not_continue_what_was_sealed_is_never_sealed() -> None:
    CASES.given(FIRST).when(asked(follows=False)).rejected("tree_changed")
    CASES.given(FIRST).when(asked(size=9, matters=9)).rejected("tree_changed")
    CASES.given(FIRST).when(asked(size=9, matters=14)).rejected("tree_changed")


def test_leaves_whose_order_is_written_down_nowhere_are_never_sealed() -> None:
    CASES.given(FIRST).when(asked(ordered=15)).then(SECOND)
    CASES.given(FIRST).when(asked(ordered=14)).rejected("order_lost")


def test_where_there_were_checkpoints_that_nobody_knows_any_more_none_is_sealed() -> None:
    """The first of all has no checkpoint among its leaves; one that has comes from a database that was lost."""
    CASES.when(asked(newest=None)).rejected("order_lost")


ORDER = spec(LEAVES)
TWO = OrderLeaves(meta=META, first=10, hashes=(bytes(32), b"\xff" * 32))
NAMED = LeavesOrdered(
    first=10, count=2, hashes="AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAD//////////////////////////////////////////w=="
)


def test_leaves_are_named_in_their_order_once() -> None:
    ORDER.when(TWO).then(NAMED)
    ORDER.given(NAMED).when(TWO).then()
    ORDER.given(NAMED).when(replace(TWO, hashes=(bytes(32),))).then()
    ORDER.when(replace(TWO, hashes=())).then()


def test_what_belongs_to_checkpoints_is_no_order() -> None:
    ORDER.when(asked()).rejected("unknown_command")
