"""Averages over working days: how a period is cut, what does not apply, and a register that is read day by day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.metrics.anti_gaming.trace_steps import STEPS
from services.metrics.anti_gaming.traces import LINES_CELL, Traces
from services.metrics.coverage.days import average, averages, each_day, slices
from services.metrics.coverage.history import KINDS, History
from services.metrics.coverage.lines import lines_of, linked_on
from services.metrics.coverage.quarter import Share, connected
from services.metrics.coverage.sets import Covered, departments_in_hall, items_in_hall, items_online
from shared.contracts.registry import DepartmentRegistered, Text
from shared.contracts.statements import key_of_statement
from shared.timekeeping import official
from tests.metrics.coverage.test_sets import DEPARTMENTS, HALL, exemption, item, register, story

CALENDAR = official()
FIRST, LAST = date(2026, 7, 1), date(2026, 9, 30)
PRESENT = frozenset(DEPARTMENTS)


def test_a_day_off_is_counted_with_the_next_working_day_and_at_the_end_with_the_last() -> None:
    cut = slices(CALENDAR, date(2026, 11, 6), date(2026, 11, 15))
    assert [(each.day.day, len(each.days)) for each in cut] == [(6, 1), (9, 3), (10, 1), (11, 1), (12, 1), (13, 3)]
    assert cut[-1].days == ("2026-11-13", "2026-11-14", "2026-11-15")
    assert slices(CALENDAR, date(2026, 10, 1), date(2026, 10, 3)) == []


@given(st.dates(FIRST, LAST), st.integers(0, 100))
def test_every_day_lies_in_exactly_one_slice(first: date, more: int) -> None:
    last = first + timedelta(days=more)
    cut = slices(CALENDAR, first, last)
    told = [day for each in cut for day in each.days]
    assert told == ([day.isoformat() for day in each_day(first, last)] if cut else [])
    assert all(CALENDAR.is_working_day(each.day) for each in cut)


def test_an_average_is_the_exact_mean_of_the_days_that_apply() -> None:
    """Two days at a half, one not applicable, one whole: not 3 of 5, and not 75 % with the empty day as whole."""
    told = average([Share(1, 2), Share(0, 0), Share(1, 2), Share(3, 3)])
    assert (told.mean, told.days, told.of) == (Fraction(2, 3), 3, 4)


def test_where_no_day_applies_the_average_does_not_apply() -> None:
    assert average([Share(0, 0), Share(0, 0)]).mean is None
    assert average([]).mean is None
    assert averages([]) == {}


def test_a_spurt_on_the_last_day_does_not_make_the_quarter() -> None:
    days = [{"c2": Share(0, 4)}] * 61 + [{"c2": Share(4, 4)}]
    assert averages(days)["c2"].mean == Fraction(1, 62)


def history(*statements: object, recorded: dict[str, str] | None = None) -> History:
    """Give a history; `recorded`: when the statement of a type was recorded."""
    names = {kind.type.partition(".")[0]: name for name, kind in KINDS.items()}
    told: dict[str, dict[str, list[tuple[str, object]]]] = {name: {} for name in KINDS}
    for each in statements:
        category = each.type.partition(".")[0]  # type: ignore[attr-defined]
        at = (recorded or {}).get(category, "")
        told[names[category]].setdefault(key_of_statement(each), []).append((at, each))  # type: ignore[arg-type]
    return History(told)


WHOLE = history(*story())
PLAIN = register(*story())


@given(st.dates(date(2024, 12, 1), date(2027, 1, 1)), st.sets(st.sampled_from(DEPARTMENTS)))
def test_a_history_gives_for_every_day_what_counting_it_anew_gives(day: date, there: set[str]) -> None:
    present = frozenset(there)
    assert WHOLE.sets(HALL, day, present) == {
        "c1": departments_in_hall(PLAIN, HALL, day, present),
        "c2": items_in_hall(PLAIN, HALL, day),
        "c3a": items_online(PLAIN, HALL, day),
    }


def test_an_exemption_that_runs_out_within_the_period_counts_until_its_day() -> None:
    before, after = (WHOLE.sets(HALL, day, PRESENT)["c1"] for day in (date(2026, 9, 30), date(2026, 10, 1)))
    assert (before.denominator, after.denominator) == (12, 13)


def test_what_was_recorded_later_does_not_change_the_days_before() -> None:
    late = exemption(id="EX-9", item="IT-05", effective_from=date(2026, 1, 1))
    first = exemption(id="EX-9", item="IT-05", effective_from=date(2026, 12, 1), effective_to=date(2026, 12, 2))
    told = history(*story())
    told._told["exemptions"]["EX-9"] = [  # type: ignore[index]
        ("2026-08-01T00:00:00+00:00", first),
        ("2026-09-10T16:30:00+00:00", late),  # half past midnight of 11 September
    ]
    assert "IT-05" not in told.sets(HALL, date(2026, 9, 10), PRESENT)["c2"].exempt
    assert "IT-05" in told.sets(HALL, date(2026, 9, 11), PRESENT)["c2"].exempt


def test_an_unknown_hall_has_nothing_to_cover() -> None:
    assert WHOLE.sets("H-nowhere", FIRST, PRESENT) == dict.fromkeys(("c1", "c2", "c3a"), Covered())


def test_an_items_version_begins_on_its_day() -> None:
    newer = replace(item(5), effective_from=date(2026, 9, 1), name=Text("新版"))
    told = history(*story(), newer)
    assert told.on(date(2026, 8, 31)).items["IT-05"].name.zh == "事项5"
    assert told.on(date(2026, 9, 1)).items["IT-05"].name.zh == "新版"
    assert told.firsts["IT-05"].name.zh == "事项5"


def traced(*happened: tuple[str, str]) -> dict[str, object]:
    """Give the trace of a window whose line was connected and lost at these moments."""
    facts: dict[str, object] = {}
    for kind, moment in happened:
        at = "at" if kind == "connected" else "since"
        data = {"venue": "H-1", "window": "W1", "division": "520402109", at: f"{moment}+08:00"}
        told = SimpleNamespace(type=f"window.{kind}", data=data, occurred_at=f"{moment}+08:00")
        STEPS[told.type](facts, told, "connectivity/H-1-W1")  # type: ignore[arg-type]
    return facts


def linked(day: str, *happened: tuple[str, str]) -> bool:
    return bool(linked_on(lines_of([traced(*happened)]), date.fromisoformat(day), CALENDAR))


UP, LOST = ("connected", "2026-11-09T09:00:00.000"), ("lost", "2026-11-13T17:00:00.000")


def test_a_line_is_linked_from_its_first_heartbeat() -> None:
    assert not linked("2026-11-08", UP)
    assert linked("2026-11-09", UP)


@pytest.mark.parametrize(("day", "expected"), [("2026-11-13", True), ("2026-11-15", True), ("2026-11-16", False)])
def test_a_line_down_for_more_than_one_working_day_is_not_linked(day: str, expected: bool) -> None:
    """Lost on a Friday evening: linked over the weekend, missing from the end of Monday (S1.2a)."""
    assert linked(day, UP, LOST) is expected


def test_a_device_that_is_switched_off_for_the_night_leaves_no_trace() -> None:
    told = traced(UP, ("lost", "2026-11-10T17:00:00.000"), ("connected", "2026-11-11T08:55:00.000"))
    assert told["lines"] == (("2026-11-09T09:00:00.000+08:00", True),)
    assert len(traced(UP, LOST, ("connected", "2026-11-16T09:00:00.000"))["lines"]) == 3  # type: ignore[arg-type]
    assert Traces().cell("connectivity/H-520402109-W1") == LINES_CELL


def test_counties_halls_and_points_are_linked_or_named() -> None:
    county = DepartmentRegistered(
        code="dep-c", name=Text("西秀区局"), division="520402000", nature="机关", credit_code=""
    )
    told = connected(register(*story()), frozenset())
    assert told == Share(0, 2, {HALL: "not_connected", "520402000": "no_county_unit"})
    assert connected(register(*story(), county), {f"{HALL}-W-dep-01"}) == Share(2, 2)
