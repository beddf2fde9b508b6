"""Several sinks behind one reader: stored together, each with its own place, none held up by another for long."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any
from unittest.mock import patch

import pytest
from pymongo import InsertOne, MongoClient
from pymongo.collection import Collection
from pymongo.database import Database
from pymongo.errors import AutoReconnect

from shared.contracts.streams import JOURNAL
from shared.journal.archive import Archive
from shared.journal.bus import partition_of
from shared.journal.casefold import CaseFold
from shared.journal.errors import Fenced
from shared.journal.fold_stores import MongoFoldStore
from shared.journal.follower import Follower, Position
from shared.journal.handle import Journal
from shared.journal.memory_bus import MemoryBus
from shared.journal.mongo_store import durable
from shared.journal.positions import Step
from shared.journal.relay import Relay
from shared.journal.several import Convoy, Joins, joining
from shared.journal.subscriber import Subscription, SubscriptionSink
from shared.testing.commands import Heard
from tests.faults.world import TOPICS
from tests.journal.samples import OTHER, TallyFacts, grown
from tests.journal.test_subscriber import Listener

Data = Database[dict[str, Any]]
CASES = [f"{n:02d}" for n in range(12)]


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def counted(database: Data, mongo_uri: str, heard: Heard) -> Iterator[Data]:
    """The test's database through a client whose commands are counted."""
    client: MongoClient[dict[str, Any]] = MongoClient(mongo_uri, tz_aware=True, event_listeners=[heard])
    yield durable(client, database.name)
    client.close()


def listening(database: Data, name: str, listener: Listener, *categories: str) -> SubscriptionSink:
    wanted = frozenset(categories) if categories else None
    return SubscriptionSink(database, Subscription(name, (JOURNAL,), listener, wanted))


def everybody(database: Data, *listeners: Listener) -> dict[str, Joins]:
    """The archive, a fold and some who listen."""
    folds: dict[str, Joins] = {
        "archive": joining(Archive(database)),
        "tallies": joining(CaseFold(TallyFacts(), MongoFoldStore(database))),
    }
    return folds | {f"listener-{n}": listening(database, f"listener-{n}", each) for n, each in enumerate(listeners)}


def relayed(journal: Journal, bus: MemoryBus) -> None:
    relay = Relay(journal.store, bus, "relay")
    while relay.step():
        pass


def follow(convoy: Convoy) -> None:
    while convoy.step(0):
        pass


def convoy(bus: MemoryBus, database: Data, sinks: dict[str, Joins]) -> Convoy:
    return Convoy(bus, (JOURNAL,), sinks, database)


def sums(database: Data) -> dict[str, int]:
    return MongoFoldStore(database).sums("tallies@1")


def test_all_are_given_what_one_reader_reads(journal: Journal, bus: MemoryBus, database: Data) -> None:
    for case in CASES:
        grown(journal, case, 2)
    relayed(journal, bus)
    ears = Listener(), Listener()
    follow(convoy(bus, database, everybody(database, *ears)))
    commits = sorted(commit.id for commit in journal.store.scan())
    assert sorted(ears[0].heard) == sorted(ears[1].heard) == commits
    assert sorted(found["_id"] for found in database["archive"].find()) == commits
    assert sum(value for key, value in sums(database).items() if key.endswith("total")) == 2 * len(CASES)


def test_what_many_sinks_store_of_many_partitions_costs_a_handful_of_commands(
    journal: Journal, bus: MemoryBus, counted: Data, heard: Heard
) -> None:
    ears = [Listener() for _ in range(4)]
    going = convoy(bus, counted, everybody(counted, *ears))
    for case in CASES:
        grown(journal, f"earlier-{case}", 1)
    relayed(journal, bus)
    follow(going)
    for case in CASES:
        grown(journal, case, 1)
    relayed(journal, bus)
    heard.forget()
    follow(going)
    assert len({record.partition for log in bus.logs.values() for record in log}) > 1
    bulk = ["insert archive", "update positions", "insert cells", "insert inbox", "commitTransaction"]
    assert [said for said in heard.said if not said.startswith("find")] == bulk
    assert heard.said.count("find inbox") == 0, "a stream that begins has no lane yet"


