"""Rules of the register: limits, references, names, calendars, accounts."""

from __future__ import annotations

from dataclasses import replace

from services.intake.registry.deciders import SUBJECTS
from shared.contracts import Event
from shared.contracts.registry import (
    DepartmentRegistered,
    ItemPublished,
    StaffRegistered,
    Text,
    VenueRegistered,
)
from shared.contracts.statements import State, known
from shared.testing.spec import meta_at, spec
from tests.intake.cases.samples import HALL

META = meta_at()
DEPARTMENT = DepartmentRegistered(
    code="dep-zr",
    name=Text("普定县自然资源局马场自然资源所"),
    nature="派出机构",
    division="520422103",
    credit_code="11520422MB00000273",
    synthetic=True,
)
CLERK = StaffRegistered(id="clerk-1", role="window_clerk", unit="dep-zr", hall=HALL.id, divisions=("520422103",))


def state(statement: Event, *others: Event) -> State:
    kinds = (DepartmentRegistered, ItemPublished, VenueRegistered, StaffRegistered)
    return State(meta=META, statement=statement, known=known(*others, kinds=kinds))


def staff(stated: StaffRegistered) -> State:
    return state(stated, DEPARTMENT, HALL)


def test_a_department_is_registered() -> None:
    spec(SUBJECTS["department"]).when(state(DEPARTMENT)).then(DEPARTMENT)


def test_an_account_is_registered_for_a_unit_and_a_hall() -> None:
    spec(SUBJECTS["staff"]).when(staff(CLERK)).then(CLERK)
    spec(SUBJECTS["staff"]).when(staff(replace(CLERK, unit="dep-xx"))).rejected("unknown_department")
    spec(SUBJECTS["staff"]).when(staff(replace(CLERK, hall="H-1"))).rejected("unknown_hall")


def test_a_window_clerk_works_at_a_hall() -> None:
    spec(SUBJECTS["staff"]).when(staff(replace(CLERK, hall=""))).rejected("hall_missing", "S2.1d")
