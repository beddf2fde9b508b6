"""What every store must do. `MemoryStore` and `MongoStore` both pass it, unchanged."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from shared.journal.chain import verify_stream
from shared.journal.commit import Commit
from shared.journal.errors import Claimed, Conflict, Duplicate, WrongHash
from shared.journal.handle import Journal, Step
from shared.journal.ids import SHARDS
from shared.journal.memory_store import MemoryStore
from shared.journal.store import Store
from tests.journal.samples import TALLY, grow, grown, renamed

ALL = range(SHARDS)


def step(key: str, by: int) -> Step[int]:
    return Step(TALLY, key, grow(by, f"step/{key}"), key, expected=0)


def commit(key: str) -> Commit:
    """A stream's first commit, sealed and not stored yet."""
    made = grown(Journal(MemoryStore(), "intake"), key, 1).commit
    assert made is not None
    return made


class StoreContract:
    """Subclasses give a fixture `store`."""

    def test_what_was_appended_is_read_back_byte_for_byte(self, store: Store) -> None:
        outcome = grown(Journal(store, "intake"), "A", 1)
        assert store.stream("case/A") == [outcome.commit]

    def test_a_stream_is_read_in_order_between_versions(self, store: Store) -> None:
        grown(Journal(store, "intake"), "A", 5)
        assert [c.version for c in store.stream("case/A", after=1, upto=4)] == [2, 3, 4]

    def test_a_version_is_taken_once(self, store: Store) -> None:
        journal = Journal(store, "intake")
        taken = grown(journal, "A", 1).commit
        assert taken is not None
        rival = journal._seal(TALLY, "A", grow(1, "rival"), "A", journal.load(TALLY, "A", upto=0), [])
        with pytest.raises(Conflict):
            store.append(rival)
        assert store.stream("case/A") == [taken]

    def test_a_command_is_committed_once_on_whatever_stream(self, store: Store) -> None:
        first = grown(Journal(store, "intake"), "A", 1)
        with pytest.raises(Duplicate) as told:
            store.append(renamed(first, "case/B"))
        assert told.value.first == first.commit
        assert store.stream("case/B") == []

    def test_a_claim_is_held_by_one_commit_until_it_is_let_go(self, store: Store) -> None:
        first, second, third, fourth = (commit(key) for key in "ABCD")
        store.append(first, ["everybody's", "one's own"])
        with pytest.raises(Claimed) as told:
            store.append(second, ["one's own"])
        assert told.value.holder == first
        assert store.stream("case/B") == []
        store.append(third, ["another"])
        store.release(first)
        store.append(second, ["one's own"])
        store.release_before(second.recorded_at + timedelta(seconds=1))
        store.append(fourth, ["everybody's", "one's own", "another"])

    def test_a_command_said_again_is_known_before_its_own_claim_is_in_its_way(self, store: Store) -> None:
        first = commit("A")
        store.append(first, ["one"])
        with pytest.raises(Duplicate):
            store.append(first, ["one"])

    def test_a_commit_is_found_by_its_command(self, store: Store) -> None:
        commit = grown(Journal(store, "intake"), "A", 1).commit
        assert commit is not None
        assert store.by_command(commit.command_id) == commit
        assert store.by_command("nobody") is None

    def test_appended_commits_are_pending_in_order_until_marked_sent(self, store: Store) -> None:
        journal = Journal(store, "intake")
        for case in ("B", "A", "C"):
            grown(journal, case, 2)
        pending = store.pending(ALL, 100)
        assert [(c.shard, c.stream, c.version) for c in pending] == sorted(
            (c.shard, c.stream, c.version) for c in store.scan()
        )
        store.mark_sent(pending[:4])
        assert [c.id for c in store.pending(ALL, 100)] == [c.id for c in pending[4:]]
        assert store.count_pending() == 2

    def test_the_pending_set_is_read_by_shard_and_bounded(self, store: Store) -> None:
        journal = Journal(store, "intake")
        for n in range(12):
            grown(journal, f"{n}", 1)
        for shard in ALL:
            assert {c.shard for c in store.pending([shard], 100)} <= {shard}
        assert sum(len(store.pending([shard], 100)) for shard in ALL) == 12
        assert len(store.pending(ALL, 5)) == 5

    def test_what_the_log_lost_is_pending_again(self, store: Store) -> None:
        grown(Journal(store, "intake"), "A", 3)
        commits = list(store.scan())
        store.mark_sent(commits)
        store.mark_pending([c.id for c in commits[1:]])
        assert [c.id for c in store.pending(ALL, 100)] == [c.id for c in commits[1:]]

    def test_an_acknowledgement_from_before_the_loss_does_not_count(self, store: Store) -> None:
        grown(Journal(store, "intake"), "A", 1)
        before = store.pending(ALL, 100)
        store.mark_pending([c.id for c in before])
        store.mark_sent(before)
        assert store.count_pending() == 1
        store.mark_sent(store.pending(ALL, 100))
        assert store.count_pending() == 0

    def test_pending_commits_can_be_read_on_behind_any_place(self, store: Store) -> None:
        journal = Journal(store, "intake")
        for case in "ABCDEF":
            grown(journal, case, 3)
        whole = store.pending(ALL, 100)
        for n, last in enumerate(whole, start=1):
            assert store.pending(ALL, 100, (last.shard, last.stream, last.version)) == whole[n:]
            assert store.pending(ALL, 2, (last.shard, last.stream, last.version)) == whole[n : n + 2]

    def test_what_is_noted_as_sent_is_not_counted_and_is_swept_later(self, store: Store) -> None:
        grown(Journal(store, "intake"), "A", 4)
        commits = store.pending(ALL, 100)
        store.note_sent(commits[:3])
        assert store.noted() == {(c.id, 0) for c in commits[:3]}
        assert store.count_pending() == 1
        assert store.pending(ALL, 100) == commits
        store.sweep(100)
        assert store.noted() == set()
        assert store.pending(ALL, 100) == commits[3:]
        assert store.count_pending() == 1

    def test_a_note_from_before_the_loss_does_not_count(self, store: Store) -> None:
        grown(Journal(store, "intake"), "A", 2)
        before = store.pending(ALL, 100)
        store.note_sent(before)
        store.mark_pending([c.id for c in before])
        assert store.count_pending() == 2
        store.note_sent(before)
        store.sweep(100)
        assert store.count_pending() == 2

    def test_a_scan_gives_every_commit_by_stream_and_version(self, store: Store) -> None:
        journal = Journal(store, "intake")
        for case in ("B", "A"):
            grown(journal, case, 2)
        assert [c.id for c in store.scan()] == ["case/A@1", "case/A@2", "case/B@1", "case/B@2"]

    def test_of_racing_writers_exactly_one_takes_each_version(self, store: Store) -> None:
        journal = Journal(store, "intake")
        with ThreadPoolExecutor(6) as pool:
            list(pool.map(lambda n: journal.execute(TALLY, "A", grow(1, f"race/{n}")), range(12)))
        commits = store.stream("case/A")
        assert [c.version for c in commits] == list(range(1, 13))
        assert journal.load(TALLY, "A").state == 12
        verify_stream(commits)

    def test_commits_of_several_streams_are_added_all_at_once(self, store: Store) -> None:
        journal = Journal(store, "intake")
        done = journal.execute_all([step("A", 1), step("B", 2)])
        assert [c.id for c in store.scan()] == ["case/A@1", "case/B@1"]
        assert [outcome.state for outcome in done] == [1, 2]
        again = journal.execute_all([step("A", 1), step("B", 2)])
        assert [outcome.replayed for outcome in again] == [True, True]
        assert store.count_pending() == 2

    def test_where_one_stream_has_moved_on_none_is_added_to(self, store: Store) -> None:
        journal = Journal(store, "intake")
        stale = journal._decided(TALLY, "B", grow(1, "stale"), "B", None, unread=False).commit
        fresh = journal._decided(TALLY, "A", grow(1, "fresh"), "A", None, unread=False).commit
        grown(journal, "B", 1)
        assert fresh is not None and stale is not None  # noqa: PT018
        with pytest.raises(Conflict):
            store.append_all([fresh, stale])
        assert [c.id for c in store.scan()] == ["case/B@1"]

    def test_where_one_command_was_done_before_none_is_added_anew(self, store: Store) -> None:
        journal = Journal(store, "intake")
        first = grown(journal, "B", 1)
        fresh = journal._decided(TALLY, "A", grow(1, "fresh"), "A", None, unread=False).commit
        assert fresh is not None
        with pytest.raises(Duplicate) as told:
            store.append_all([fresh, renamed(first, "case/C")])
        assert told.value.first == first.commit
        assert [c.id for c in store.scan()] == ["case/B@1"]

    def test_what_belongs_to_a_batch_fails_with_it(self, store: Store) -> None:
        def fail(_: object) -> None:
            raise RuntimeError

        with pytest.raises(RuntimeError):
            Journal(store, "intake").execute_all([step("A", 1), step("B", 1)], fail)
        assert list(store.scan()) == []

    def test_a_lease_is_held_by_one_until_given_back(self, store: Store) -> None:
        held = store.take_lease("relay/0", "one", 60)
        assert held is not None
        assert store.take_lease("relay/0", "two", 60) is None
        assert store.take_lease("relay/0", "one", 60) == held
        store.drop_lease(held)
        taken = store.take_lease("relay/0", "two", 60)
        assert taken is not None
        assert taken.epoch > held.epoch

    def test_an_expired_lease_is_free(self, store: Store) -> None:
        assert store.take_lease("relay/0", "one", -1) is not None
        assert store.take_lease("relay/0", "two", 60) is not None

    def test_a_lease_from_before_the_clock_was_set_back_is_free(self, store: Store) -> None:
        old = store.take_lease("relay/0", "one", 3_600)
        assert old is not None
        taken = store.take_lease("relay/0", "two", 10)
        assert taken is not None
        assert taken.epoch > old.epoch
        store.drop_lease(old)
        assert store.take_lease("relay/0", "three", 10) is None

    def test_anchors_are_replaced_only_by_who_has_seen_them(self, store: Store) -> None:
        none = store.anchors("relay/0")
        first = {("journal", 3): (7, "aa"), ("registry", 0): (1, "bb")}
        assert store.replace_anchors({"relay/0": (none, first)})
        assert not store.replace_anchors({"relay/0": (none, {})})
        seen = store.anchors("relay/0")
        assert seen.spots == first
        assert store.replace_anchors({"relay/0": (seen, {("journal", 3): (9, "cc")})})
        assert store.anchors("relay/0").spots == {("journal", 3): (9, "cc")}
        assert store.anchors("relay/1").spots == {}

    def test_of_several_anchors_those_are_replaced_that_nobody_else_has(self, store: Store) -> None:
        begun = {f"relay/{n}": (store.anchors(f"relay/{n}"), {("journal", n): (n, "aa")}) for n in range(3)}
        assert store.replace_anchors(begun)
        seen = {name: store.anchors(name) for name in begun}
        assert store.replace_anchors({"relay/1": (seen["relay/1"], {("journal", 1): (8, "bb")})})
        assert not store.replace_anchors({name: (each, {("journal", 9): (9, "cc")}) for name, each in seen.items()})
        held = [store.anchors(name).spots for name in begun]
        assert held == [{("journal", 9): (9, "cc")}, {("journal", 1): (8, "bb")}, {("journal", 9): (9, "cc")}]
        assert store.replace_anchors({})

    def test_a_swapped_or_missing_commit_breaks_the_chain(self, store: Store) -> None:
        grown(Journal(store, "intake"), "A", 4)
        commits = store.stream("case/A")
        assert verify_stream(commits) == commits[-1].hash
        for broken in (commits[1:], commits[:1] + commits[2:], [commits[1], commits[0], *commits[2:]]):
            with pytest.raises(WrongHash):
                verify_stream(broken)
