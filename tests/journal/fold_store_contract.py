"""What every fold store must do, run through the fold that uses it."""

from __future__ import annotations

from typing import Any

import pytest

from shared.contracts.streams import JOURNAL
from shared.journal.bus import Outgoing
from shared.journal.casefold import CaseFold, digest_of
from shared.journal.cells import Stored
from shared.journal.errors import Fenced
from shared.journal.follower import Follower, Position
from shared.journal.handle import Journal
from shared.journal.memory_bus import MemoryBus
from shared.journal.rebuild import rebuild
from shared.journal.relay import Relay, outgoing
from tests.journal.samples import OTHER, TALLY, TallyFacts, grow, grown

SPOT = (JOURNAL, 0)


def relay_all(journal: Journal, bus: MemoryBus) -> None:
    relay = Relay(journal.store, bus, "relay")
    while relay.step():
        pass


def follow_all(bus: MemoryBus, store: Any, **options: Any) -> CaseFold:
    fold = CaseFold(TallyFacts(), store, **options)
    follower = Follower(bus, (JOURNAL,), fold)
    while follower.step():
        pass
    fold.flush()
    return fold


class FoldStoreContract:
    """Subclasses give a fixture `folds`."""

    def test_sums_are_folded_from_the_log(self, folds: Any, journal: Journal, bus: MemoryBus) -> None:
        for case in ("01", "02", "11"):
            grown(journal, case, 3)
        relay_all(journal, bus)
        follow_all(bus, folds)
        assert folds.sums("tallies@1")["01|total"] == 3
        assert dict(folds.cases("tallies@1", "1")) == {"11": {"total": 3, "day": "11"}}
        assert dict(folds.cases_adding("tallies@1", lambda key: key == "11|total")).keys() >= {"11"}
        assert dict(folds.cases_adding("tallies@1", lambda key: key == "elsewhere")) == {}

    def test_what_is_stored_goes_on_where_it_stood(self, folds: Any, journal: Journal, bus: MemoryBus) -> None:
        grown(journal, "01", 2)
        relay_all(journal, bus)
        follow_all(bus, folds)
        grown(journal, "01", 5)
        relay_all(journal, bus)
        follow_all(bus, folds)
        assert folds.sums("tallies@1") == {"01|total": 5, "01|cases": 1}

    def test_what_was_not_flushed_did_not_happen(self, folds: Any, journal: Journal, bus: MemoryBus) -> None:
        grown(journal, "01", 2)
        relay_all(journal, bus)
        held = CaseFold(TallyFacts(), folds, hold=1_000)
        Follower(bus, (JOURNAL,), held).step()
        assert folds.sums("tallies@1") == {}
        follow_all(bus, folds)
        assert folds.sums("tallies@1")["01|total"] == 2

    def test_a_zombie_is_fenced(self, folds: Any) -> None:
        first = Position(1, "aa", 1)
        folds.flush("tallies@1", SPOT, Position(), first, {})
        with pytest.raises(Fenced):
            folds.flush("tallies@1", SPOT, Position(), Position(9, "zz", 1), {"01": Stored(b"", {"x": 1}, {})})
        assert folds.positions("tallies@1", [SPOT]) == {SPOT: first}
        assert folds.sums("tallies@1") == {}

    def test_a_cell_said_to_be_new_that_is_there_changes_nothing(self, folds: Any) -> None:
        first, second = Position(1, "aa", 1), Position(2, "bb", 2)
        folds.flush("tallies@1", SPOT, Position(), first, {"01": Stored(b"", {"x": 1}, {}, fresh=True)})
        with pytest.raises(Fenced):
            folds.flush("tallies@1", SPOT, first, second, {"01": Stored(b"", {"x": 2}, {}, fresh=True)})
        assert (folds.positions("tallies@1", [SPOT]), folds.sums("tallies@1")) == ({SPOT: first}, {"x": 1})

    def test_folds_whose_names_begin_alike_are_kept_apart(self, folds: Any) -> None:
        for fold in ("tallies@1", "tallies@10", "tallies@1x"):
            folds.flush(fold, SPOT, Position(), Position(1, "aa", 1), {"01": Stored(b"", {fold: 1}, {}, fresh=True)})
        assert folds.sums("tallies@1") == {"tallies@1": 1}
        folds.drop("tallies@1")
        assert folds.sums("tallies@10") == {"tallies@10": 1}

    def test_a_record_under_another_key_than_its_own_is_folded_where_it_belongs(
        self, folds: Any, journal: Journal, bus: MemoryBus
    ) -> None:
        grown(journal, "01", 2)
        for commit in journal.store.scan():
            sent = outgoing(commit)
            bus.producer().send([Outgoing(sent.topic, "77", sent.value, sent.hash)])
        follow_all(bus, folds)
        assert folds.sums("tallies@1") == {"01|total": 2, "01|cases": 1}

    def test_a_later_commit_waits_for_the_one_before_it(self, folds: Any, journal: Journal, bus: MemoryBus) -> None:
        grown(journal, "01", 3)
        commits = list(journal.store.scan())
        producer = bus.producer()
        producer.send([outgoing(commits[0]), outgoing(commits[2])])
        follow_all(bus, folds)
        assert folds.sums("tallies@1")["01|total"] == 1
        assert folds.poisoned("tallies@1") == {"01": "case/01 waits for version 2"}
        assert not CaseFold(TallyFacts(), folds).release("01", bus.partitions(JOURNAL))
        producer.send([outgoing(commits[1])])
        follow_all(bus, folds)
        assert folds.sums("tallies@1")["01|total"] == 3
        assert folds.poisoned("tallies@1") == {}

    def test_a_doubled_commit_is_folded_once(self, folds: Any, journal: Journal, bus: MemoryBus) -> None:
        grown(journal, "01", 3)
        for _ in range(2):
            bus.producer().send([outgoing(c) for c in journal.store.scan()])
        follow_all(bus, folds)
        assert folds.sums("tallies@1")["01|total"] == 3

    def test_a_poisoned_commit_parks_its_case_and_the_others_flow(
        self, folds: Any, journal: Journal, bus: MemoryBus
    ) -> None:
        grown(journal, "01", 3)
        grown(journal, "02", 3)
        for commit in journal.store.scan():
            forged = commit.id == "case/01@2"
            sent = outgoing(commit)
            bus.producer().send([Outgoing(sent.topic, sent.key, sent.value, b"\0" * 32) if forged else sent])
        follow_all(bus, folds)
        assert set(folds.poisoned("tallies@1")) == {"01"}
        assert folds.sums("tallies@1")["02|total"] == 3
        assert folds.sums("tallies@1")["01|total"] == 1

    def test_what_stands_still_is_known_without_asking_the_store_each_time(
        self, folds: Any, journal: Journal, bus: MemoryBus
    ) -> None:
        asked: list[str] = []

        class Counting:
            def __getattr__(self, name: str) -> Any:
                if name == "poisoned":
                    asked.append(name)
                return getattr(folds, name)

        grown(journal, "01", 2)
        first, second = (outgoing(commit) for commit in journal.store.scan())
        fold = CaseFold(TallyFacts(), Counting())  # type: ignore[arg-type]
        follower = Follower(bus, (JOURNAL,), fold)
        bus.producer().send([second])
        while follower.step():
            pass
        assert fold.aside() == {"01": "case/01 waits for version 1"}
        bus.producer().send([first])
        while follower.step():
            pass
        assert (fold.aside(), fold.aside(), len(asked)) == ({}, {}, 1)
        assert CaseFold(TallyFacts(), folds).aside() == {}

    @pytest.mark.parametrize("stumble", [ValueError("no way"), AttributeError("None has none"), IndexError("2")])
    def test_a_parked_case_runs_again_after_a_fix(
        self, folds: Any, journal: Journal, bus: MemoryBus, stumble: Exception
    ) -> None:
        class Stumbling(TallyFacts):
            def step(self, facts: dict[str, Any], envelope: Any, fact: Any) -> None:
                super().step(facts, envelope, fact)
                if facts["total"] > 1:
                    raise stumble

        grown(journal, "01", 4)
        relay_all(journal, bus)
        Follower(bus, (JOURNAL,), CaseFold(Stumbling(), folds)).step()
        assert set(folds.poisoned("tallies@1")) == {"01"}
        assert folds.sums("tallies@1")["01|total"] == 1
        assert CaseFold(TallyFacts(), folds).release("01", bus.partitions(JOURNAL))
        assert folds.poisoned("tallies@1") == {}
        assert folds.sums("tallies@1")["01|total"] == 4

    def test_a_case_whose_facts_cannot_be_summed_is_parked_and_the_others_flow(
        self, folds: Any, journal: Journal, bus: MemoryBus
    ) -> None:
        class Unsummable(TallyFacts):
            def contributions(self, facts: dict[str, Any]) -> dict[str, int]:
                if facts["total"] == 3:
                    raise KeyError("three")
                return super().contributions(facts)

        grown(journal, "01", 1)
        relay_all(journal, bus)
        fold = CaseFold(Unsummable(), folds)
        follower = Follower(bus, (JOURNAL,), fold)
        follower.step()
        grown(journal, "01", 3)
        grown(journal, "02", 2)
        relay_all(journal, bus)
        while follower.step():
            pass
        assert set(folds.poisoned("tallies@1")) == {"01"}
        assert folds.sums("tallies@1") == {"01|total": 1, "01|cases": 1, "02|total": 2, "02|cases": 1}
        assert not CaseFold(Unsummable(), folds).release("01", bus.partitions(JOURNAL))
        assert CaseFold(TallyFacts(), folds).release("01", bus.partitions(JOURNAL))
        assert folds.sums("tallies@1")["01|total"] == 3

    def test_a_log_that_was_emptied_and_refilled_ends_with_the_same_digest(
        self, folds: Any, journal: Journal, bus: MemoryBus
    ) -> None:
        for case in ("01", "02", "11"):
            grown(journal, case, 3)
        relay = Relay(journal.store, bus, "relay")
        relay.step()
        fold = CaseFold(TallyFacts(), folds)
        follower = Follower(bus, (JOURNAL,), fold)
        follower.step()
        before = digest_of(folds.sums("tallies@1"))
        bus.go_down()
        bus.empty()
        bus.come_up()
        journal.execute(TALLY, "12", grow(1, "after"))
        while relay.step() + follower.step() + journal.store.count_pending():
            pass
        sums = folds.sums("tallies@1")
        assert sums.pop("12|total") == sums.pop("12|cases") == 1
        assert digest_of(sums) == before
        assert {r.hash for log in bus.logs.values() for r in log} == {
            bytes.fromhex(c.hash) for c in journal.store.scan()
        }

    def test_a_rebuild_by_one_or_by_two_gives_the_same_digest(
        self, folds: Any, journal: Journal, bus: MemoryBus
    ) -> None:
        for n in range(20):
            grown(journal, f"{n:02d}", 3)
            grown(journal, f"{n:02d}", 2, decider=OTHER)
        relay_all(journal, bus)
        alone = rebuild(bus, TallyFacts(), folds).digest
        folds.drop("tallies@1")
        rebuild(bus, TallyFacts(), folds, fresh=False, share=(0, 2))
        assert rebuild(bus, TallyFacts(), folds, fresh=False, share=(1, 2)).digest == alone
