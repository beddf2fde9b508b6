"""F4, F4b on the real embedded broker and database: away for a while, killed under load, or back with nothing."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pymongo.database import Database
from pymongo.errors import PyMongoError

from shared.contracts.streams import JOURNAL
from shared.journal.bus import BusError
from shared.journal.casefold import CaseFold, digest_of
from shared.journal.errors import Fenced
from shared.journal.fold_stores import MongoFoldStore
from shared.journal.follower import Follower
from shared.journal.handle import Journal
from shared.journal.kafka_bus import KafkaBus
from shared.journal.mongo_store import MongoStore
from shared.journal.refill import read_all
from shared.journal.relay import Relay
from shared.journal.topics import TOPICS
from shared.testing.stack import Broker, eventually
from tests.journal.samples import TallyFacts, grown

CASES = 30
STEPS = 4


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Broker]:
    broker = Broker(tmp_path)
    broker.start()
    yield broker
    broker.kill()


class Running:
    """A relay and a fold at work, each in a thread of its own, as in a worker."""

    def __init__(self, servers: str, database: Database[dict[str, Any]]) -> None:
        self.store, self.folds = MongoStore(database), MongoFoldStore(database)
        self.store.prepare()
        self.folds.prepare()
        self.journal = Journal(self.store, "intake")
        self.bus = KafkaBus(servers)
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._relay), threading.Thread(target=self._fold)]

    def __enter__(self) -> Running:
        self.bus.ensure(TOPICS)
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(30)
        self.bus.close()

    def _relay(self) -> None:
        relay = Relay(self.store, self.bus, "relay")
        self._loop(relay.step)

    def _fold(self) -> None:
        follower = Follower(self.bus, (JOURNAL,), CaseFold(TallyFacts(), self.folds))
        self._loop(follower.step)

    def _loop(self, step: Any) -> None:
        while not self._stop.is_set():
            try:
                if step():
                    continue
            except (BusError, Fenced, PyMongoError):  # what a worker outlives as well
                pass
            self._stop.wait(0.05)

    def write(self, times: int) -> None:
        """Let every case grow to so many."""
        for n in range(CASES):
            grown(self.journal, f"{n:02d}", times)

    def settled(self, times: int) -> bool:
        """Everything written is relayed and folded, once."""
        sums = self.folds.sums("tallies@1")
        return self.store.count_pending() == 0 and all(sums.get(f"{n:02d}|total") == times for n in range(CASES))


def test_a_broker_that_is_killed_under_load_loses_nothing(broker: Broker, database: Database[dict[str, Any]]) -> None:
    with Running(broker.servers, database) as running:
        for times in range(1, STEPS + 1):
            running.write(times)
            broker.kill()
            broker.start()
        eventually(lambda: running.settled(STEPS))
        assert running.folds.poisoned("tallies@1") == {}


def test_a_broker_that_comes_back_empty_is_refilled_and_the_digest_is_the_same(
    broker: Broker, database: Database[dict[str, Any]]
) -> None:
    with Running(broker.servers, database) as running:
        running.write(2)
        eventually(lambda: running.settled(2))
        before = digest_of(running.folds.sums("tallies@1"))
        broker.kill()
        shutil.rmtree(broker.data)
        broker.start()
        eventually(lambda: running.store.count_pending() == 0 and refilled(running))
        assert digest_of(running.folds.sums("tallies@1")) == before
        running.write(3)
        eventually(lambda: running.settled(3))


def test_while_the_broker_is_away_commands_are_accepted(broker: Broker, database: Database[dict[str, Any]]) -> None:
    with Running(broker.servers, database) as running:
        running.write(1)
        broker.kill()
        running.write(2)
        assert running.store.count() == 2 * CASES
        broker.start()
        eventually(lambda: running.settled(2))


def refilled(running: Running) -> bool:
    """The log holds what the store holds, whatever else it holds twice."""
    try:
        on_log = {r.hash.hex() for r in read_all(running.bus)}
    except BusError:
        return False
    return on_log == {c.hash for c in running.store.scan()}
