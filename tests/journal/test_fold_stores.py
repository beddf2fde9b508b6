"""Both fold stores keep the contract."""

from typing import Any

import pytest
from pymongo.database import Database

from shared.journal.fold_stores import MemoryFoldStore, MongoFoldStore
from tests.journal.fold_store_contract import FoldStoreContract


class TestMemoryFoldStore(FoldStoreContract):
    @pytest.fixture
    def folds(self) -> MemoryFoldStore:
        return MemoryFoldStore()


class TestMongoFoldStore(FoldStoreContract):
    @pytest.fixture
    def folds(self, database: Database[dict[str, Any]]) -> MongoFoldStore:
        store = MongoFoldStore(database)
        store.prepare()
        return store
