"""Blue/green: a new version grows beside the old one, is compared with it, and its follower comes over."""

from __future__ import annotations

from typing import Any

import pytest
from pymongo.database import Database

from shared.contracts.streams import JOURNAL
from shared.journal.casefold import CaseFold
from shared.journal.errors import Fenced
from shared.journal.fold_stores import MongoFoldStore
from shared.journal.follower import Follower
from shared.journal.handle import Journal
from shared.journal.memory_bus import MemoryBus
from shared.journal.memory_store import MemoryStore
from shared.journal.rebuild import Aliases, compare, rebuild
from shared.journal.relay import Relay
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
    setting.folds.retire("tallies@1")
    setting.journal.execute(TALLY, "01", grow(1, "after the flip"))
    with pytest.raises(Fenced):
        setting.follow()
    setting.follow()
    assert setting.fold.fold == "tallies@2"
    assert setting.folds.sums("tallies@2")["01|total"] == 4
    assert setting.folds.sums("tallies@1")["01|total"] == 3
