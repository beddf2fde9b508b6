"""The worker process of a service: relay, subscriptions, folds, timers and view repair, each in a loop of its own.

A loop that fails says so and tries again with growing pauses; the others go on. `python -m shared.worker intake`
runs the worker that `services.intake.worker:create_worker` wires.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from pymongo.database import Database
from pymongo.errors import PyMongoError

from shared.config import Settings
from shared.heartbeat import BEAT_SECONDS, Doing, beat, ended
from shared.journal.bus import Bus, BusError
from shared.journal.casefold import CaseFold
from shared.journal.commit import Commit
from shared.journal.errors import Fenced
from shared.journal.follower import Sink
from shared.journal.handle import Journal
from shared.journal.leased import Leased, Steps
from shared.journal.relay import Relay
from shared.journal.several import Convoy, Joins, joining
from shared.journal.subscriber import Subscription, SubscriptionSink
from shared.journal.topics import TOPICS
from shared.observability import FOLDED, LOOP_FAILURES, PARKED, PENDING, RELAYED, configure_logging, log, serve_measures

IDLE_SECONDS, DROWSY_SECONDS, DROWSY_AFTER = 0.05, 0.3, 40
"""Steps without anything to do after which a loop rests longer between two looks: about ten seconds of quiet."""
LONGEST_PAUSE = 5.0
PARKED_SECONDS = 15.0
STOP_SECONDS = 10.0
"""How long the loops are waited for, all together: where the database is away, each would wait for it by itself."""
HEARD_AT_ONCE = 200
"""Commits that subscriptions take in a step, so that all their reactions are done well before the lease ends."""
FOLDED_AT_ONCE = 5_000
GATHER_SECONDS = 0.05
UNHURRIED_SECONDS = 1.0
"""What nobody waits for is gathered longer: the fewer steps, the more is left of the database for the others."""
GATHER_BELOW = 100
"""What trickles in is gathered so long, so that one step stores it; a step that did more than this goes on at once."""


@dataclass(frozen=True, slots=True)
class Timer:
    """Something done every so many seconds; `run` must be safe to repeat."""

    name: str
    every: float
    run: Callable[[], None]


class Repaired(Protocol):
    """A read model that catches up with commits, as `View` does."""

    collection: Any

    def repair_behind(self, journal: Journal, commits: Iterable[Commit]) -> None: ...


@dataclass
class Worker:
    """What a service does when nobody asks.

    Attributes:
        name: the service's name.
        database: the service's own database (heartbeats, inbox).
        journal: the service's write side, relayed to the bus.
        views: read models repaired as commits are relayed.
        subscriptions: what it hears from others.
        sinks: further followers by name: topics and a sink (folds, archives).
        unhurried: the names of those sinks that may be a second later than the others.
        timers: what it does at intervals.
    """

    name: str
    database: Database[dict[str, Any]]
    journal: Journal
    bus: Bus
    views: Sequence[Repaired] = ()
    subscriptions: Sequence[Subscription] = ()
    sinks: dict[str, tuple[tuple[str, ...], Sink]] = field(default_factory=dict)
    unhurried: Collection[str] = ()
    timers: Sequence[Timer] = ()

    def __post_init__(self) -> None:
        self.owner = f"{socket.gethostname()}:{os.getpid()}"
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []
        self._aside: dict[str, Callable[[], Mapping[str, str]]] = {}
        self._parked = 0
        self._doing = Doing()

    def start(self) -> None:
        """Start every loop in a thread."""
        self._loop("relay", self._relay, IDLE_SECONDS)
        for (topics, gather), sinks in self._together().items():
            name = f"{self.name}.{'+'.join(topics)}" + (".unhurried" if gather == UNHURRIED_SECONDS else "")
            self._loop(name, self._leased(name, topics, sinks), gather)
        own = (Timer("heartbeat", BEAT_SECONDS, self._beat), Timer("parked", PARKED_SECONDS, self._count_parked))
        for timer in (*self.timers, *own):
            self._spawn(timer.name, lambda timer=timer: self._tick(timer))  # type: ignore[misc]

    def run(self) -> None:
        """Work until told to stop (SIGTERM, SIGINT)."""
        for told in (signal.SIGTERM, signal.SIGINT):
            signal.signal(told, lambda *_: self._stop.set())
        self.start()
        log().info("worker_started", service=self.name)
        self._stop.wait()
        self.stop()

    def stop(self) -> None:
        """End every loop after its current step; whoever is not done in time is left, and what it did is done again."""
        self._stop.set()
        until = time.monotonic() + STOP_SECONDS
        for thread in self._threads:
            thread.join(max(until - time.monotonic(), 0))
        with contextlib.suppress(PyMongoError):  # the note of a worker that has ended may stay
            self.database["workers"].delete_one({"_id": self.name, "owner": self.owner})

    def _relay(self) -> Relay:
        return Relay(self.journal.store, self.bus, self.owner, on_sent=self._sent, service=self.name)

    def _together(self) -> dict[tuple[tuple[str, ...], float], dict[str, Joins]]:
        """Give by topics and pace what is followed: each topic is read once, whoever wants to hear of it in time."""
        groups: dict[tuple[tuple[str, ...], float], dict[str, Joins]] = {}
        for subscription in self.subscriptions:
            sink = SubscriptionSink(self.database, subscription)
            self._aside[subscription.name] = sink.poisoned
            groups.setdefault((subscription.topics, GATHER_SECONDS), {})[subscription.name] = sink
        for name, (topics, sink_) in self.sinks.items():
            if isinstance(sink_, CaseFold):
                self._aside[name] = sink_.aside
            pace = UNHURRIED_SECONDS if name in self.unhurried else GATHER_SECONDS
            groups.setdefault((topics, pace), {})[name] = joining(sink_)
        return groups

    def _leased(self, name: str, topics: tuple[str, ...], sinks: Mapping[str, Joins]) -> Callable[[], Steps]:
        """Give what makes their follower; where something is done about what is heard, it takes smaller steps."""
        hears = any(isinstance(sink, SubscriptionSink) for sink in sinks.values())
        most = HEARD_AT_ONCE if hears else FOLDED_AT_ONCE
        return lambda: Leased(
            name, self.journal.store, self.owner, lambda: Convoy(self.bus, topics, sinks, self.database, most=most)
        )

    def _loop(self, name: str, make: Callable[[], Steps], gather: float) -> None:
        self._spawn(name, lambda: self._steps(name, make, gather))

    def _spawn(self, name: str, run: Callable[[], None]) -> None:
        thread = threading.Thread(target=run, name=name, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _steps(self, name: str, make: Callable[[], Steps], gather: float) -> None:
        doing: Steps | None = None
        pause, idle = IDLE_SECONDS, 0
        while not self._stop.is_set():
            try:
                with self._doing.step(name):
                    if doing is None:
                        self.bus.ensure(TOPICS)
                        doing = make()
                    did = doing.step()
                if name != "relay":
                    FOLDED.labels(self.name, name).inc(did)
                idle = 0 if did else idle + 1
                pause = DROWSY_SECONDS if idle > DROWSY_AFTER else IDLE_SECONDS
            except (BusError, PyMongoError, Fenced) as fault:
                LOOP_FAILURES.labels(self.name, name).inc()
                log().warning("loop_waits", service=self.name, loop=name, reason=str(fault)[:300])
                did, pause = 0, min(pause * 2, LONGEST_PAUSE)
            except Exception:
                LOOP_FAILURES.labels(self.name, name).inc()
                log().exception("loop_failed", service=self.name, loop=name)
                _closed(doing)
                doing, did, pause = None, 0, min(pause * 2, LONGEST_PAUSE)
            if did < GATHER_BELOW:
                self._stop.wait(gather if did or gather == UNHURRIED_SECONDS else pause)
        _closed(doing)

    def _tick(self, timer: Timer) -> None:
        while not self._stop.is_set():
            try:
                with self._doing.step(timer.name):
                    timer.run()
            except PyMongoError as fault:
                log().warning("timer_waits", service=self.name, timer=timer.name, reason=str(fault)[:300])
            except Exception:
                log().exception("timer_failed", service=self.name, timer=timer.name)
            self._stop.wait(timer.every)

    def _sent(self, commits: Sequence[Commit]) -> None:
        for view in self.views:
            view.repair_behind(self.journal, commits)
        RELAYED.labels(self.name).inc(len(commits))

    def _count_parked(self) -> None:
        """Tell how much each follower has set aside; whoever is on duty is woken by anything above 0."""
        counts = {follower: len(aside()) for follower, aside in self._aside.items()}
        for follower, count in counts.items():
            PARKED.labels(self.name, follower).set(count)
        self._parked = sum(counts.values())

    def _beat(self) -> None:
        pending = self.journal.store.count_pending()
        PENDING.labels(self.name).set(pending)
        fields = {"owner": self.owner, "pending": pending, "parked": self._parked, "ended": ended(self._threads)}
        beat(self.database, self.name, fields | self._doing.told())


def _closed(doing: Steps | None) -> None:
    """Close it whatever happens: a loop that cannot let go of something must not end for that."""
    try:
        if doing is not None:
            doing.close()
    except Exception as fault:
        log().warning("not_closed", reason=str(fault)[:300])


def main(arguments: Sequence[str] = sys.argv[1:]) -> None:
    """Run one service's worker."""
    (service,) = arguments
    module = importlib.import_module(f"services.{service}.worker")
    settings = Settings.load(service)
    configure_logging(service, settings.log_level)
    if settings.measures_port:
        serve_measures(settings.measures_port)
    worker: Worker = module.create_worker(settings)
    worker.run()


if __name__ == "__main__":
    main()
