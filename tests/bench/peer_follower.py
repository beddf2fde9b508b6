"""The peer of Q3: the `eventsourcing` library follows its own log on a SQLite file with a tracked view.

It folds the same events by the same pure functions; view and position go into one transaction an event, as its
projections do, and the facts of a case are kept in memory beside their row, so that it need not read them.

It is measured twice. On the disk that our stores lie on, as anybody runs it: what is followed is there after a crash,
as with ours. And with its files in memory, where no disk is waited for and nothing outlives the machine: what is left
of the difference when durability, which ours pays for, is made a present to the peer.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import msgspec
import orjson
from eventsourcing.application import Application
from eventsourcing.domain import DomainEvent
from eventsourcing.persistence import Tracking
from eventsourcing.sqlite import SQLiteDatastore, SQLiteTrackingRecorder

from services.metrics.facts import CaseScores
from shared.journal.commit import Envelope, Glance, Told
from tests.bench.apart import Go
from tests.bench.journals import journal

EVENTS = 10_000
"""How many events the peer follows; its rate does not depend on it."""

MEMORY = Path("/dev/shm")
PAGE = 1_000
SCORES = CaseScores()


class Recorded(DomainEvent):
    """One of our events as one of theirs."""

    case: str
    stream: str
    type: str
    said: str
    data: dict[str, Any]


class Log(Application[UUID]):
    """Their log."""


class View(SQLiteTrackingRecorder):
    """A row a case, written with the position in one transaction."""

    def __init__(self, datastore: SQLiteDatastore, **options: Any) -> None:
        super().__init__(datastore, **options)
        self.facts: dict[str, dict[str, Any]] = {}

    def construct_create_table_statements(self) -> list[str]:
        statements = super().construct_create_table_statements()
        return [*statements, "CREATE TABLE IF NOT EXISTS facts (case_no TEXT PRIMARY KEY, body TEXT)"]

    def process(self, event: Recorded, tracking: Tracking) -> None:
        """Fold an event and store what it changed."""
        facts = self.facts.setdefault(event.case, {})
        if event.type in SCORES.reads:
            SCORES.step(facts, Glance(event.case, event.stream, 0, "", ()), _told(event))
        with self.datastore.transaction(commit=True) as cursor:
            self._insert_tracking(cursor, tracking)
            cursor.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (event.case, orjson.dumps(facts).decode()))


def follow(go: Go, *, commits: int, in_memory: bool) -> float:
    """Let the peer follow its log; give its events a second."""
    with tempfile.TemporaryDirectory(dir=MEMORY if in_memory and MEMORY.is_dir() else None) as folder:
        log = _filled(Path(folder), commits)
        view = View(SQLiteDatastore(f"{folder}/view.sqlite"))
        view.create_table()
        go()
        began, done = time.perf_counter(), 0
        while notifications := log.recorder.select_notifications(start=done + 1, limit=PAGE):
            for notification in notifications:
                event: Any = log.mapper.to_domain_event(notification)
                view.process(event, Tracking(log.name, notification.id))
                done = notification.id
        seconds = time.perf_counter() - began
        log.close()
        view.datastore.close()
    return done / seconds


def _filled(folder: Path, commits: int) -> Log:
    log = Log(env={"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(folder / "log.sqlite")})
    events = [_theirs(commit.envelope()) for commit in journal(commits)[:commits]]
    for at in range(0, len(events), PAGE):
        log.recorder.insert_events([log.mapper.to_stored_event(event) for event in events[at : at + PAGE]])
    return log


def _told(event: Recorded) -> Told:
    """Give an event as the pure fold reads it; about a hundredth of what the peer takes for one."""
    return Told(event.type, 1, event.said, msgspec.Raw(msgspec.json.encode(event.data)))


def _theirs(envelope: Envelope) -> Recorded:
    fact = envelope.events[0]
    recorded: Any = Recorded
    return recorded(  # type: ignore[no-any-return]
        originator_id=uuid5(NAMESPACE_URL, envelope.stream),
        originator_version=envelope.version,
        timestamp=Recorded.create_timestamp(),
        case=envelope.case,
        stream=envelope.stream,
        type=fact.type,
        said=fact.occurred_at,
        data=fact.data,
    )
