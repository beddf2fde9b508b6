"""Filters put together: the same documents as under an `$and`, by an index."""

from __future__ import annotations

from typing import Any

from pymongo.database import Database

from shared.filters import all_of, within

ROWS = [{"_id": n, "hall": "AB"[n % 2], "day": n // 2, "late": n % 3 == 0} for n in range(12)]


def test_what_asks_for_different_fields_stands_side_by_side() -> None:
    assert all_of({"_id": 1}, {}, {"hall": "A"}) == {"_id": 1, "hall": "A"}


def test_what_asks_for_a_field_again_is_asked_as_well() -> None:
    assert all_of({"hall": "A"}, {"hall": "A"}) == {"hall": "A"}
    assert all_of({"hall": "A"}, {"hall": "B"}) == {"hall": "A", "$and": [{"hall": "B"}]}
    assert all_of({"_id": 1}, {"$or": [{"_id": "-"}]}) == {"_id": 1, "$and": [{"_id": "-"}]}


def test_a_choice_of_one_is_none_and_two_choices_are_both_asked() -> None:
    either, other = {"$or": [{"day": 1}, {"day": 2}]}, {"$or": [{"late": True}, {"hall": "B"}]}
    assert all_of({"_id": 1}, {"$or": [{"hall": "A"}]}) == {"_id": 1, "hall": "A"}
    assert all_of(either, other) == {**either, "$and": [other]}


def test_a_jurisdiction_holds_what_lies_in_its_divisions(database: Database[dict[str, Any]]) -> None:
    rows = database["divisions"]
    rows.insert_many([{"_id": code, "division": code} for code in ("520402103", "520422103", "152040200")])
    assert [row["_id"] for row in rows.find(within(["520402"]))] == ["520402103"]
    assert [row["_id"] for row in rows.find(within(["520402", "520422"])).sort("_id", 1)] == ["520402103", "520422103"]
    assert list(rows.find(within([]))) == []


def test_the_same_documents_are_found(database: Database[dict[str, Any]]) -> None:
    rows = database["rows"]
    rows.insert_many(ROWS)
    asked = [
        [{"hall": "A"}, {"day": {"$gt": 1}}],
        [{"day": {"$gt": 1}}, {"day": {"$lt": 4}}],
        [{"$or": [{"day": 1}, {"day": 2}]}, {"$or": [{"late": True}, {"hall": "B"}]}, {"hall": "B"}],
        [{"hall": "A"}, {"hall": "B"}],
        [{"_id": 3}, {"$or": [{"hall": "B"}]}],
    ]
    for wanted in asked:
        expected = sorted(found["_id"] for found in rows.find({"$and": wanted}))
        assert sorted(found["_id"] for found in rows.find(all_of(*wanted))) == expected
