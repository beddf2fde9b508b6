"""The kept tree: every commit has one place, whatever the log brings again, and whoever else appends."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from services.metrics.checkpoints.tree import Leaf, Tree, _spans
from services.metrics.service import Metrics
from shared.journal.bus import Record
from shared.journal.commit import Commit
from shared.journal.errors import Fenced
from shared.journal.merkle import included, inclusion, leaf, root
from tests.metrics.conftest import SPOT
from tests.metrics.stories import case_no, records, whole_life


def commits(*serials: int) -> list[Commit]:
    return [commit for n in serials for commit in whole_life(case_no(serial=n)).commits]


def feed(tree: Tree, batch: Sequence[Record]) -> None:
    old = tree.positions([SPOT])[SPOT]
    tree.take(SPOT, batch, old, old.after(batch[-1]))


def test_every_commit_has_a_place_and_is_proved_there(empty: Metrics) -> None:
    tree, all_ = empty.tree, commits(*range(1, 40))
    for start in range(0, len(all_), 50):
        feed(tree, records(all_[start : start + 50], start))
    size = tree.head().size
    assert size == tree.head().matters == len(all_) > 256
    top = root(tree.nodes(), size)
    for n in (0, 255, 256, size - 1):
        hashed = bytes.fromhex(all_[n].hash)
        assert tree.index(hashed, all_[n].envelope().recorded_at) == n
        assert included(leaf(hashed), n, size, inclusion(tree.nodes(), n, size), top)
    told = [name for _, _, names in tree.leaves(size) for name in names]
    assert told == [commit.id for commit in all_]
    assert [len(hashes) for _, hashes, _ in tree.leaves(258)] == [256, 2]


def test_what_the_log_brings_again_keeps_its_place(empty: Metrics) -> None:
    tree, all_ = empty.tree, commits(1, 2)
    feed(tree, records(all_, 0))
    before = root(tree.nodes(), len(all_))
    old = tree.positions([SPOT])[SPOT]
    tree.take(SPOT, [], old, old.at_start(0))
    feed(tree, records([*all_, all_[0]], 0))
    assert tree.head().size == len(all_)
    assert root(tree.nodes(), len(all_)) == before


def test_a_damaged_record_is_no_leaf(empty: Metrics) -> None:
    first, second, *_ = records(commits(1), 0)
    damaged = Record(second.topic, second.partition, second.offset, second.key, second.value[:-9] + b"x", second.hash)
    feed(empty.tree, [first, damaged])
    assert empty.tree.head().size == 1


def test_of_two_that_append_at_once_one_is_fenced_and_wrote_nothing(empty: Metrics) -> None:
    slow, all_ = Tree(empty.database), records(commits(1), 0)
    position = slow.positions([SPOT])[SPOT]
    feed(empty.tree, all_[:4])
    with pytest.raises(Fenced):
        slow.take(SPOT, all_[:6], position, position.after(all_[5]))
    assert empty.tree.head().size == 4


def test_of_two_that_read_other_partitions_one_waits_as_well(empty: Metrics, monkeypatch: pytest.MonkeyPatch) -> None:
    """Places are the tree's and not a partition's, so the size itself is compared and set."""
    slow, all_ = Tree(empty.database), records(commits(1), 0)
    other = ("journal", 1)
    here = slow.positions([other])[other]
    appended = slow._unknown

    def meanwhile(leaves: Sequence[Leaf]) -> list[Leaf]:
        feed(empty.tree, all_[:4])
        return appended(leaves)

    monkeypatch.setattr(slow, "_unknown", meanwhile)
    with pytest.raises(Fenced):
        slow.take(other, all_[4:], here, here.after(all_[5]))
    assert empty.tree.head().size == 4


def test_a_straggler_does_not_join_the_hours_between() -> None:
    times = ["2026-01-05T09:10", "2026-11-10T10:01", "2026-11-10T10:59", "2026-11-10T11:00"]
    assert list(_spans(times)) == [(times[0],) * 2, (times[1], times[2]), (times[3],) * 2]
    assert list(_spans([])) == []
