"""A journal of its own for the tree: store, log, archive and keeper, with time that stands still."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from dataclasses import replace

import pytest

from services.metrics.checkpoints.timers import Keeper
from services.metrics.service import Metrics
from shared.contracts import Event
from shared.contracts.checkpoints import CheckpointSealed
from shared.contracts.events import decode
from shared.contracts.statements import stream_of
from shared.journal.chain import GENESIS
from shared.journal.commit import Commit, seal
from shared.journal.follower import Follower
from shared.journal.memory_bus import MemoryBus
from shared.journal.memory_store import MemoryStore
from shared.journal.relay import Relay, outgoing
from shared.journal.store import Store
from shared.journal.topics import TOPICS
from shared.testing.spec import meta_at
from tests.metrics.conftest import DEPARTMENTS, empty_metrics, forget
from tests.metrics.stories import OWNERS, Story, case_no


def life(serial: int) -> list[Commit]:
    """A case from receipt to rating."""
    return Story(case_no(serial=serial)).received().accepted().decided().delivered().rated(2).commits


def statement(told: Event, version: int = 1, prev: str = GENESIS) -> Commit:
    """Give a statement of the register as a commit of intake's."""
    stream = stream_of(told)
    meta = replace(meta_at(), command_id=str(uuid.uuid5(uuid.NAMESPACE_OID, f"{stream}@{version}")))
    return seal(
        stream=stream,
        version=version,
        case=stream,
        source="intake",
        meta=meta,
        recorded_at=meta.now,
        prev=prev,
        facts=[told],
    )


def department(name: str, code: str = "dep-zr") -> Event:
    """Give a statement: a department under a name."""
    told = next(each for each in json.loads(DEPARTMENTS.read_text())["departments"] if each["code"] == code)
    return decode("department.registered", {**told, "name": {"zh": name, "en": name}})


class Kept:
    """What a commit passes through on its way to a checkpoint, each part moved by hand."""

    def __init__(self, metrics: Metrics) -> None:
        self.metrics, self.bus = metrics, MemoryBus()
        self.bus.ensure(TOPICS)
        self.archiving = Follower(self.bus, ("journal",), metrics.archive)
        self.stating = Follower(self.bus, ("registry",), metrics.statements)
        self.keeper = Keeper(metrics, self.bus, pause=lambda _: None)
        self.relay = Relay(metrics.journal.store, self.bus, "relay")
        self.others = {name: MemoryStore() for name in ("intake", "approval", "complaints")}

    @property
    def stores(self) -> dict[str, Store]:
        return {**self.others, "metrics": self.metrics.journal.store}

    def live(self, *serials: int) -> list[Commit]:
        """Let cases be lived, by their services, up to the log."""
        made = [commit for n in serials for commit in life(n)]
        for commit in made:
            store = self.others[OWNERS[commit.stream.partition("/")[0]]]
            store.append(commit)
            store.mark_sent([commit])
        self.bus.producer().send([outgoing(commit) for commit in made])
        return made

    def state(self, *statements: Event) -> list[Commit]:
        """Put statements on the register, up to the log; a subject stated again has another version."""
        made = []
        for each in statements:
            stream = stream_of(each)
            before = self.others["intake"].stream(stream)
            made.append(statement(each, len(before) + 1, before[-1].hash if before else GENESIS))
            self.others["intake"].append(made[-1])
            self.others["intake"].mark_sent(made[-1:])
        self.bus.producer().send([outgoing(commit) for commit in made])
        return made

    def archive(self) -> None:
        """Relay what metrics itself committed, and archive all there is."""
        while self.relay.step() + self.metrics.journal.store.count_pending():
            pass
        while self.archiving.step() + self.stating.step():
            pass

    def sealed(self, *serials: int) -> CheckpointSealed:
        """Live, archive, tick; give the checkpoint."""
        self.live(*serials)
        self.archive()
        self.keeper.tick()
        newest = self.metrics.checkpoints.newest()
        assert newest is not None
        return newest


@pytest.fixture(scope="module")
def one_database(mongo_uri: str) -> Iterator[Metrics]:
    """Making and dropping a database costs more than most tests do, so those of a module share one."""
    made = empty_metrics(mongo_uri)
    yield made
    forget(made)


@pytest.fixture
def empty(one_database: Metrics) -> Iterator[Metrics]:
    """The service with the register and no case; whatever a test leaves behind is taken away."""
    yield one_database
    for name in set(one_database.database.list_collection_names()) - {"registry", "registry_versions"}:
        one_database.database[name].delete_many({})


@pytest.fixture
def kept(empty: Metrics) -> Kept:
    return Kept(empty)


@pytest.fixture(scope="module")
def sealed(mongo_uri: str) -> Iterator[tuple[Kept, list[CheckpointSealed]]]:
    """Three checkpoints over some lives, and one life that is archived but not sealed; only to be looked at."""
    made = empty_metrics(mongo_uri)
    kept = Kept(made)
    checkpoints = [kept.sealed(*range(1, 30))]
    kept.state(department("自然资源局"), department("自然资源和规划局"))
    checkpoints += [kept.sealed(30), kept.sealed(31, 32)]
    kept.live(33)
    kept.archive()
    yield kept, checkpoints
    forget(made)


Sealed = tuple[Kept, list[CheckpointSealed]]
