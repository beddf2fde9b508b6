"""Rules that cannot be meant: refused with a code, the field by its path, and the basis."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from shared.timekeeping import BadRule
from shared.timekeeping.market import market_days, read_rule

SUNDAYS = {"type": "weekday", "weekdays": [7]}
SATURDAYS = {"type": "weekday", "weekdays": [6]}


def refused(rule: object) -> tuple[str, str]:
    with pytest.raises(BadRule) as refusal:
        read_rule(rule)
    assert refusal.value.status == 422
    assert refusal.value.basis == "S2.6a; B-3.4"
    (field,) = refusal.value.errors
    return refusal.value.code, field


def any_of(*rules: dict[str, Any], **more: object) -> dict[str, Any]:
    return {"type": "any_of", "rules": list(rules), **more}


@pytest.mark.parametrize(
    ("rule", "field"),
    [
        ([], "rule"),
        ({"type": "moon"}, "type"),
        ({"type": "weekday", "weekdays": [9]}, "weekdays"),
        ({**SUNDAYS, "tails": [1]}, "tails"),
        ({"type": "solar_tail", "tails": [1, 6]}, "exclude_days"),
        ({"type": "branch", "branches": ["寅", "酉"]}, "branches"),
        ({**SUNDAYS, "valid_from": "2026-02-01", "valid_to": "2026-01-01"}, "valid_to"),
        (any_of(), "rules"),
        (any_of(SUNDAYS, {"type": "lunar_tail", "tails": [10]}), "rules[1].tails"),
        (any_of(any_of({"type": "interval", "anchor": "2026-01-03", "every": 0})), "rules[0].rules[0].every"),
        (any_of(SUNDAYS, "sundays"), "rules[1]"),
    ],
)
def test_a_refusal_names_the_field_by_its_path(rule: object, field: str) -> None:
    assert refused(rule) == ("bad_market_rule", field)


@pytest.mark.parametrize(
    "rule",
    [
        {"type": "solar_tail", "tails": [1], "exclude_days": [1, 11, 21, 31]},
        {"type": "branch", "branches": ["午"], "valid_from": "2026-02-02", "valid_to": "2026-02-12"},
        {
            "type": "interval",
            "anchor": "2026-01-03",
            "every": 366,
            "valid_from": "2026-01-04",
            "valid_to": "2026-12-31",
        },
        {**SUNDAYS, "valid_from": "2026-02-01", "valid_to": "2026-02-10", "cancel": ["2026-02-01", "2026-02-08"]},
        any_of({**SUNDAYS, "valid_to": "2026-01-31"}, SATURDAYS, valid_from="2026-02-02", valid_to="2026-02-06"),
    ],
    ids=["every day excluded", "too short", "between two", "all cancelled", "no part within the whole"],
)
def test_a_rule_that_never_occurs_is_refused(rule: dict[str, Any]) -> None:
    assert refused(rule)[0] == "never_a_market_day"


@pytest.mark.parametrize(
    "rule",
    [
        {"type": "branch", "branches": ["午"], "valid_from": "2026-02-01", "valid_to": "2026-02-01"},
        {**SUNDAYS, "valid_from": "2026-02-02", "valid_to": "2026-02-03", "add": ["2026-02-03"]},
        any_of({**SUNDAYS, "valid_from": "2090-01-01"}),
        {**SUNDAYS, "cancel": [f"2026-{month:02}-01" for month in range(1, 13)]},
        {"type": "interval", "anchor": "2026-01-03", "every": 366},
    ],
    ids=["one day", "only the added day", "far off", "some cancelled", "rarest interval"],
)
def test_a_rule_that_occurs_once_is_read(rule: dict[str, Any]) -> None:
    read_rule(rule)


@pytest.mark.parametrize(
    ("rules", "field"),
    [
        ([SUNDAYS, SUNDAYS], "rules[1].type"),
        ([{**SUNDAYS, "valid_to": "2026-06-30"}, {**SUNDAYS, "valid_from": "2026-06-30"}], "rules[1].valid_from"),
        ([{**SUNDAYS, "valid_to": "2026-06-30"}, {**SATURDAYS, "valid_from": "2026-06-01"}], "rules[1].valid_from"),
        ([{**SUNDAYS, "rule_id": "m"}, {"type": "solar_tail", "tails": [5], "rule_id": "m"}], "rules[1].type"),
    ],
    ids=["twice the same", "a day of both", "old and new day of the week", "one rule_id"],
)
def test_two_versions_of_one_rhythm_at_the_same_time_are_refused(rules: list[dict[str, Any]], field: str) -> None:
    assert refused(any_of(*rules)) == ("overlapping_validity", field)


@pytest.mark.parametrize(
    "rules",
    [
        [SUNDAYS, SATURDAYS],
        [{**SUNDAYS, "valid_to": "2026-06-30"}, {**SATURDAYS, "valid_from": "2026-07-01"}],
        [{**SUNDAYS, "valid_from": "2026-01-01"}, {"type": "solar_tail", "tails": [5], "valid_from": "2026-01-01"}],
        [
            {**SUNDAYS, "rule_id": "all year", "valid_from": "2026-01-01"},
            {**SATURDAYS, "rule_id": "summer", "valid_from": "2026-06-01", "valid_to": "2026-08-31"},
        ],
    ],
    ids=["side by side", "one after the other", "different rhythms", "told apart by rule_id"],
)
def test_rhythms_that_stand_side_by_side_are_read(rules: list[dict[str, Any]]) -> None:
    read_rule(any_of(*rules))


def test_a_change_of_the_market_day_takes_place_on_its_day() -> None:
    rule = read_rule(any_of({**SUNDAYS, "valid_to": "2026-06-30"}, {**SATURDAYS, "valid_from": "2026-07-01"}))
    days = market_days(rule, date(2026, 6, 20), date(2026, 7, 12))
    assert [str(day) for day in days] == ["2026-06-21", "2026-06-28", "2026-07-04", "2026-07-11"]


@pytest.mark.parametrize("validity", [{"valid_from": "2100-01-01"}, {"valid_to": "1900-12-31"}])
def test_a_lunar_rule_outside_the_known_lunar_years_is_refused(validity: dict[str, str]) -> None:
    assert refused({"type": "lunar_tail", "tails": [4, 9], **validity})[0] == "no_lunar_date"


@pytest.mark.parametrize("year", [1900, 2100])
def test_lunar_market_days_of_an_unknown_year_are_refused(year: int) -> None:
    rule = read_rule({"type": "lunar_tail", "tails": [4, 9]})
    with pytest.raises(BadRule) as refusal:
        market_days(rule, date(year, 1, 1), date(year, 12, 31))
    assert (refusal.value.code, *refusal.value.errors) == ("no_lunar_date", "year")