def test_what_concerns_nobody_moves_no_position_until_there_is_much_of_it(
    journal: Journal, bus: MemoryBus, counted: Data, heard: Heard
) -> None:
    going = convoy(bus, counted, {"reviews": listening(counted, "reviews", Listener(), "review")})
    going.step(0)
    grown(journal, "A", 3)
    relayed(journal, bus)
    heard.forget()
    follow(going)
    assert heard.said == []
    with patch("shared.journal.subscriber.PASSED_MOST", 5):
        grown(journal, "A", 6)
        relayed(journal, bus)
        follow(going)
    assert heard.said == ["insert positions"]


def test_what_was_passed_by_is_passed_by_again_and_what_follows_is_heard_once(
    journal: Journal, bus: MemoryBus, database: Data
) -> None:
    ear = Listener()
    grown(journal, "A", 3)
    relayed(journal, bus)
    follow(convoy(bus, database, {"reviews": listening(database, "reviews", ear, "review")}))
    grown(journal, "A", 1, decider=OTHER)
    relayed(journal, bus)
    for _ in range(2):
        follow(convoy(bus, database, {"reviews": listening(database, "reviews", ear, "review")}))
    assert ear.heard == ["review/A@1"]


def test_a_fault_of_one_is_met_again_and_the_others_have_stored_theirs(
    journal: Journal, bus: MemoryBus, database: Data
) -> None:
    grown(journal, "01", 1)
    relayed(journal, bus)
    good, bad = Listener(), Listener(fail=["case/01@1"])
    going = convoy(bus, database, everybody(database, good, bad))
    with pytest.raises(ConnectionError):
        going.step(0)
    assert (good.heard, bad.heard, sums(database)["01|total"]) == (["case/01@1"], [], 1)
    bad.fail.clear()
    follow(going)
    assert (good.heard, bad.heard, sums(database)["01|total"]) == (["case/01@1"], ["case/01@1"], 1)


def test_a_fault_that_passes_holds_up_its_own_partition_only(journal: Journal, bus: MemoryBus, database: Data) -> None:
    for case in CASES:
        grown(journal, case, 1)
    relayed(journal, bus)
    ear = Listener(fail=["case/00@1"])
    going = convoy(bus, database, {"ear": listening(database, "ear", ear)})
    with pytest.raises(ConnectionError):
        going.step(0)
    stuck = partition_of("00", bus.partitions(JOURNAL))
    elsewhere = [f"case/{case}@1" for case in CASES if partition_of(case, bus.partitions(JOURNAL)) != stuck]
    assert set(elsewhere) <= set(ear.heard)
    ear.fail.clear()
    follow(going)
    assert sorted(set(ear.heard)) == [f"case/{case}@1" for case in CASES]
    assert sorted(name for name in ear.heard if name in elsewhere) == elsewhere, "stored, and not handled again"


def test_a_doubled_commit_is_kept_apart_from_its_lane_by_the_index_and_then_skipped(
    journal: Journal, bus: MemoryBus, database: Data
) -> None:
    grown(journal, "01", 1)
    ear = Listener()
    going = convoy(bus, database, everybody(database, ear))
    relayed(journal, bus)
    follow(going)
    journal.store.mark_pending(["case/01@1"])
    relayed(journal, bus)
    with pytest.raises(Fenced):
        going.step(0)
    grown(journal, "01", 2)
    relayed(journal, bus)
    follow(going)
    assert (set(ear.heard), ear.heard[-1]) == ({"case/01@1", "case/01@2"}, "case/01@2")
    assert sums(database)["01|total"] == 2


def test_a_zombie_stores_nothing_of_anybody(journal: Journal, bus: MemoryBus, database: Data) -> None:
    zombie = convoy(bus, database, everybody(database, Listener()))
    grown(journal, "01", 1)
    relayed(journal, bus)
    follow(zombie)
    grown(journal, "01", 2)
    relayed(journal, bus)
    follow(convoy(bus, database, everybody(database, Listener())))
    with pytest.raises(Fenced):
        zombie.step(0)
    follow(zombie)
    assert sums(database)["01|total"] == 2


