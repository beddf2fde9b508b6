"""The memory store keeps the store's contract."""

import pytest

from shared.journal.memory_store import MemoryStore
from tests.journal.store_contract import StoreContract


class TestMemoryStore(StoreContract):
    @pytest.fixture
    def store(self) -> MemoryStore:
        return MemoryStore()
