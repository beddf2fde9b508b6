"""What `yizhan verify` finds: each kind of damage, in the store, on the log and in the archive, is named."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import msgspec
import pytest
from pymongo.database import Database

from shared.contracts.streams import JOURNAL, REGISTRY
from shared.journal.archive import REGISTER_ARCHIVE, Archive
from shared.journal.bus import Record
from shared.journal.casefold import CaseFold
from shared.journal.chain import link
from shared.journal.commit import Commit
from shared.journal.fold_stores import MemoryFoldStore
from shared.journal.follower import Follower
from shared.journal.handle import Decider, Journal
from shared.journal.ids import SHARDS
from shared.journal.memory_bus import MemoryBus
from shared.journal.memory_store import MemoryStore
from shared.journal.refill import refill
from shared.journal.relay import Relay, outgoing, relay_name
from shared.journal.verification import Culprit, culprits
from tests.faults.world import TOPICS
from tests.journal.samples import TALLY, TallyFacts, grow, grown

RELAYS = [relay_name(shard) for shard in range(SHARDS)]


class Kept:
    """A service's store, the log and the archive, all three filled with the lives of two cases."""

    def __init__(self, database: Database[dict[str, Any]]) -> None:
        self.store, self.bus, self.archive = MemoryStore(), MemoryBus(), Archive(database)
        self.bus.ensure(TOPICS)
        self.journal = Journal(self.store, "intake")
        self.relay = Relay(self.store, self.bus, "relay")
        self.statements = Archive(database, REGISTER_ARCHIVE)
        self.follower = Follower(self.bus, (JOURNAL,), self.archive)
        self.of_register = Follower(self.bus, (REGISTRY,), self.statements)
        for case in ("A", "B"):
            grown(self.journal, case, 4)
        self.flow()

    def flow(self) -> None:
        while self.relay.step() + self.store.count_pending():
            pass
        while self.follower.step() + self.of_register.step():
            pass

    def named(self) -> set[tuple[str, str]]:
        """Place and commit (or case) of each culprit."""
        found = self.culprits()
        return {(c.place, next(word for word in c.told.split() if word.startswith(("case/", "A", "B")))) for c in found}

    def told(self) -> list[str]:
        return [c.told for c in self.culprits()]

    def culprits(self) -> list[Culprit]:
        return list(culprits({"intake": self.store}, self.bus, self.archive, self.statements, patience=0.0))

    def in_store(self, change: Callable[[list[Commit]], list[Commit]]) -> None:
        """Change the commits of case A behind everybody's back."""
        self.store._streams["case/A"] = change(self.store._streams["case/A"])

    def on_log(self, change: Callable[[list[Record]], list[Record]]) -> None:
        """Change the partition that holds case A."""
        spot = next(spot for spot, log in self.bus.logs.items() if any(r.key == "A" for r in log))
        log = self.bus.logs[spot]
        log[:] = [msgspec.structs.replace(r, offset=n) for n, r in enumerate(change(list(log)))]


@pytest.fixture
def kept(database: Database[dict[str, Any]]) -> Kept:
    return Kept(database)


def flipped(text: bytes, at: int = -10) -> bytes:
    return text[:at] + bytes([text[at] ^ 1]) + text[at + 1 :]


def nth(commits: list[Commit], n: int, **fields: Any) -> list[Commit]:
    return [replace(c, **fields) if c.version == n else c for c in commits]


def of_a(version: int) -> Callable[[Record], bool]:
    return lambda record: record.key == "A" and f'"version":{version}'.encode() in record.value


def test_where_nothing_is_wrong_nobody_is_named(kept: Kept) -> None:
    assert kept.named() == set()


IN_THE_STORE: dict[str, Callable[[list[Commit]], list[Commit]]] = {
    "a flipped byte": lambda c: nth(c, 2, body=flipped(c[1].body)),
    "a truncated body": lambda c: nth(c, 2, body=c[1].body[:-20]),
    "another hash": lambda c: nth(c, 2, hash="0" * 64),
    "a hash that is none": lambda c: nth(c, 2, hash="x" + c[1].hash[1:]),
    "swapped bodies": lambda c: nth(nth(c, 2, body=c[2].body), 3, body=c[1].body),
    "a dropped commit": lambda c: [c[0], *c[2:]],
    "another case": lambda c: nth(c, 2, case="B"),
    "another command": lambda c: nth(c, 2, command_id="b0f7b1f6-0000-5000-8000-000000000000"),
    "another time": lambda c: nth(c, 2, recorded_at=c[0].recorded_at),
    "bytes that are none of ours": lambda c: nth(c, 2, body=b"{}", hash=link(c[1].prev, b"{}")),
}


@pytest.mark.parametrize("damage", IN_THE_STORE)
def test_damage_in_the_store_is_named(kept: Kept, damage: str) -> None:
    kept.in_store(IN_THE_STORE[damage])
    told = kept.told()
    assert any("case/A@2" in line or "case/A lacks version 2" in line for line in told)
    assert not any("case/B" in line for line in told)


def test_a_stream_cut_off_at_its_end_is_named_by_those_who_still_hold_it(kept: Kept) -> None:
    kept.in_store(lambda commits: commits[:-1])
    assert kept.named() == {("log", "case/A@4"), ("archive", "case/A@4")}
    kept.bus.empty()
    assert ("archive", "case/A@4") in kept.named()


def test_a_history_rewritten_from_its_middle_is_named_by_those_who_hold_the_true_one(kept: Kept) -> None:
    other = Journal(MemoryStore(), "intake")
    grown(other, "A", 2)
    forged = [other.execute(TALLY, "A", grow(100, f"forged/{n}")).commit for n in (3, 4)]
    kept.in_store(lambda commits: [*commits[:2], *(c for c in forged if c)])
    assert {name for _, name in kept.named()} == {"case/A@3", "case/A@4"}


