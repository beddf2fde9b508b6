"""The vault on keys in MongoDB keeps its contract."""

from typing import Any

import pytest
from pymongo.database import Database

from shared.privacy import MongoKeyStore
from tests.privacy.vault_contract import VaultContract


class TestMongoVault(VaultContract):
    @pytest.fixture
    def keys(self, database: Database[dict[str, Any]]) -> MongoKeyStore:
        return MongoKeyStore(database)
