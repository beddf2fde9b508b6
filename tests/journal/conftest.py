"""What most tests of the journal begin with: a log in memory with its topics, and an empty journal."""

from __future__ import annotations

import pytest

from shared.journal.handle import Journal
from shared.journal.memory_bus import MemoryBus
from shared.journal.memory_store import MemoryStore
from tests.faults.world import TOPICS


@pytest.fixture
def bus() -> MemoryBus:
    bus = MemoryBus()
    bus.ensure(TOPICS)
    return bus


@pytest.fixture
def journal() -> Journal:
    return Journal(MemoryStore(), "intake")
