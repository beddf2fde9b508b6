"""Subjects that the specs about duties speak of, and how they state them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from services.intake.registry.deciders import RULES, SUBJECTS
from shared.contracts import Event
from shared.contracts.registry import DepartmentRegistered, StaffRegistered, Text, VenueRegistered
from shared.contracts.statements import State, category_of_kind, known
from shared.testing.spec import Answer, meta_at, spec
from tests.intake.cases.samples import HALL, INSTANT, LICENCE

NOW = "2026-09-17T09:00:00+08:00"
STATION = DepartmentRegistered(
    code="dep-zr",
    name=Text("普定县自然资源局马场自然资源所"),
    nature="派出机构",
    division="520422103",
    credit_code="11520422MB00000273",
    body="1",
    standing="county_station",
    acts_for="普定县自然资源局",
    level="4",
    review_authority="普定县人民政府",
)
SERVICE = replace(
    STATION,
    code="dep-rs",
    name=Text("马场镇人力资源和社会保障服务站"),
    credit_code="12520402MB0000043N",
    body="3",
    standing="institution",
    acts_for="普定县马场镇人民政府",
    level="5",
)
BUREAU = replace(STATION, code="dep-lin", name=Text("普定县林业局"), credit_code="11520422MB00000273")
CLERK = StaffRegistered(id="clerk-1", role="window_clerk", unit="dep-zr", hall=HALL.id, divisions=("520422103",))
REGISTER: tuple[Event, ...] = (STATION, SERVICE, BUREAU, LICENCE, INSTANT, HALL, CLERK)


def stating(statement: Event, *others: Event, before: Event | None = None, at: str = NOW) -> Answer:
    """State a subject on the register of this module, with others beside it and what held before."""
    rule = RULES[type(statement)]
    told = tuple(each for each in (*REGISTER, *others) if type(each) in rule.needs)
    command = State(meta=meta_at(at), statement=statement, known=known(*told, kinds=rule.needs))
    subject = spec(SUBJECTS[category_of_kind(type(statement))])
    return (subject.given(before) if before else subject).when(command)


def hall_with(**changes: object) -> VenueRegistered:
    """Give the hall with its first window changed."""
    first, *rest = HALL.windows
    return replace(HALL, windows=(replace(first, **changes), *rest))  # type: ignore[arg-type]


def day(text: str) -> date:
    """Read a day."""
    return date.fromisoformat(text)
