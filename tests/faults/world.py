"""A world in which every I/O call is a moment at which others may act, the clock may jump, or the process may die.

The production code runs unchanged, each process in a coroutine of its own (greenlet). Proxies around store, log
and fold store hand control to the scheduler before and after each call. One seed is one history, repeatable.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from greenlet import GreenletExit, getcurrent, greenlet

from shared.contracts.streams import JOURNAL, REGISTRY
from shared.journal.bus import Ack, BusDown, BusError, Outgoing, TopicSpec
from shared.journal.casefold import CaseFold, digest_of
from shared.journal.errors import Conflict, Fenced
from shared.journal.fold_stores import MemoryFoldStore, add_up
from shared.journal.follower import Follower
from shared.journal.handle import Journal
from shared.journal.memory_bus import MemoryBus
from shared.journal.memory_store import MemoryStore
from shared.journal.relay import Relay
from tests.journal.samples import TALLY, TallyFacts, grow

TOPICS = {JOURNAL: TopicSpec(2), REGISTRY: TopicSpec(1)}


class Crashed(BaseException):
    """The process dies here."""


class Wrapped:
    """A proxy: every public method call passes through `gate` before and after."""

    def __init__(self, inner: Any, gate: Callable[[str], None], wrap: Sequence[str] = ()) -> None:
        self._inner, self._gate, self._wrap = inner, gate, wrap

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._inner, name)
        if name.startswith("_") or not callable(found):
            return found

        def call(*args: Any, **kwargs: Any) -> Any:
            self._gate(f"before {name}")
            answer = found(*args, **kwargs)
            if isinstance(answer, Iterator):
                answer = list(answer)
            self._gate(f"after {name}")
            return Wrapped(answer, self._gate) if name in self._wrap else answer

        return call


class LateBus(MemoryBus):
    """A memory bus whose batches may time out and land later all the same, in part or whole."""

    def __init__(self, random: Random, lateness: float) -> None:
        super().__init__()
        self._random, self._lateness = random, lateness
        self.late: list[Outgoing] = []

    def producer(self) -> Any:
        inner = super().producer()
        return _LateProducer(inner, self)

    def deliver_late(self) -> None:
        """Let one late record land."""
        if self.late and self.up:
            MemoryBus.producer(self).send([self.late.pop(self._random.randrange(len(self.late)))])

    def delays(self) -> bool:
        """Decide whether this record's answer is lost."""
        return self._random.random() < self._lateness


class _LateProducer:
    """Connects anew after a failure, as the real one does: it is thrown away with what is still in flight."""

    def __init__(self, inner: Any, bus: LateBus) -> None:
        self._inner, self._bus = inner, bus
        self._thrown_away = 0

    def send(self, wave: Sequence[Outgoing]) -> list[Ack | BusError]:
        answers = [self._one(out) for out in wave]
        self._thrown_away += any(isinstance(answer, BusError) for answer in answers)
        return answers

    def _one(self, out: Outgoing) -> Ack | BusError:
        if self._bus.delays():
            self._bus.late.append(out)
            return BusDown("timed out; it may still land")
        answer: Ack | BusError = self._inner.send([out])[0]
        return answer

    def connections(self) -> int:
        count: int = self._inner.connections()
        return count + self._thrown_away

    def close(self) -> None:
        self._inner.close()


