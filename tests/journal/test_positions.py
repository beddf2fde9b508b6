"""What belongs together is stored in one step, or at once found to be somebody else's."""

from __future__ import annotations

import time
from typing import Any

import pytest
from pymongo import InsertOne, UpdateOne
from pymongo.database import Database
from pymongo.errors import BulkWriteError

from shared.journal.at_once import write_at_once
from shared.journal.errors import Fenced
from shared.journal.positions import Step


def test_a_document_that_should_not_be_there_is_told_at_once_whatever_else_is_stored(
    database: Database[dict[str, Any]],
) -> None:
    """An error ends the transaction; whatever is sent after it counts as transient, and is tried for two minutes."""
    inbox = database["inbox"]
    inbox.insert_many([{"_id": "there"}, {"_id": "other", "seen": 1}])
    step = Step(database)
    step.write(
        inbox,
        [
            UpdateOne({"_id": "other"}, {"$set": {"seen": 2}}),
            InsertOne({"_id": "there"}),
            UpdateOne({"_id": "new"}, {"$set": {"seen": 1}}, upsert=True),
        ],
    )
    began = time.monotonic()
    with pytest.raises(Fenced):
        step.commit()
    assert time.monotonic() - began < 30
    assert sorted((each["_id"], each.get("seen")) for each in inbox.find()) == [("other", 1), ("there", None)]


def test_notes_of_which_one_was_begun_by_another_are_told_at_once(database: Database[dict[str, Any]]) -> None:
    notes = database["anchors"]
    notes.insert_one({"_id": "relay/0"})
    began = time.monotonic()
    with pytest.raises(BulkWriteError):
        write_at_once(
            notes,
            [
                UpdateOne({"_id": "relay/1"}, {"$set": {"n": 1}}, upsert=True),
                InsertOne({"_id": "relay/0"}),
                UpdateOne({"_id": "relay/2"}, {"$set": {"n": 1}}, upsert=True),
            ],
        )
    assert time.monotonic() - began < 30
    assert notes.count_documents({}) == 1
