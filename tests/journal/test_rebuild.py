"""Blue/green: a new version grows beside the old one, is compared with it, and its follower comes over."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from pymongo.database import Database

from shared.contracts.streams import JOURNAL
from shared.journal.bus import Spot
from shared.journal.casefold import CaseFold
from shared.journal.errors import Fenced
from shared.journal.fold_stores import MongoFoldStore
from shared.journal.follower import Follower
from shared.journal.handle import Journal
from shared.journal.memory_bus import MemoryBus, MemoryReader
from shared.journal.memory_store import MemoryStore
from shared.journal.rebuild import Aliases, compare, drop_older, rebuild
from shared.journal.relay import Relay, outgoing
from tests.faults.world import TOPICS
from tests.journal.samples import TALLY, TallyFacts, grow, grown

SPOTS = [(JOURNAL, n) for n in range(2)]


class Setting:
    """A journal with some cases, relayed, and a fold that follows the version in use."""

    def __init__(self, database: Database[dict[str, Any]]) -> None:
        self.bus = MemoryBus()
        self.bus.ensure(TOPICS)
        self.journal = Journal(MemoryStore(), "intake")
        self.relay = Relay(self.journal.store, self.bus, "relay")
        self.folds, self.aliases = MongoFoldStore(database), Aliases(database)
        self.fold = CaseFold(TallyFacts(), self.folds, version=lambda: self.aliases.version("tallies"))
        self.follower = Follower(self.bus, (JOURNAL,), self.fold)
        for case in ("01", "02", "11"):
            grown(self.journal, case, 3)
        self.follow()

    def follow(self) -> None:
        """Relay and fold everything."""
        while self.relay.step() + self.journal.store.count_pending():
            pass
        while self.follower.step():
            pass


@pytest.fixture
def setting(database: Database[dict[str, Any]]) -> Setting:
    return Setting(database)


def test_a_rebuild_keeps_no_case_of_a_partition_that_came_to_its_end(
    setting: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So its memory is that of the partition being read, however many there are."""
    seen: list[tuple[Spot, int]] = []
    let_go = CaseFold.let_go

    def told(fold: CaseFold, spot: Spot) -> None:
        let_go(fold, spot)
        seen.append((spot, len(fold._lots[spot]._cells)))

    monkeypatch.setattr(CaseFold, "let_go", told)
    rebuilt = rebuild(setting.bus, TallyFacts(), setting.folds, version=2)
    ends = setting.bus.reader().ends(SPOTS)
    assert sorted(seen) == [(spot, 0) for spot in SPOTS if ends[spot]]
    assert rebuilt.records == 9
    assert {spot: at.offset for spot, at in setting.folds.positions("tallies@2", SPOTS).items()} == ends


def test_two_versions_at_the_same_place_are_equal_where_their_sums_are(setting: Setting) -> None:
    rebuild(setting.bus, TallyFacts(), setting.folds, version=2)
    assert compare(setting.folds, "tallies@1", "tallies@2", SPOTS).equal


def test_versions_at_different_places_are_not_compared(setting: Setting) -> None:
    rebuild(setting.bus, TallyFacts(), setting.folds, version=2)
    setting.journal.execute(TALLY, "01", grow(1, "one more"))
    setting.follow()
    told = compare(setting.folds, "tallies@1", "tallies@2", SPOTS)
    assert (told.same_place, told.equal) == (False, False)


def test_other_rules_show_in_the_digest(setting: Setting) -> None:
    class Doubled(TallyFacts):
        def contributions(self, facts: dict[str, Any]) -> dict[str, int]:
            return {name: 2 * value for name, value in super().contributions(facts).items()}

    rebuild(setting.bus, Doubled(), setting.folds, version=2)
    told = compare(setting.folds, "tallies@1", "tallies@2", SPOTS)
    assert (told.same_place, told.equal) == (True, False)


def test_after_the_alias_flips_the_follower_comes_over(setting: Setting) -> None:
    rebuild(setting.bus, TallyFacts(), setting.folds, version=2)
    setting.aliases.flip("tallies", 2)
    setting.journal.execute(TALLY, "01", grow(1, "after the flip"))
    with pytest.raises(Fenced):
        setting.follow()
    setting.follow()
    assert setting.fold.fold == "tallies@2"
    assert setting.folds.sums("tallies@2")["01|total"] == 4
    assert setting.folds.sums("tallies@1")["01|total"] == 3


def test_a_rebuild_that_was_killed_half_way_is_done_again_from_nothing(setting: Setting) -> None:
    half = CaseFold(TallyFacts(), setting.folds, version=lambda: 2)
    Follower(setting.bus, (JOURNAL,), half, most=4).step()
    assert setting.folds.sums("tallies@2") not in ({}, setting.folds.sums("tallies@1"))
    rebuild(setting.bus, TallyFacts(), setting.folds, version=2)
    assert compare(setting.folds, "tallies@1", "tallies@2", SPOTS).equal


def test_while_it_is_rebuilt_the_version_in_use_goes_on(setting: Setting) -> None:
    def meanwhile(_read: int, _of: int) -> None:
        setting.journal.execute(TALLY, "01", grow(1, "meanwhile"))
        setting.follow()

    rebuild(setting.bus, TallyFacts(), setting.folds, version=2, on_progress=meanwhile)
    rebuild(setting.bus, TallyFacts(), setting.folds, version=2, fresh=False)
    assert setting.folds.sums("tallies@1")["01|total"] == 4
    assert compare(setting.folds, "tallies@1", "tallies@2", SPOTS).equal


def test_a_log_that_is_cut_during_a_rebuild_does_not_keep_it_waiting(setting: Setting) -> None:
    class Cut(MemoryBus):
        """Loses its tail right after its ends were told."""

        def reader(self) -> MemoryReader:
            made = super().reader()
            ends = made.ends

            def then_cut(spots: Iterable[Spot]) -> dict[Spot, int]:
                told = ends(spots)
                if not self.cut:
                    self.cut = True
                    for spot in SPOTS:
                        self.drop_tail(spot, 1)
                return told

            made.ends = then_cut  # type: ignore[method-assign]
            return made

        cut = False

    bus = Cut()
    bus.ensure(TOPICS)
    bus.producer().send([outgoing(commit) for commit in setting.journal.store.scan()])
    assert 0 < rebuild(bus, TallyFacts(), setting.folds, version=2).records < 9


def test_versions_long_out_of_use_are_dropped_and_the_last_one_is_kept(setting: Setting) -> None:
    for version in (2, 3):
        rebuild(setting.bus, TallyFacts(), setting.folds, version=version)
        setting.aliases.flip("tallies", version)
        drop_older(setting.folds, "tallies", version - 1)
    kept = {version: bool(setting.folds.sums(f"tallies@{version}")) for version in (1, 2, 3)}
    assert kept == {1: False, 2: True, 3: True}
