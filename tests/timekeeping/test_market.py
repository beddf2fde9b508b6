"""Market days and opening duties, by every kind of rule."""

from __future__ import annotations

import contextlib
import itertools
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lunar_python import Lunar, LunarYear, Solar

from shared.timekeeping import BadRule, NoCalendar, official
from shared.timekeeping.lunar import LunarDay, lunar_day
from shared.timekeeping.market import branch_of, market_days, read_rule
from shared.timekeeping.openings import duty_days, opening_duties

HORSE = {"type": "branch", "branches": ["午"]}
YEAR = (date(2026, 1, 1), date(2026, 12, 31))
AUTUMN = (date(2026, 9, 1), date(2026, 11, 30))


def duties(rule: dict[str, Any], first: date, last: date) -> list[str]:
    return [day.isoformat() for day in duty_days(opening_duties(read_rule(rule), official(), first, last))]


def test_a13_a_horse_market_opens_on_eight_weekend_days_of_2026() -> None:
    assert duties(HORSE, *YEAR) == [
        "2026-02-01",
        "2026-03-21",
        "2026-04-26",
        "2026-06-13",
        "2026-07-19",
        "2026-09-05",
        "2026-10-11",
        "2026-11-28",
    ]


def test_lunar_fours_and_nines_on_weekends_of_autumn_2026() -> None:
    rule = {"type": "lunar_tail", "tails": [4, 9], "leap_month": "same", "short_month_30": "skip"}
    assert duties(rule, *AUTUMN) == ["2026-09-05", "2026-09-19", "2026-10-18", "2026-11-07", "2026-11-22"]
    assert duties({**rule, "open_on_public_holiday": True}, *AUTUMN)[2] == "2026-10-04"


def test_fives_and_tens_on_weekends_of_autumn_2026() -> None:
    rule = {"type": "solar_tail", "tails": [5, 0], "exclude_days": [31]}
    assert duties(rule, *AUTUMN) == ["2026-09-05", "2026-10-25", "2026-11-15"]


def test_a_worked_weekend_is_no_opening_duty() -> None:
    sundays = read_rule({"type": "weekday", "weekdays": [7]})
    assert sundays.market(date(2026, 9, 20))
    assert duties({"type": "weekday", "weekdays": [7]}, date(2026, 9, 20), date(2026, 9, 20)) == []


def test_branches_agree_with_the_almanac() -> None:
    assert branch_of(date(2000, 1, 1)) == "午"
    assert branch_of(date(2026, 11, 23)) == "丑"


def test_every_lunar_month_from_1901_to_2099_begins_where_lunar_python_begins_it() -> None:
    for year in range(1901, 2100):
        for month in LunarYear.fromYear(year).getMonthsInYear():
            first = Solar.fromJulianDay(month.getFirstJulianDay())
            day = date(first.getYear(), first.getMonth(), first.getDay())
            if day <= date(2099, 12, 31):
                assert lunar_day(day) == LunarDay(abs(month.getMonth()), 1, month.getMonth() < 0)
                assert lunar_day(day - timedelta(days=1)).day in (29, 30)


@settings(max_examples=150, deadline=None)
@given(st.dates(date(1901, 1, 1), date(2099, 12, 31)))
def test_any_branch_and_lunar_day_agrees_with_lunar_python(day: date) -> None:
    lunar = Solar.fromYmd(day.year, day.month, day.day).getLunar()
    assert branch_of(day) == lunar.getDayZhi()
    assert lunar_day(day) == LunarDay(abs(lunar.getMonth()), lunar.getDay(), lunar.getMonth() < 0)


def test_lunar_days_follow_one_another_without_a_gap() -> None:
    days = [lunar_day(date(1901, 1, 1) + timedelta(days=step)) for step in range(72_000)]
    for before, after in itertools.pairwise(days):
        assert after.day == before.day + 1 or (after.day == 1 and before.day in (29, 30))


@pytest.mark.parametrize("day", [date(1900, 12, 31), date(2100, 1, 1)])
def test_lunar_dates_are_not_guessed_outside_their_table(day: date) -> None:
    with pytest.raises(BadRule):
        lunar_day(day)


@pytest.mark.parametrize(("branches", "every"), [("午", 12), ("寅申", 6), ("丑巳酉", 4)])
def test_evenly_spaced_branches_make_an_even_rhythm(branches: str, every: int) -> None:
    days = market_days(read_rule({"type": "branch", "branches": list(branches)}), *YEAR)
    assert {(after - before).days for before, after in itertools.pairwise(days)} == {every}


