"""The MongoDB store keeps the store's contract."""

from datetime import timedelta
from typing import Any

import pytest
from pymongo.database import Database

from shared.journal.handle import Journal
from shared.journal.ids import SHARDS
from shared.journal.mongo_store import ORDER_OUT, MongoStore
from tests.journal.samples import START, TALLY, grow, grown
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


def test_claims_that_ended_are_found_by_an_index_however_many_commits_there_are(
    database: Database[dict[str, Any]],
) -> None:
    """Else the embedded database looks through all commits once a minute, and whoever appends waits meanwhile."""
    store = MongoStore(database)
    store.prepare()
    journal = Journal(store, "intake")
    for case in "ABC":
        commit = journal._decided(TALLY, case, grow(1, case), case, None, unread=True).commit
        assert commit is not None
        store.append(commit, [f"claim of {case}"])
    asked: list[dict[str, Any]] = []
    find = store._commits.find
    store._commits.find = lambda wanted, *more: asked.append(wanted) or find(wanted, *more)  # type: ignore[method-assign, func-returns-value, assignment]
    store.release_before(START + timedelta(days=1))
    (wanted,) = asked
    plan = str(find(wanted).explain()["queryPlanner"]["winningPlan"])
    assert ("IXSCAN" in plan, "COLLSCAN" in plan) == (True, False)
    assert (
        database["commits"].count_documents({"$or": [{"claims": {"$exists": True}}, {"claimed": {"$exists": True}}]})
        == 0
    )