def test_a_log_that_was_emptied_and_refilled_changes_nothing(journal: Journal, bus: MemoryBus, database: Data) -> None:
    for case in CASES:
        grown(journal, case, 1)
    relayed(journal, bus)
    ear = Listener()
    sinks = everybody(database, ear)
    going = convoy(bus, database, sinks)
    follow(going)
    bus.empty()
    bus.ensure(TOPICS)
    journal.store.mark_pending([commit.id for commit in journal.store.scan()])
    grown(journal, "00", 2)
    relayed(journal, bus)
    for _ in range(30):
        with_patience(going)
    assert sums(database)["00|total"] == 2
    assert sorted(set(ear.heard)) == sorted(commit.id for commit in journal.store.scan())


def with_patience(going: Convoy) -> None:
    with suppress(Fenced):
        going.step(0)


def test_who_is_far_behind_reads_alone_until_it_has_caught_up(journal: Journal, bus: MemoryBus, database: Data) -> None:
    for case in CASES:
        grown(journal, case, 4)
    relayed(journal, bus)
    first, late = Listener(), Listener()
    follow(convoy(bus, database, {"first": listening(database, "first", first)}))
    sinks: dict[str, Joins] = {name: listening(database, name, ear) for name, ear in (("first", first), ("late", late))}
    with patch("shared.journal.several.FAR", 10), patch("shared.journal.several.NEARLY", 1):
        going = Convoy(bus, (JOURNAL,), sinks, database, most=5)
        going.step(0)
        assert len(going._followers) == 2
        for _ in range(20):
            going.step(0)
        assert len(going._followers) == 1
    assert sorted(late.heard) == sorted(first.heard)
    assert len(first.heard) == 4 * len(CASES), "the foremost was not held up, nor told anything twice"


@pytest.mark.parametrize("nth", range(8))
def test_whichever_write_fails_everything_is_stored_once_in_the_end(
    nth: int, journal: Journal, bus: MemoryBus, database: Data
) -> None:
    for case in CASES:
        grown(journal, case, 2)
    relayed(journal, bus)
    ear = Listener()
    going = convoy(bus, database, everybody(database, ear))
    with failing_at(nth):
        for _ in range(3):
            try:
                going.step(0)
            except AutoReconnect:
                continue
    follow(going)
    assert sorted(set(ear.heard)) == sorted(commit.id for commit in journal.store.scan())
    assert sum(value for key, value in sums(database).items() if key.endswith("total")) == 2 * len(CASES)
    lanes = database["inbox"].find({}, {"seen": 1})
    assert {lane["seen"] for lane in lanes} == {2}


def failing_at(nth: int) -> Any:
    """Let the nth bulk write fail: before it is sent, or, from the fifth on, when its answer is lost."""
    left = {"until": nth % 4}
    real: Callable[..., Any] = Collection.bulk_write

    def bulk_write(self: Collection[Any], *args: Any, **kwargs: Any) -> Any:
        left["until"] -= 1
        if left["until"] != -1:
            return real(self, *args, **kwargs)
        if nth >= 4:
            real(self, *args, **kwargs)
        raise AutoReconnect("the line is cut")

    return patch.object(Collection, "bulk_write", bulk_write)


def test_a_step_with_a_stale_place_writes_nothing_that_belongs_to_it(database: Data) -> None:
    spot = (JOURNAL, 0)
    begun = Step(database)
    begun.move("one", spot, Position(), Position(3, "aa", 1))
    begun.commit()
    stale = Step(database)
    stale.move("one", spot, Position(2, "zz", 9), Position(5, "bb", 10))
    stale.write(database["things"], [InsertOne({"_id": 1})])
    with pytest.raises(Fenced):
        stale.commit()
    assert database["things"].count_documents({}) == 0


def test_followers_that_stand_alone_still_do(journal: Journal, bus: MemoryBus, database: Data) -> None:
    grown(journal, "01", 1)
    relayed(journal, bus)
    ear = Listener()
    sink = listening(database, "ear", ear, "review")
    follower = Follower(bus, (JOURNAL,), sink)
    while follower.step(0):
        pass
    grown(journal, "01", 1, decider=OTHER)
    relayed(journal, bus)
    while follower.step(0):
        pass
    assert ear.heard == ["review/01@1"]