@dataclass
class World:
    """One seeded history: writers, relays and followers over one store and one log."""

    seed: int
    lateness: float = 0.1
    cases: int = 4
    commands: int = 24
    relays: int = 2
    followers: int = 2
    broker: bool = True
    crashes: bool = True
    few: int = 1
    make_relay: Callable[[World, str], Any] | None = None
    make_follower: Callable[[World], Any] | None = None
    acknowledged: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.random = Random(self.seed)
        self.now = 0.0
        self.chaos = True
        self.store = MemoryStore(lambda: self.now)
        self.bus = LateBus(self.random, self.lateness)
        self.bus.ensure(TOPICS)
        self.folds = MemoryFoldStore()
        self.live: dict[str, greenlet] = {}
        self.roles: dict[str, Callable[[], None]] = {}
        self.todo = [(f"{n % self.cases:02d}", f"{self.seed}/{n}") for n in range(self.commands)]
        self._main = getcurrent()

    # -- what processes see ---------------------------------------------------

    def gate(self, _what: str) -> None:
        """An I/O call begins or ends: others may run before this goes on."""
        if getcurrent() is not self._main:
            self._main.switch()

    def seen_store(self) -> Any:
        return Wrapped(self.store, self.gate)

    def seen_bus(self) -> Any:
        return Wrapped(self.bus, self.gate, wrap=("producer", "reader"))

    def seen_folds(self) -> Any:
        return Wrapped(self.folds, self.gate)

    # -- processes ------------------------------------------------------------

    def writer(self) -> None:
        """A clerk: says a command until it is answered, then the next."""
        journal = Journal(self.seen_store(), "intake")
        while self.todo:
            case, key = self.todo[0]
            try:
                journal.execute(TALLY, case, grow(1, key))
            except Conflict:
                continue
            self.acknowledged.add(key)
            if self.todo and self.todo[0] == (case, key):
                self.todo.pop(0)

    def relay(self, owner: str) -> None:
        relay = (self.make_relay or _relay)(self, owner)
        while True:
            with contextlib.suppress(BusError):
                relay.step()
            self.gate("idle")

    def follow(self) -> None:
        follower = (self.make_follower or _follower)(self)
        while True:
            with contextlib.suppress(BusError, Fenced):
                follower.step()
            self.gate("idle")

    # -- the scheduler --------------------------------------------------------

    def run(self, moves: int = 700) -> World:
        """Let everything happen in a seeded order, then let it come to rest."""
        self.roles = {"writer-0": self.writer, "writer-1": self.writer}
        for n in range(self.relays):
            self.roles[f"relay-{n}"] = lambda n=n: self.relay(f"relay-{n}")  # type: ignore[misc]
        for n in range(self.followers):
            self.roles[f"follow-{n}"] = self.follow
        for _ in range(moves):
            self._move()
        self._rest()
        return self

    def _move(self) -> None:
        dice = self.random.random()
        if dice < 0.02 and self.crashes:
            self._crash(self.random.choice(list(self.roles)))
        elif dice < 0.05:
            self.now += self.random.choice([1.0, 5.0, 20.0])
        elif dice < 0.06 and self.broker:
            self._broker()
        elif dice < 0.12:
            self.bus.deliver_late()
        else:
            self._resume(self.random.choice(list(self.roles)))

    def _broker(self) -> None:
        """The broker goes away, or comes back, perhaps without its tail or empty."""
        if self.bus.up:
            self.bus.go_down()
            return
        for spot, log in self.bus.logs.items():
            self.bus.drop_tail(spot, self.random.randrange(len(log) + 1) if self.random.random() < 0.3 else 0)
        self.bus.come_up()

    def _crash(self, name: str) -> None:
        running = self.live.pop(name, None)
        if running is not None and not running.dead:
            running.throw(GreenletExit)

    def _resume(self, name: str) -> None:
        running = self.live.get(name)
        if running is None:
            running = self.live[name] = greenlet(self.roles[name])
        if not running.dead:
            running.switch()
        elif self.todo or not name.startswith("writer"):
            del self.live[name]

    def _rest(self) -> None:
        """No more faults: everything late lands, every process runs until nothing changes."""
        if not self.bus.up:
            self.bus.come_up()
        self.bus._lateness = 0.0
        for round_ in range(4_000):
            self.now += 20.0
            if self.bus.late:
                self.bus.deliver_late()
            for name in self.roles:
                self._resume(name)
            if round_ % 50 == 49 and self._settled():
                break
        for name in list(self.live):
            self._crash(name)

    def _settled(self) -> bool:
        idle = not self.todo and not self.bus.late and self.store.count_pending() == 0
        return idle and (self.make_follower is not None or not self.lost())

    # -- what must hold -------------------------------------------------------

    def expected(self) -> dict[str, int]:
        """The sums of what the store holds."""
        facts = TallyFacts()
        parts = []
        for stream in {c.stream for c in self.store.scan()}:
            of_case = facts.initial(stream.partition("/")[2])
            of_case["total"] = len(self.store.stream(stream))
            parts.append(facts.contributions(of_case))
        return add_up(parts)

    def folded(self) -> dict[str, int]:
        """The sums the followers stored."""
        return self.folds.sums("tallies@1")

    def lost(self) -> bool:
        """Tell whether an acknowledged command is not in the fold exactly once."""
        return digest_of(self.folded()) != digest_of(self.expected())


def _relay(world: World, owner: str) -> Relay:
    return Relay(world.seen_store(), world.seen_bus(), owner, clock=lambda: world.now, batch=8, few=world.few)


def _follower(world: World) -> Follower:
    fold = CaseFold(TallyFacts(), world.seen_folds())
    return Follower(world.seen_bus(), (JOURNAL,), fold, most=5)
