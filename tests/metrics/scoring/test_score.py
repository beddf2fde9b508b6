"""The score: the golden samples of the published policy to two digits, empty denominators, small samples, ranks."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.metrics.facts import LISTS, NAMES
from services.metrics.scoring import load_policy, parse_period, policies, ranked, score
from services.metrics.scoring.policy import policy_for, read_policy
from services.metrics.scoring.score import round_half_up
from shared.contracts import Rejected

POLICY = load_policy("1.0.0")
WHOLE = read_policy((Path(__file__).parent / "whole-department-sheet.json").read_bytes())

A = {
    **{"in_hall": 9, "items": 10, "on_time": 114, "settled": 120, "early": 40, "early_of": 100},
    **{"instant_same_day": 58, "instant": 60, "notice_good": 29, "defective": 30, "receipts": 118, "receipts_of": 120},
    **{"grade_1": 40, "grade_2": 30, "grade_3": 8, "grade_4": 1, "grade_5": 1, "ratings": 80},
    **{"rectified": 2, "bad": 2, "substantiated": 1, "decided": 120, "completed": 60, "online": 8},
    **{"told": 5, "told_of": 5, "on_duty": 118, "duty": 120},
}
B = {
    **{"in_hall": 4, "items": 4, "on_time": 2, "settled": 2, "early": 1, "early_of": 2, "receipts": 2},
    **{"receipts_of": 2, "grade_1": 2, "ratings": 2, "decided": 2, "online": 4, "on_duty": 60, "duty": 60},
}
C = {
    **{"in_hall": 20, "items": 20, "on_time": 392, "settled": 400, "early": 240, "early_of": 350},
    **{"instant_same_day": 198, "instant": 200, "notice_good": 49, "defective": 50, "receipts": 400},
    **{"receipts_of": 400, "grade_1": 280, "grade_5": 20, "ratings": 300, "rectified": 9, "bad": 10},
    **{"substantiated": 1, "decided": 400, "completed": 200, "online": 19, "told": 12, "told_of": 12},
    **{"on_duty": 120, "duty": 120},
}


@pytest.mark.parametrize(
    ("sums", "on_time", "satisfaction", "complaints"),
    [(A, "10.57", "12.21", "9.48"), (B, "14.55", "13.25", "10.00"), (C, "15.90", "14.20", "10.00")],
    ids=["A", "B", "C"],
)
def test_the_golden_samples_come_out_to_the_cent(
    sums: dict[str, int], on_time: str, satisfaction: str, complaints: str
) -> None:
    components = score(POLICY, sums).components
    points = {c.indicator.id: str(round_half_up(c.score)) for c in components if c.score is not None}
    assert points == {"D02": on_time, "D07": satisfaction, "D09": complaints}


@pytest.mark.parametrize(("sums", "total"), [(A, "70.42"), (B, "86.75"), (C, "89.42")], ids=["A", "B", "C"])
def test_the_same_formula_carries_all_twelve_indicators_as_data(sums: dict[str, int], total: str) -> None:
    assert score(WHOLE, sums).total == Decimal(total)


def test_two_cases_are_too_few_to_rank_whatever_they_score() -> None:
    small = score(WHOLE, B)
    assert (small.applicable, small.reason, small.ranked) == (75, "too_few_cases", False)


def test_an_empty_denominator_is_not_applicable_and_its_weight_is_shared_out() -> None:
    nobody_rated = {"on_time": 20, "settled": 20, "decided": 20}
    done = score(POLICY, nobody_rated)
    rating = done.component("D07")
    assert (rating.ratio, rating.shrunk, rating.score) == (None, None, None)
    assert done.applicable == 30
    assert done.total == round_half_up(done.raw / 30 * 100)
    assert done.ranked


def test_a_score_on_too_little_weight_is_not_ranked() -> None:
    assert score(POLICY, {"on_time": 20, "settled": 20}).reason == "too_little_weight"


def test_nothing_at_all_has_no_total() -> None:
    empty = score(POLICY, {})
    assert (empty.total, empty.reason) == (None, "nothing_applies")


def test_equal_totals_share_a_rank_zeros_stay_ranked_and_the_unranked_come_last() -> None:
    good = {"on_time": 100, "settled": 100, "grade_1": 50, "ratings": 50, "completed": 100}
    bad = {"on_time": 0, "settled": 100, "grade_5": 50, "ratings": 50, "completed": 1, "substantiated": 50}
    units = {"d": bad, "b": good, "a": good, "c": A, "e": B}
    places = ranked({unit: score(POLICY, sums) for unit, sums in units.items()})
    assert [(p.unit, p.rank) for p in places] == [("a", 1), ("b", 1), ("c", 3), ("d", 4), ("e", None)]
    assert places[3].score.total == 0


def test_policies_speak_only_of_sums_and_lists_that_exist() -> None:
    for policy in policies():
        for indicator in policy.indicators:
            assert set(indicator.numerator) | set(indicator.denominator) <= NAMES
            assert set(indicator.lists) <= set(LISTS)
            assert indicator.name["zh"]
            assert indicator.rule["en"]
        assert set(policy.sample.cases) <= NAMES


def test_the_policy_in_force_is_the_one_of_the_periods_first_day() -> None:
    assert policy_for("2026-10-01").version == "1.0.0"


@pytest.mark.parametrize("raw", [b"[]", b"{}", b'{"version": 1}'])
def test_what_is_no_policy_is_refused(raw: bytes) -> None:
    with pytest.raises(ValueError, match="not a scoring policy"):
        read_policy(raw)


@pytest.mark.parametrize(
    ("value", "rounded"),
    [("0.005", "0.01"), ("0.00499", "0.00"), ("2.675", "2.68"), ("-0.005", "-0.01"), ("100", "100.00")],
)
def test_halves_are_rounded_up(value: str, rounded: str) -> None:
    assert str(round_half_up(Fraction(value))) == rounded


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 500))
def test_more_cases_on_time_never_score_less(on_time: int, more: int, late: int) -> None:
    def points(good: int) -> Fraction:
        found = score(POLICY, {"on_time": good, "settled": good + late}).component("D02").score
        return found if found is not None else Fraction(0)

    if on_time + late:
        assert points(on_time + more) >= points(on_time)
        assert 0 <= points(on_time) <= 20


def test_quarters_know_their_days_and_neighbours() -> None:
    period = parse_period("2026Q4")
    assert (period.first.isoformat(), period.last.isoformat()) == ("2026-10-01", "2026-12-31")
    assert (period.previous().name, period.next().name) == ("2026Q3", "2027Q1")


@pytest.mark.parametrize("name", ["2026", "2026Q5", "2026q1", "1026Q1", "2026Q1 ", "20２６Q1"])
def test_what_is_no_quarter_is_refused(name: str) -> None:
    with pytest.raises(Rejected):
        parse_period(name)