def test_an_interval_runs_both_ways_from_its_anchor() -> None:
    rule = read_rule({"type": "interval", "anchor": "2026-01-03", "every": 5})
    assert rule.market(date(2025, 12, 29))
    assert [day.day for day in market_days(rule, date(2026, 1, 1), date(2026, 1, 14))] == [3, 8, 13]


def test_the_thirtieth_of_a_short_lunar_month_is_left_out_or_moves_to_the_first() -> None:
    rule = {"type": "lunar_tail", "tails": [0]}
    skipped = market_days(read_rule({**rule, "short_month_30": "skip"}), *YEAR)
    shifted = market_days(read_rule({**rule, "short_month_30": "shift_to_1"}), *YEAR)
    moved = sorted(set(shifted) - set(skipped))
    assert set(skipped) < set(shifted)
    assert moved
    assert all(lunar_day(day).day == 1 and lunar_day(day - timedelta(days=1)).day == 29 for day in moved)


def test_a_leap_month_may_have_no_market() -> None:
    summer = (date(2025, 7, 25), date(2025, 8, 22))  # the leap sixth month of 2025
    rule = {"type": "lunar_tail", "tails": [4, 9]}
    assert len(market_days(read_rule(rule), *summer)) == 6
    assert market_days(read_rule({**rule, "leap_month": "skip"}), *summer) == []


def test_rules_combine_with_days_added_cancelled_and_validity() -> None:
    rule = read_rule(
        {
            "type": "any_of",
            "rules": [{"type": "weekday", "weekdays": [7]}, HORSE],
            "add": ["2026-02-03"],
            "cancel": ["2026-08-09"],
            "valid_from": "2026-02-01",
            "valid_to": "2026-11-30",
        }
    )
    assert rule.market(date(2026, 2, 3))
    assert not rule.market(date(2026, 8, 9)), "a cancelled Sunday"
    assert rule.market(date(2026, 6, 13)), "a horse day on a Saturday"
    assert not rule.market(date(2026, 1, 25)), "a Sunday before the rule holds"
    assert not rule.market(date(2026, 12, 6))


def test_the_thirty_first_must_be_declared_where_ones_are_market_days() -> None:
    with pytest.raises(BadRule, match="31st"):
        read_rule({"type": "solar_tail", "tails": [1, 6]})
    counted = read_rule({"type": "solar_tail", "tails": [1, 6], "exclude_days": []})
    left_out = read_rule({"type": "solar_tail", "tails": [1, 6], "exclude_days": [31]})
    assert counted.market(date(2026, 1, 31))
    assert not left_out.market(date(2026, 1, 31))


@pytest.mark.parametrize(
    "rule",
    [
        None,
        [],
        {},
        {"type": "moon"},
        {"type": ["weekday"]},
        {"type": "weekday"},
        {"type": "weekday", "weekdays": []},
        {"type": "weekday", "weekdays": [0]},
        {"type": "weekday", "weekdays": [True]},
        {"type": "weekday", "weekdays": "7"},
        {"type": "weekday", "weekdays": [7], "tails": [1]},
        {"type": "weekday", "weekdays": [7], "valid_from": "2026-02-30"},
        {"type": "weekday", "weekdays": [7], "valid_from": "2026-03-01", "valid_to": "2026-02-01"},
        {"type": "weekday", "weekdays": [7], "add": ["2026-03-02"], "cancel": ["2026-03-02"]},
        {"type": "weekday", "weekdays": [7], "open_on_public_holiday": "yes"},
        {"type": "solar_tail", "tails": [10]},
        {"type": "solar_tail", "tails": [5], "exclude_days": [32]},
        {"type": "lunar_tail", "tails": [4], "leap_month": "maybe"},
        {"type": "branch", "branches": []},
        {"type": "branch", "branches": ["马"]},
        {"type": "branch", "branches": ["子丑"]},
        {"type": "branch", "branches": ["子", "丑"]},
        {"type": "branch", "branches": ["子", "卯"]},
        {"type": "branch", "branches": ["子", "丑", "申"]},
        {"type": "branch", "branches": ["子", "卯", "午", "酉"]},
        {"type": "branch", "branches": ["午", "午"]},
        {"type": "interval", "anchor": "2026-01-03", "every": 0},
        {"type": "interval", "anchor": "20260103", "every": 5},
        {"type": "interval", "every": 5},
        {"type": "interval", "anchor": "2026-01-03", "every": -5},
        {"type": "interval", "anchor": "2026-01-03", "every": 5.0},
        {"type": "interval", "anchor": "2026-W01-1", "every": 5},
        {"type": "interval", "anchor": None, "every": 5},
        {"type": "weekday", "weekdays": [7], "valid_from": ""},
        {"type": "weekday", "weekdays": [7], "valid_to": 0},
        {"type": "weekday", "weekdays": [7], "rule_id": 7},
        {"type": "weekday", "weekdays": [7], "add": "2026-02-03"},
        {"type": "weekday", "weekdays": [7], "cancel": ["2026-02-30"]},
        {"type": "weekday", "weekdays": [8]},
        {"type": "lunar_tail", "tails": [-1]},
        {"type": "lunar_tail", "tails": [4.0]},
        {"type": "lunar_tail", "tails": []},
        {"type": "lunar_tail", "tails": [4], "short_month_30": "maybe"},
        {"type": "any_of", "rules": []},
        {"type": "any_of", "rules": [{"type": "moon"}]},
    ],
)
def test_a_senseless_rule_is_refused(rule: object) -> None:
    with pytest.raises(BadRule) as refusal:
        read_rule(rule)
    assert refusal.value.code == "bad_market_rule"


