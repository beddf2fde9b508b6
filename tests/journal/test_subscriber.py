"""Subscriptions: each commit of another service is handled in order, at least once; what cannot be waits aside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import pytest
from pymongo.database import Database

from shared.contracts import Rejected
from shared.contracts.streams import JOURNAL
from shared.journal.bus import Outgoing
from shared.journal.errors import Fenced
from shared.journal.follower import Follower
from shared.journal.handle import Journal
from shared.journal.memory_bus import MemoryBus
from shared.journal.memory_store import MemoryStore
from shared.journal.relay import outgoing
from shared.journal.subscriber import Incoming, Subscription, SubscriptionSink
from shared.timekeeping.clock import VirtualClock
from tests.journal.samples import OTHER, START, TALLY, grow, grown


class Listener:
    """Notes what it hears; may refuse or fail where told."""

    def __init__(self, *, refuse: Sequence[str] = (), fail: Sequence[str] = (), stumble: Sequence[str] = ()) -> None:
        self.heard: list[str] = []
        self.refuse, self.fail, self.stumble = set(refuse), set(fail), set(stumble)
        self.meanwhile: dict[str, Callable[[], object]] = {}

    def __call__(self, incoming: Incoming) -> None:
        name = f"{incoming.stream}@{incoming.version}"
        if name in self.meanwhile:
            self.meanwhile.pop(name)()
        if name in self.fail:
            raise ConnectionError(name)
        if name in self.stumble:
            raise AttributeError(name)
        if name in self.refuse:
            raise Rejected("no", name)
        self.heard.append(name)


def sink_of(database: Database[dict[str, Any]], listener: Listener, *categories: str) -> SubscriptionSink:
    wanted = frozenset(categories) if categories else None
    return SubscriptionSink(database, Subscription("test", (JOURNAL,), listener, wanted))


def listen(bus: MemoryBus, sink: SubscriptionSink) -> None:
    follower = Follower(bus, (JOURNAL,), sink)
    while follower.step():
        pass


def send(bus: MemoryBus, journal: Journal, *ids: str) -> None:
    by_id = {c.id: c for c in journal.store.scan()}
    bus.producer().send([outgoing(by_id[name]) for name in ids])


def test_commits_are_heard_in_stream_order_whatever_the_logs(
    database: Database[dict[str, Any]], journal: Journal, bus: MemoryBus
) -> None:
    grown(journal, "A", 3)
    send(bus, journal, "case/A@1", "case/A@3", "case/A@1")
    listener = Listener()
    listen(bus, sink_of(database, listener))
    assert listener.heard == ["case/A@1"]
    send(bus, journal, "case/A@2", "case/A@3")
    listen(bus, sink_of(database, listener))
    assert listener.heard == ["case/A@1", "case/A@2", "case/A@3"]


class Together(Listener):
    """Notes what it hears at once, beside what it hears one by one."""

    def __init__(self, **faults: Any) -> None:
        super().__init__(**faults)
        self.batches: list[list[str]] = []

    def all(self, several: Sequence[Incoming]) -> None:
        for each in several:
            self(each)
        self.batches.append([f"{each.stream}@{each.version}" for each in several])


def together_of(database: Database[dict[str, Any]], listener: Together) -> SubscriptionSink:
    return SubscriptionSink(database, Subscription("test", (JOURNAL,), listener, together=listener.all))


def test_what_comes_together_is_heard_at_once_and_never_again(
    database: Database[dict[str, Any]], journal: Journal, bus: MemoryBus
) -> None:
    grown(journal, "A", 3)
    grown(journal, "B", 1)
    sent = ["case/A@1", "case/A@2", "case/A@1", "case/A@3", "case/B@1"]
    send(bus, journal, *sent)
    listener = Together()
    listen(bus, together_of(database, listener))
    assert sorted(listener.heard) == ["case/A@1", "case/A@2", "case/A@3", "case/B@1"]
    assert [each for each in listener.heard if "/A" in each] == ["case/A@1", "case/A@2", "case/A@3"]
    at_once = [each for batch in listener.batches for each in batch]
    assert sorted(at_once) == sorted(listener.heard), "nothing was left to hear one by one"
    listen(bus, together_of(database, listener))
    assert len(listener.heard) == 4


def test_where_one_of_many_cannot_be_handled_the_others_are_all_the_same(
    database: Database[dict[str, Any]], journal: Journal, bus: MemoryBus
) -> None:
    grown(journal, "A", 2)
    grown(journal, "B", 1)
    send(bus, journal, "case/A@1", "case/A@2", "case/B@1")
    listener = Together(stumble=["case/A@2"])
    sink = together_of(database, listener)
    listen(bus, sink)
    assert (listener.batches, set(listener.heard)) == ([], {"case/A@1", "case/B@1"})
    assert sink.poisoned() == {"case/A": "the handler fails: AttributeError"}
    listener.stumble.clear()
    assert sink.release("case/A") == 1


def test_what_waits_behind_a_hole_is_not_heard_at_once(
    database: Database[dict[str, Any]], journal: Journal, bus: MemoryBus
) -> None:
    grown(journal, "A", 4)
    grown(journal, "B", 2)
    send(bus, journal, "case/A@1", "case/A@3", "case/B@1", "case/B@2")
    listener = Together()
    sink = together_of(database, listener)
    listen(bus, sink)
    assert [each for each in listener.heard if "/A" in each] == ["case/A@1"]
    send(bus, journal, "case/A@4", "case/A@2")
    listen(bus, sink)
    assert [each for each in listener.heard if "/A" in each] == [f"case/A@{n}" for n in range(1, 5)]


def test_only_wanted_categories_are_heard(database: Database[dict[str, Any]], journal: Journal, bus: MemoryBus) -> None:
    grown(journal, "A", 1)
    grown(journal, "A", 1, decider=OTHER)
    send(bus, journal, "case/A@1", "review/A@1")
    listener = Listener()
    listen(bus, sink_of(database, listener, "review"))
    assert listener.heard == ["review/A@1"]


def test_a_fault_leaves_the_position_and_the_commit_comes_again(
    database: Database[dict[str, Any]], journal: Journal, bus: MemoryBus
) -> None:
    grown(journal, "A", 2)
    send(bus, journal, "case/A@1", "case/A@2")
    listener = Listener(fail=["case/A@2"])
    with pytest.raises(ConnectionError):
        listen(bus, sink_of(database, listener))
    listener.fail.clear()
    listen(bus, sink_of(database, listener))
    assert listener.heard[-1] == "case/A@2"
    assert set(listener.heard) == {"case/A@1", "case/A@2"}


def test_a_refused_commit_parks_its_stream_until_it_is_released(
    database: Database[dict[str, Any]], journal: Journal, bus: MemoryBus
) -> None:
    grown(journal, "A", 3)
    grown(journal, "B", 1)
    send(bus, journal, "case/A@1", "case/A@2", "case/A@3", "case/B@1")
    listener = Listener(refuse=["case/A@2"])
    sink = sink_of(database, listener)
    listen(bus, sink)
    assert listener.heard == ["case/A@1", "case/B@1"]
    assert set(sink.poisoned()) == {"case/A"}
    listener.refuse.clear()
    assert sink.release("case/A") == 2
    assert listener.heard[2:] == ["case/A@2", "case/A@3"]
    assert sink.poisoned() == {}


def test_a_handler_that_stumbles_over_one_commit_parks_its_stream_and_the_others_flow(
    database: Database[dict[str, Any]], journal: Journal, bus: MemoryBus
) -> None:
    grown(journal, "A", 2)
    grown(journal, "B", 1)
    send(bus, journal, "case/A@1", "case/A@2", "case/B@1")
    listener = Listener(stumble=["case/A@1"])
    sink = sink_of(database, listener)
    listen(bus, sink)
    assert listener.heard == ["case/B@1"]
    assert sink.poisoned() == {"case/A": "the handler fails: AttributeError"}
    listener.stumble.clear()
    assert sink.release("case/A") == 2


def test_a_stream_that_waits_for_a_commit_is_told(
    database: Database[dict[str, Any]], journal: Journal, bus: MemoryBus
) -> None:
    grown(journal, "A", 3)
    send(bus, journal, "case/A@1", "case/A@3")
    sink = sink_of(database, Listener())
    listen(bus, sink)
    assert sink.poisoned() == {"case/A": "waits for version 2"}
    send(bus, journal, "case/A@2")
    listen(bus, sink)
    assert sink.poisoned() == {}


def test_what_an_earlier_version_parked_is_listed(
    database: Database[dict[str, Any]], journal: Journal, bus: MemoryBus
) -> None:
    """Then nothing but the lane itself told that something stands still."""
    database["inbox"].insert_many(
        [
            {"_id": "test:case/A", "seen": 1, "parked": {}, "poison": "no"},
            {"_id": "test:case/B", "seen": 1, "parked": {}, "poison": ""},
            {"_id": "other:case/A", "seen": 1, "parked": {}, "poison": "no"},
        ]
    )
    assert sink_of(database, Listener()).poisoned() == {"case/A": "no"}
    grown(journal, "A", 2)
    send(bus, journal, "case/A@2")
    sink = sink_of(database, Listener())
    listen(bus, sink)
    assert sink.release("case/A") == 1
    assert (sink.poisoned(), sink_of(database, Listener()).poisoned()) == ({}, {})


def test_a_worker_that_lost_its_lease_overwrites_nothing(
    database: Database[dict[str, Any]], journal: Journal, bus: MemoryBus
) -> None:
    grown(journal, "A", 4)
    send(bus, journal, "case/A@1", "case/A@2")
    slow, quick = Listener(), Listener()

    def taken_over() -> None:
        send(bus, journal, "case/A@4")
        listen(bus, sink_of(database, quick))

    slow.meanwhile["case/A@2"] = taken_over
    with pytest.raises(Fenced):
        listen(bus, sink_of(database, slow))
    send(bus, journal, "case/A@3")
    listen(bus, sink_of(database, quick))
    assert quick.heard == [f"case/A@{n}" for n in range(1, 5)]


def test_a_release_beside_a_running_worker_loses_nothing(
    database: Database[dict[str, Any]], journal: Journal, bus: MemoryBus
) -> None:
    grown(journal, "A", 3)
    send(bus, journal, "case/A@1", "case/A@2")
    listener = Listener(refuse=["case/A@2"])
    sink = sink_of(database, listener)
    listen(bus, sink)
    listener.refuse.clear()

    def the_worker_goes_on() -> None:
        send(bus, journal, "case/A@3")
        listen(bus, sink_of(database, listener))

    listener.meanwhile["case/A@2"] = the_worker_goes_on
    with pytest.raises(Fenced):
        sink.release("case/A")
    assert sink.release("case/A") == 2
    assert listener.heard[-2:] == ["case/A@2", "case/A@3"]


def test_a_lane_from_before_revisions_goes_on(
    database: Database[dict[str, Any]], journal: Journal, bus: MemoryBus
) -> None:
    database["inbox"].insert_one({"_id": "test:case/A", "seen": 1, "parked": {}, "poison": ""})
    grown(journal, "A", 2)
    send(bus, journal, "case/A@1", "case/A@2")
    listener = Listener()
    listen(bus, sink_of(database, listener))
    assert listener.heard == ["case/A@2"]


def test_a_forged_record_is_not_heard(database: Database[dict[str, Any]], journal: Journal, bus: MemoryBus) -> None:
    grown(journal, "A", 1)
    sent = outgoing(next(iter(journal.store.scan())))
    bus.producer().send([Outgoing(sent.topic, sent.key, sent.value, b"\0" * 32)])
    listener = Listener()
    listen(bus, sink_of(database, listener))
    assert listener.heard == []
    bus.producer().send([sent])
    listen(bus, sink_of(database, listener))
    assert listener.heard == ["case/A@1"]


def test_a_reaction_has_one_command_id_names_its_cause_and_is_not_recorded_before_it(
    database: Database[dict[str, Any]], journal: Journal, bus: MemoryBus
) -> None:
    met: list[Incoming] = []
    grown(journal, "A", 1)
    send(bus, journal, "case/A@1")
    sink = SubscriptionSink(database, Subscription("test", (JOURNAL,), met.append))
    listen(bus, sink)
    early = VirtualClock(START.replace(year=2025))
    first, second = (met[0].reaction_meta("open-review", early) for _ in range(2))
    assert first.command_id == second.command_id != met[0].reaction_meta("other", early).command_id
    assert first.causation == met[0].envelope.events[0].id
    assert first.now > datetime.fromisoformat(met[0].envelope.recorded_at)


def test_a_reaction_said_twice_is_done_once(
    database: Database[dict[str, Any]], journal: Journal, bus: MemoryBus
) -> None:
    answers = Journal(MemoryStore(), "approval")

    def react(incoming: Incoming) -> None:
        meta = incoming.reaction_meta("answer", VirtualClock(START))
        answers.execute(OTHER, incoming.key, type(grow(1, "x"))(meta=meta, by=1))

    grown(journal, "A", 1)
    send(bus, journal, "case/A@1")
    for _ in range(2):
        listen(bus, SubscriptionSink(database, Subscription("test", (JOURNAL,), react)))
        database["positions"].drop()
        database["inbox"].drop()
    assert answers.load(OTHER, "A").version == 1
    assert journal.load(TALLY, "A").version == 1


def test_a_log_that_is_read_again_from_its_beginning_in_several_steps_is_read_to_its_end(
    database: Database[dict[str, Any]], journal: Journal, bus: MemoryBus
) -> None:
    """So it is after a broker came back empty, and where another one behind the same reader has come less far."""
    for case in ("A", "B", "C"):
        grown(journal, case, 1)
        send(bus, journal, f"case/{case}@1")
    listener = Listener()
    listen(bus, sink_of(database, listener))
    database["positions"].delete_many({})
    follower = Follower(bus, (JOURNAL,), sink_of(database, listener), most=1)
    fenced, read = 0, 1
    while read:
        try:
            read = follower.step()
        except Fenced:  # the follower opens again, as in a worker
            fenced += 1
    assert fenced <= 1, "behind a reader that begins for another one, each time would be a beginning"
    assert sum(position.offset for position in follower.positions.values()) == 3
    assert set(listener.heard) == {"case/A@1", "case/B@1", "case/C@1"}
