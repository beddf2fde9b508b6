"""`yizhan parked` for somebody who has lost a store: it needs the database alone, and says so where that is away."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner

from shared.commands import parked, probes
from shared.config import Settings
from shared.contracts.streams import JOURNAL
from shared.journal.bus import Record, partition_of
from shared.journal.casefold import CaseFold
from shared.journal.errors import StoreDown
from shared.journal.fold_stores import MemoryFoldStore
from shared.journal.handle import Journal
from shared.journal.kafka_bus import KafkaBus
from shared.journal.memory_store import MemoryStore
from shared.journal.topics import TOPICS
from shared.worker import Worker
from tests.journal.samples import TallyFacts, grown


@pytest.fixture
def fold(monkeypatch: pytest.MonkeyPatch) -> CaseFold[Any]:
    """The fold of every service, whose bus leads nowhere."""
    journal, fold = Journal(MemoryStore(), "intake"), CaseFold(TallyFacts(), MemoryFoldStore())
    database: Any = None
    worker = Worker("intake", database, journal, KafkaBus("127.0.0.1:1"), sinks={"tallies": ((JOURNAL,), fold)})
    module = SimpleNamespace(create_worker=lambda _settings: worker)
    monkeypatch.setattr(parked, "importlib", SimpleNamespace(import_module=lambda _name: module))
    monkeypatch.setattr(Settings, "for_service", lambda settings, _service: settings)
    monkeypatch.setattr(probes, "database_answers", lambda _settings: True)
    grown(journal, "01", 1)
    (commit,) = journal.store.scan()
    spot = (JOURNAL, partition_of("01", TOPICS[JOURNAL].partitions))
    old = fold.positions([spot])[spot]
    damaged = Record(*spot, 0, "01", commit.body, bytes(32))
    fold.take(spot, [damaged], old, old.after(damaged))
    fold.flush()
    return fold


def test_what_stands_still_is_told_and_released_without_a_broker(fold: CaseFold[Any]) -> None:
    told = CliRunner().invoke(parked.command)
    assert told.exit_code == 1
    assert "intake.tallies" in told.output
    again = CliRunner().invoke(parked.command, ["--release", "01"])
    assert "intake.tallies: runs again" in again.output
    assert again.exit_code == 0


def test_without_the_database_it_ends_at_once(fold: CaseFold[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probes, "database_answers", lambda _settings: False)
    assert isinstance(CliRunner().invoke(parked.command).exception, StoreDown)