def lunar_python_days() -> dict[date, int]:
    """Every day from 2000 to 2099 with its lunar day, from the months as lunar_python has them."""
    found = {}
    for year in range(1999, 2100):
        for month in LunarYear.fromYear(year).getMonthsInYear():
            first = Solar.fromJulianDay(month.getFirstJulianDay())
            day = date(first.getYear(), first.getMonth(), first.getDay())
            found.update({day + timedelta(days=step): step + 1 for step in range(month.getDayCount())})
    return {day: number for day, number in found.items() if 2000 <= day.year < 2100}


def test_every_lunar_market_from_2000_to_2099_agrees_with_lunar_python() -> None:
    numbers = lunar_python_days()
    assert len(numbers) == 36_525
    for tails in ([4, 9], [1, 6], [0, 5]):
        rule = read_rule({"type": "lunar_tail", "tails": tails})
        expected = [day for day, number in sorted(numbers.items()) if number % 10 in tails]
        assert market_days(rule, date(2000, 1, 1), date(2099, 12, 31)) == expected


def test_branches_from_2000_to_2099_agree_with_lunar_python() -> None:
    for step in range(0, 36_525, 29):  # 29 and 12 have nothing in common: all branches come up all the time
        day = date(2000, 1, 1) + timedelta(days=step)
        assert branch_of(day) == Lunar.fromDate(datetime(day.year, day.month, day.day)).getDayZhi()


@pytest.mark.parametrize("year", [2031, 2050, 2099])
def test_market_days_of_far_years_are_told_and_duties_are_provisional(year: int) -> None:
    openings = opening_duties(read_rule(HORSE), official(), date(year, 1, 1), date(year, 12, 31))
    assert len(openings) in (30, 31)
    assert all(opening.provisional for opening in openings)


def test_rules_are_not_nested_for_ever() -> None:
    rule: dict[str, Any] = HORSE
    for _ in range(10):
        rule = {"type": "any_of", "rules": [rule]}
    with pytest.raises(BadRule):
        read_rule(rule)


def test_duties_of_a_year_without_a_calendar_are_refused() -> None:
    with pytest.raises(NoCalendar):
        duties(HORSE, date(2015, 1, 1), date(2015, 12, 31))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text("a7午", max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("a7午", max_size=3), inner, max_size=3),
    max_leaves=5,
)
FIELDS = ["weekdays", "tails", "branches", "anchor", "every", "rules", "add", "cancel", "valid_from", "leap_month"]


@given(
    st.sampled_from(["weekday", "solar_tail", "lunar_tail", "branch", "interval", "any_of"]),
    st.dictionaries(st.sampled_from(FIELDS), JSON, max_size=4),
)
def test_whatever_the_data_a_rule_is_read_or_refused(kind: str, fields: dict[str, Any]) -> None:
    with contextlib.suppress(BadRule):
        read_rule({**fields, "type": kind}).market(date(2026, 5, 5))
