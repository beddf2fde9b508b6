"""The MongoDB store keeps the store's contract."""

from typing import Any

import pytest
from pymongo.database import Database

from shared.journal.handle import Journal
from shared.journal.ids import SHARDS
from shared.journal.mongo_store import ORDER_OUT, MongoStore
from tests.journal.samples import grown
from tests.journal.store_contract import StoreContract


class TestMongoStore(StoreContract):
    @pytest.fixture
    def store(self, database: Database[dict[str, Any]]) -> MongoStore:
        store = MongoStore(database)
        store.prepare()
        return store


def test_what_an_earlier_version_left_pending_is_found_once_the_store_is_prepared(
    database: Database[dict[str, Any]],
) -> None:
    store = MongoStore(database)
    database["commits"].create_index(ORDER_OUT, partialFilterExpression={"out": 1}, name="pending")
    grown(Journal(store, "intake"), "A", 2)
    store.prepare()
    store.prepare()
    assert {"waiting", "pending"} & database["commits"].index_information().keys() == {"waiting"}
    assert [commit.version for commit in store.pending(range(SHARDS), 10)] == [1, 2]
    assert store.noted() == set()
