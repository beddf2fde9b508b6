"""The replica of the register: the same statement from two processes, and an older one after a newer one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from pymongo.collection import Collection
from pymongo.database import Database
from pymongo.errors import DuplicateKeyError

from services.intake.registry.demo import statements
from shared.contracts import Rejected
from shared.contracts.registry import DepartmentRegistered
from shared.contracts.statements import stream_of
from shared.replica import Replica


@pytest.fixture
def replica(database: Database[dict[str, Any]]) -> Replica:
    replica = Replica(database)
    replica.prepare()
    return replica


def department() -> DepartmentRegistered:
    return next(fact for fact in statements() if isinstance(fact, DepartmentRegistered))


def test_a_statement_that_another_process_takes_in_at_the_same_moment_is_taken_in_once(
    replica: Replica, monkeypatch: pytest.MonkeyPatch
) -> None:
    fact = department()

    def overtaken(*_: object, **__: object) -> None:
        raise DuplicateKeyError("E11000")

    with monkeypatch.context() as racing:
        racing.setattr(Collection, "replace_one", overtaken)
        replica.apply(stream_of(fact), 1, fact)
    assert replica.versioned(DepartmentRegistered, fact.code) == (fact, 1)


def test_an_older_statement_never_replaces_a_newer_one(replica: Replica) -> None:
    fact = department()
    for version in (2, 1, 2):
        replica.apply(stream_of(fact), version, fact)
    assert replica.versioned(DepartmentRegistered, fact.code) == (fact, 2)
    assert [version for version, _ in replica.versions(DepartmentRegistered, fact.code)] == [1, 2]


def test_a_statement_of_a_given_version_is_read_once_and_a_newer_one_is_another(
    replica: Replica, database: Database[dict[str, Any]]
) -> None:
    one = department()
    two = replace(one, phone="0851-0000002")
    replica.apply(stream_of(one), 1, one)
    assert replica.versioned(DepartmentRegistered, one.code, 1) == (one, 1)
    with pytest.raises(Rejected):
        replica.versioned(DepartmentRegistered, one.code, 2)
    replica.apply(stream_of(one), 2, two)
    database["registry_versions"].delete_many({"version": 1})
    assert replica.versioned(DepartmentRegistered, one.code, 1) == (one, 1)
    assert replica.versioned(DepartmentRegistered, one.code, 2) == (two, 2)
    assert replica.versioned(DepartmentRegistered, one.code) == (two, 2)
