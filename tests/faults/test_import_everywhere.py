"""An import dies before and after every I/O call, of the store and of the database itself: all of it, or nothing.

In memory every call of the store is a place to die. On the real database the process dies before and after every
write of the transaction, in which the statements and the copy of the register are made together.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from services.intake.registry.deciders import RULES
from services.intake.registry.recent import Recent
from services.intake.registry.register import Register, Stated
from shared.contracts.registry import DepartmentRegistered, StaffRegistered, Text
from shared.contracts.statements import key_of_statement
from shared.journal.handle import Journal
from shared.journal.memory_store import MemoryStore
from shared.journal.mongo_store import MongoStore, connect, durable
from shared.journal.store import Store
from shared.replica import Replica
from shared.testing.spec import meta_at
from tests.faults.world import Crashed, Wrapped

DEPARTMENTS = [
    DepartmentRegistered(
        code=f"dep-{n}",
        name=Text(f"部门{n}"),
        nature="派出机构",
        division="520422103",
        credit_code="11520422MB00000273",
        synthetic=True,
    )
    for n in range(3)
]
ACCOUNT = StaffRegistered(id="reviewer-1", role="reviewer", unit="dep-2", divisions=("520422103",))
FILE = [*DEPARTMENTS, ACCOUNT]
"""What the import states: three departments, and an account of the last of them."""


def stated() -> list[Stated]:
    command = uuid.uuid5(uuid.NAMESPACE_URL, "import")
    return [Stated(meta_at(command_id=str(uuid.uuid5(command, key_of_statement(each)))), each, 0) for each in FILE]


class NoReplica:
    """A copy of the register that holds nothing and takes everything, for the journal alone."""

    def all(self, _kind: Any) -> dict[str, Any]:
        return {}

    def apply(self, *_: Any) -> None:
        """Take nothing in."""


def register(store: Any, replica: Any) -> Register:
    return Register(Journal(store, "intake"), replica, Recent(replica))


class Gate:
    """Lets calls pass until the n-th, at which the process dies."""

    def __init__(self, die_at: int) -> None:
        self.calls, self.die_at = 0, die_at

    def __call__(self, _what: str) -> None:
        self.calls += 1
        if self.calls == self.die_at:
            raise Crashed


def imported(store: Any, replica: Any) -> bool:
    """Import; tell whether it was acknowledged before the process died."""
    try:
        register(store, replica).state_all(stated())
    except Crashed:
        return False
    return True


def test_in_memory_a_death_at_any_call_leaves_all_or_nothing_and_once_more_makes_it_whole() -> None:
    alive = Gate(0)
    assert imported(Wrapped(MemoryStore(), alive), NoReplica())
    assert alive.calls >= 2 * len(FILE)
    for place in range(1, alive.calls + 1):
        store = MemoryStore()
        acknowledged = imported(Wrapped(store, Gate(place)), NoReplica())
        assert store.count() in ({len(FILE)} if acknowledged else {0, len(FILE)}), f"half done at call {place}"
        assert imported(store, NoReplica())
        assert store.count() == len(FILE)


WRITES = frozenset({"insert_many", "insert_one", "update_one", "replace_one"})


class Gated:
    """A collection whose writes pass through a gate, before and after."""

    def __init__(self, collection: Any, gate: Callable[[str], None]) -> None:
        self._collection, self._gate = collection, gate

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._collection, name)
        return getattr(Wrapped(self._collection, self._gate), name) if name in WRITES else found


class Writes:
    """A database whose collections pass every write through a gate, before and after."""

    def __init__(self, database: Any, gate: Callable[[str], None]) -> None:
        self._database, self._gate = database, gate
        self.client = database.client

    def __getitem__(self, name: str) -> Any:
        return Gated(self._database[name], self._gate)

    def get_collection(self, name: str, **options: Any) -> Any:
        return Gated(self._database.get_collection(name, **options), self._gate)


@pytest.fixture
def fresh(mongo_uri: str) -> Iterator[Callable[[], Any]]:
    """Make databases of a test's own; they are dropped at its end."""
    client = connect(mongo_uri)
    name, made = f"test_{uuid.uuid4().hex[:12]}", []

    def database() -> Any:
        made.append(f"{name}_{len(made)}")
        found = durable(client, made[-1])
        MongoStore(found).prepare()
        Replica(found).prepare()
        return found

    yield database
    for each in made:
        client.drop_database(each)
    client.close()


def held(database: Any) -> tuple[int, int, int]:
    """Count the commits, the subjects, and the versions that anybody can see."""
    names = ("commits", "registry", "registry_versions")
    return tuple(database[name].count_documents({}) for name in names)  # type: ignore[return-value]


def on_database(database: Any, gate: Callable[[str], None]) -> tuple[Store, Replica]:
    seen: Any = Writes(database, gate)
    return MongoStore(seen), Replica(seen)


def test_on_the_database_a_death_at_any_write_leaves_all_or_nothing(fresh: Callable[[], Any]) -> None:
    alive, whole = Gate(0), (len(FILE),) * 3
    database = fresh()
    assert imported(*on_database(database, alive))
    assert held(database) == whole
    places = range(1, alive.calls + 1)
    assert len(places) > 2 * len(FILE)
    for place in places:
        database.client.drop_database(database.name)
        MongoStore(database).prepare()
        acknowledged = imported(*on_database(database, Gate(place)))
        assert held(database) in ({whole} if acknowledged else {(0, 0, 0), whole}), f"half done at call {place}"
    assert imported(*on_database(database, Gate(0)))
    assert held(database) == whole


def test_nobody_sees_a_part_while_it_is_being_made(fresh: Callable[[], Any]) -> None:
    database = fresh()
    seen: list[tuple[int, int, int]] = []
    assert imported(*on_database(database, lambda _: seen.append(held(database))))
    assert set(seen) == {(0, 0, 0)}
    assert held(database) == (len(FILE),) * 3


def test_what_is_stated_has_rules() -> None:
    assert {type(each) for each in FILE} <= set(RULES)
