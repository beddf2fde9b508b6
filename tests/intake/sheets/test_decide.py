"""When a notice sheet may be handed out: where the item is taken, at the version in force, each sheet once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from services.intake.sheets.commands import Issue
from services.intake.sheets.decider import SHEETS
from shared.contracts.intake import SheetIssued
from shared.testing.spec import meta_at, spec
from tests.intake.cases.samples import HALL, LICENCE

META = meta_at("2026-09-17T10:00:00+08:00")


def issue(**changes: Any) -> Issue:
    said: dict[str, Any] = {"item": LICENCE, "item_version": 3, "hall": HALL, "window": "W1", "desk": HALL.id}
    return Issue(meta=META, **(said | changes))


issued = SheetIssued(
    item="zhaijidi",
    item_version=3,
    item_name="农村宅基地批准",
    hall=HALL.id,
    window="W1",
    department="dep-zr",
    division=HALL.division,
    given_at=META.occurred_at,
)


def test_a_window_hands_out_the_sheet_of_an_item_it_takes_at_the_version_in_force() -> None:
    spec(SHEETS).when(issue()).then(issued)


def test_a_window_that_does_not_take_the_item_hands_out_nothing() -> None:
    spec(SHEETS).when(issue(window="W9")).rejected("wrong_window", "S2.5b")
    other = replace(HALL, windows=tuple(replace(window, items=("shiye",)) for window in HALL.windows))
    spec(SHEETS).when(issue(hall=other)).rejected("wrong_window")


def test_sheets_are_handed_out_in_ones_own_hall() -> None:
    assert spec(SHEETS).when(issue(desk="H-520402109")).rejected("wrong_hall_for_clerk").status == 403


def test_a_guide_that_is_not_yet_in_force_is_not_handed_out() -> None:
    later = replace(LICENCE, effective_from=date(2026, 10, 1))
    spec(SHEETS).when(issue(item=later)).rejected("item_not_in_force", "S2.5b")


def test_a_number_is_used_once() -> None:
    spec(SHEETS).given(issued).when(issue()).rejected("number_taken")
