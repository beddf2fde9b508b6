"""The MongoDB store keeps the store's contract."""

from typing import Any

import pytest
from pymongo.database import Database

from shared.journal.mongo_store import MongoStore
from tests.journal.store_contract import StoreContract


class TestMongoStore(StoreContract):
    @pytest.fixture
    def store(self, database: Database[dict[str, Any]]) -> MongoStore:
        store = MongoStore(database)
        store.prepare()
        return store
