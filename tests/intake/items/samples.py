"""Whole guides that the specs of items speak of, and what the register knows beside them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from services.intake.items import demonstration
from services.intake.items.files import stored_as
from services.intake.registry import demo
from shared.contracts import Event, decode
from shared.contracts.files import FileStored
from shared.contracts.registry import DepartmentRegistered, ItemPublished
from shared.contracts.statements import Known, State, known
from shared.testing.spec import meta_at

LICENCE = demonstration.item("LOCAL-13")
INSTANT = demonstration.item("LOCAL-01")
BEFORE, ALLOWANCE = (each for each in demonstration.items() if each.code == "LOCAL-08")
"""An item before and after it was made easier: five steps to three, six materials to four, twenty days to ten."""

FILES = tuple(stored_as(paper.name, paper.data) for paper in demonstration.papers())
DEPARTMENTS = tuple(decode("department.registered", told) for told in demo.file("departments")["departments"])


def register(*more: Event) -> Known:
    return known(*DEPARTMENTS, *FILES, *more, kinds=(DepartmentRegistered, FileStored))


def publish(item: ItemPublished, at: str = "2026-09-17T10:00:00+08:00", **changes: Any) -> State:
    return State(meta=meta_at(at), statement=replace(item, **changes), known=register())