ON_THE_LOG: dict[str, Callable[[Record], list[Record]]] = {
    "a flipped byte": lambda r: [msgspec.structs.replace(r, value=flipped(r.value))],
    "a truncated value": lambda r: [msgspec.structs.replace(r, value=r.value[:-20])],
    "no value": lambda r: [msgspec.structs.replace(r, value=b"")],
    "another hash": lambda r: [msgspec.structs.replace(r, hash=flipped(r.hash))],
    "no hash": lambda r: [msgspec.structs.replace(r, hash=b"")],
    "a dropped record": lambda _: [],
}


@pytest.mark.parametrize("damage", ON_THE_LOG)
def test_damage_on_the_log_is_named_and_mended_by_a_refill(kept: Kept, damage: str) -> None:
    hit = of_a(2)
    kept.on_log(lambda log: [new for r in log for new in (ON_THE_LOG[damage](r) if hit(r) else [r])])
    assert kept.named() == {("intake", "case/A@2")} | ({("log", "A")} if damage != "a dropped record" else set())
    assert refill(kept.store, kept.bus, RELAYS) == 1
    kept.flow()
    assert kept.named() == set()


def test_two_swapped_records_are_none_because_readers_keep_the_order_of_versions(kept: Kept) -> None:
    def swap(log: list[Record]) -> list[Record]:
        one, two = (next(n for n, r in enumerate(log) if of_a(v)(r)) for v in (2, 3))
        log[one], log[two] = log[two], log[one]
        return log

    kept.on_log(swap)
    assert kept.named() == set()
    folds = MemoryFoldStore()
    follower = Follower(kept.bus, (JOURNAL,), CaseFold(TallyFacts(), folds))
    while follower.step():
        pass
    assert folds.sums("tallies@1")["A|total"] == 4


def test_a_forged_record_with_a_fitting_hash_is_named(kept: Kept) -> None:
    other = Journal(MemoryStore(), "intake")
    grown(other, "A", 4)
    forged = other.execute(TALLY, "A", grow(100, "forged")).commit
    assert forged is not None
    kept.bus.producer().send([outgoing(forged)])
    assert kept.named() == {("log", "case/A@5")}


IN_THE_ARCHIVE: dict[str, dict[str, Any] | None] = {
    "a flipped byte": {"$set": {"body": b"{}"}},
    "another hash": {"$set": {"hash": "0" * 64}},
    "a hash that is none": {"$set": {"hash": "none"}},
    "a dropped commit": None,
}


@pytest.mark.parametrize("damage", IN_THE_ARCHIVE)
def test_damage_in_the_archive_is_named(kept: Kept, damage: str) -> None:
    change = IN_THE_ARCHIVE[damage]
    if change is None:
        kept.archive.collection.delete_one({"_id": "case/A@2"})
    else:
        kept.archive.collection.update_one({"_id": "case/A@2"}, change)
    assert {name for _, name in kept.named()} == {"case/A@2"}


def test_a_statement_of_the_register_is_looked_for_in_its_archive_and_named(kept: Kept) -> None:
    guides: Decider[int] = Decider("item", TALLY.initial, TALLY.decide, TALLY.evolve)
    grown(kept.journal, "guide", 2, decider=guides)
    kept.flow()
    assert kept.named() == set()
    assert kept.archive.lacking(["item/guide@1"]) == ["item/guide@1"]
    kept.statements.collection.update_one({"_id": "item/guide@1"}, {"$set": {"body": b"{}"}})
    kept.statements.collection.delete_one({"_id": "item/guide@2"})
    assert kept.told() == ["item/guide@1 is not what was sealed", "item/guide@2 is not in the archive"]


def test_what_is_pending_is_missing_nowhere(kept: Kept) -> None:
    kept.bus.go_down()
    grown(kept.journal, "C", 2)
    kept.bus.come_up()
    assert kept.named() == set()


def test_what_goes_its_way_while_one_looks_is_not_named(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commits are made and relayed before, between and after each look; only the archive is given time."""
    made = iter(range(1_000))

    def goes_on() -> None:
        grown(kept.journal, f"D{next(made)}", 2)
        kept.flow()

    for kind, name in ((MemoryStore, "scan"), (MemoryStore, "pending"), (MemoryBus, "reader")):
        monkeypatch.setattr(kind, name, _between(kind, name, goes_on))
    monkeypatch.setattr(Archive, "scan", _between(Archive, "scan", goes_on))
    assert kept.named() == set()
    assert next(made) >= 6


def _between(kind: type, name: str, goes_on: Callable[[], None]) -> Callable[..., Any]:
    look = getattr(kind, name)
    inside: list[str] = []

    def around(*args: Any) -> Any:
        if inside:
            return look(*args)
        inside.append(name)
        try:
            goes_on()
            answer = look(*args)
            answer = list(answer) if isinstance(answer, Iterator) else answer
            goes_on()
        finally:
            inside.pop()
        return answer

    return around


def test_a_damaged_record_parks_its_case_until_a_refill_and_a_release(kept: Kept) -> None:
    kept.on_log(lambda log: [msgspec.structs.replace(r, value=flipped(r.value)) if of_a(2)(r) else r for r in log])
    folds = MemoryFoldStore()
    fold = CaseFold(TallyFacts(), folds)
    follower = Follower(kept.bus, (JOURNAL,), fold)
    while follower.step():
        pass
    assert set(folds.poisoned("tallies@1")) == {"A"}
    assert refill(kept.store, kept.bus, RELAYS) == 1
    kept.flow()
    while follower.step():
        pass
    assert fold.release("A", kept.bus.partitions(JOURNAL))
    assert folds.sums("tallies@1")["A|total"] == 4
