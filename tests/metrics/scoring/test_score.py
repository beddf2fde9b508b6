"""The score: the golden samples of the published policy to the cent, empty denominators, small samples, grades."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.metrics.facts import LISTS
from services.metrics.scoring import KINDS, load_policy, parse_period, policies, ranked, score
from services.metrics.scoring.score import round_half_up
from shared.contracts import Rejected
from tests.metrics.scoring.samples import VILLAGE, A, B, C

POLICY = load_policy("1.0.0")


def points(facts: dict[str, int], kind: str = "department") -> list[str]:
    return [str(round_half_up(c.score)) for c in score(POLICY, facts, kind).components if c.score is not None]


def test_golden_sample_a_comes_out_to_the_cent_in_every_indicator() -> None:
    told = "5.00 10.57 3.83 3.38 6.75 3.43 12.21 4.11 9.48 3.00 4.50 4.17"
    assert points(A) == told.split()
    done = score(POLICY, A)
    assert done.base is not None
    assert (str(round_half_up(done.base)), done.deducted, str(done.total), done.grade) == ("70.42", 2, "68.42", "pass")


def test_golden_sample_b_has_a_base_but_neither_grade_nor_rank() -> None:
    done = score(POLICY, B)
    assert done.base is not None
    assert (done.applicable, str(round_half_up(done.raw)), str(round_half_up(done.base))) == (75, "65.06", "86.75")
    assert (done.reason, done.ranked, done.grade) == ("too_few_cases", False, "")


def test_golden_sample_c_is_good() -> None:
    done = score(POLICY, C)
    assert (str(done.total), done.grade, done.reason) == ("89.42", "good", "")


def test_the_village_sample_comes_out_to_the_cent_in_every_indicator() -> None:
    told = points(VILLAGE, "point")
    assert [str(Decimal(told[0]) + Decimal(told[1])), *told[2:]] == [
        *("9.40", "4.50", "13.75", "11.25", "10.80", "9.17", "12.73", "5.00"),
    ]
    done = score(POLICY, VILLAGE, "point")
    assert (str(done.total), done.grade) == ("76.60", "pass")


def test_an_empty_denominator_is_not_applicable_and_its_weight_is_shared_out() -> None:
    done = score(POLICY, B)
    rating = done.component("D08")
    assert (rating.ratio, rating.shrunk, rating.score) == (None, None, None)
    assert done.base == done.raw / 75 * 100


def test_a_score_on_too_little_weight_is_not_ranked() -> None:
    assert score(POLICY, {"on_time": 20, "settled": 20}).reason == "too_little_weight"


@pytest.mark.parametrize(
    ("kept", "told"),
    [(80, "0.00"), (79, "0.00"), (0, "0.00"), (81, "0.50"), (90, "5.00"), (99, "9.50"), (100, "10.00")],
)
def test_an_indicator_without_a_prior_is_nothing_at_its_floor_and_whole_at_its_target(kept: int, told: str) -> None:
    assert points({"in_hall": kept, "in_hall_of": 100}) == [told]


@pytest.mark.parametrize(("true", "told"), [(0, "10.00"), (2, "10.00"), (3, "9.63"), (28, "0.37"), (29, "0.00")])
def test_where_less_is_better_the_floor_lies_above_the_target(true: int, told: str) -> None:
    """(2 + 1) / (1000 + 500) = 0.002 is the target, (29 + 1) / 1500 = 0.02 the floor."""
    assert points({"substantiated": true, "decided": 600, "completed": 400}) == [told]


@pytest.mark.parametrize(("due", "reason"), [(9, "too_few_cases"), (10, "")])
def test_ten_cases_due_are_enough_and_nine_are_not(due: int, reason: str) -> None:
    facts = C | {"settled": due - 4, "on_time": due - 4, "instant_settled": 4, "instant_met": 4}
    assert (score(POLICY, facts).cases, score(POLICY, facts).reason) == (due, reason)


@pytest.mark.parametrize(
    ("without", "weight", "reason"), [((), 60, ""), (("duty", "duty_met"), 55, "too_little_weight")]
)
def test_sixty_points_that_apply_are_enough_and_fewer_are_not(
    without: tuple[str, ...], weight: int, reason: str
) -> None:
    """D01 10, D02 20, D04 5, D05 10, D09 10, D12 5."""
    applies = ("in_hall", "in_hall_of", "on_time", "settled", "instant_met", "instant_settled", "notice_good")
    applies += ("defective", "substantiated", "decided", "completed", "duty", "duty_met")
    told = score(POLICY, {name: C[name] for name in applies if name not in without})
    assert (told.applicable, told.reason) == (weight, reason)


def test_three_equal_totals_share_a_rank_and_the_next_two_are_left_out() -> None:
    places = ranked({unit: score(POLICY, A if unit == "d" else C) for unit in "abcd"})
    assert [(place.unit, place.rank) for place in places] == [("a", 1), ("b", 1), ("c", 1), ("d", 4)]


def test_nothing_at_all_has_no_total() -> None:
    empty = score(POLICY, {})
    assert (empty.total, empty.reason, empty.grade) == (None, "nothing_applies", "")


def test_of_several_ratios_the_smallest_that_applies_counts() -> None:
    told = {"c3a": 9, "c3a_of": 10, "received": 10, "lagging": 3, "promised": 0}
    c3 = score(POLICY, told, "hall").component("H03c")
    assert (c3.numerator, c3.denominator) == (7, 10)
    assert score(POLICY, {"c3a": 9, "c3a_of": 10}, "hall").component("H03c").ratio == Fraction(9, 10)


def test_excellent_asks_for_no_red_card_and_for_the_one_time_notice() -> None:
    register = ["in_hall", "in_hall_of", "online", "online_of"]
    cases = ["early", "early_of", "promised", "receipts", "on_time", "settled", "decided", "grade_1", "ratings"]
    best = dict.fromkeys([*register, *cases, "duty", "duty_met", "instant_met", "instant_settled"], 900)
    noticed = best | {"notice_good": 97, "defective": 100}
    assert score(POLICY, noticed).grade == "excellent"
    assert score(POLICY, best).grade == "excellent"
    assert score(POLICY, noticed | {"notice_good": 96}).grade == "good"
    assert score(POLICY, noticed | {"red": 1}).grade == "good"


@pytest.mark.parametrize(
    ("fact", "grade"),
    [("veto_bribe", "fail"), ("veto_retaliation", "fail"), ("veto_illegal_fee", "pass"), ("veto_false_data", "pass")],
)
def test_a_finding_that_vetoes_lets_no_better_grade_stand_and_leaves_the_points(fact: str, grade: str) -> None:
    done = score(POLICY, C | {fact: 1})
    assert (done.grade, str(done.total)) == (grade, "89.42")


def test_one_fee_for_a_proxy_fails_a_point_whatever_its_sample() -> None:
    assert score(POLICY, VILLAGE | {"veto_illegal_fee": 1}, "point").grade == "fail"
    small = score(POLICY, VILLAGE | {"veto_illegal_fee": 1, "handover_settled": 3, "handover_met": 3}, "point")
    assert (small.ranked, small.grade) == (False, "fail")


def test_of_one_cause_only_the_heaviest_is_deducted() -> None:
    assert score(POLICY, C | {"!red+yellow": 1}).deducted == 5
    assert score(POLICY, C | {"!red": 1, "!yellow": 1}).deducted == 7
    assert score(POLICY, C | {"!deemed+red": 2}).deducted == 10


def test_warnings_cost_a_point_for_every_three() -> None:
    assert [score(POLICY, C | {"!warn": n}).deducted for n in (1, 2, 3, 5, 6)] == [0, 0, 1, 1, 2]


def test_deductions_stop_at_the_cap_and_the_total_at_zero() -> None:
    assert score(POLICY, C | {"!red": 40}).deducted == 30
    poor = score(POLICY, {"settled": 100, "decided": 1, "substantiated": 50, "grade_5": 50, "ratings": 50, "!red": 9})
    assert poor.total == 0


def test_a_hall_does_not_answer_for_the_cards_of_its_departments() -> None:
    assert score(POLICY, {"name_ok": 1, "name_of": 1, "!red": 3, "!second_notice": 1}, "hall").deducted == 2


def test_equal_totals_share_a_rank_zeros_stay_ranked_and_the_unranked_come_last() -> None:
    bad = dict.fromkeys(C, 0) | {"settled": 100, "grade_5": 50, "ratings": 50, "completed": 1, "substantiated": 50}
    bad |= {"in_hall_of": 5, "online_of": 5, "duty": 10, "!red": 9}
    units = {"d": bad, "b": C, "a": C, "c": A, "e": B}
    places = ranked({unit: score(POLICY, facts) for unit, facts in units.items()})
    assert [(p.unit, p.rank) for p in places] == [("a", 1), ("b", 1), ("c", 3), ("d", 4), ("e", None)]
    assert places[3].score.total == 0


def test_every_sheet_has_a_hundred_points_and_speaks_only_of_lists_that_exist() -> None:
    for policy in policies():
        assert set(policy.sheets) == set(KINDS)
        for sheet in policy.sheets.values():
            assert sum(indicator.weight for indicator in sheet.indicators) == 100
            for indicator in sheet.indicators:
                assert set(indicator.lists) <= set(LISTS)
                assert all(told["zh"] and told["en"] for told in (indicator.name, indicator.rule))


def test_the_policy_in_force_is_the_one_of_the_periods_first_day() -> None:
    assert policies()[0].version == "1.0.0"


@pytest.mark.parametrize(
    ("value", "rounded"),
    [("0.005", "0.01"), ("0.00499", "0.00"), ("2.675", "2.68"), ("-0.005", "-0.01"), ("100", "100.00")],
)
def test_halves_are_rounded_up(value: str, rounded: str) -> None:
    assert str(round_half_up(Fraction(value))) == rounded


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 500))
def test_more_cases_on_time_never_score_less(on_time: int, more: int, late: int) -> None:
    def scored(good: int) -> Fraction:
        found = score(POLICY, {"on_time": good, "settled": good + late}).component("D02").score
        return found if found is not None else Fraction(0)

    if on_time + late:
        assert scored(on_time + more) >= scored(on_time)
        assert 0 <= scored(on_time) <= 20


NAMED = sorted(
    {name for sheet in POLICY.sheets.values() for indicator in sheet.indicators for name in indicator.facts}
    | {"!red", "!yellow", "!warn", "!deemed+red", "red", "veto_bribe", "unexplained"}
)


@given(st.dictionaries(st.sampled_from(NAMED), st.integers(0, 2000)), st.sampled_from(KINDS))
def test_whatever_the_facts_a_total_lies_between_nothing_and_a_hundred(facts: dict[str, int], kind: str) -> None:
    done = score(POLICY, facts, kind)
    assert 0 <= done.deducted <= 30
    if done.total is not None:
        assert 0 <= done.total <= 100
        assert done.total == done.total.quantize(Decimal("0.01"))
    for component in done.components:
        assert component.score is None or 0 <= component.score <= component.indicator.weight


def test_quarters_know_their_days_and_neighbours() -> None:
    period = parse_period("2026Q4")
    assert (period.first.isoformat(), period.last.isoformat()) == ("2026-10-01", "2026-12-31")
    assert (period.previous().name, period.next().name) == ("2026Q3", "2027Q1")


@pytest.mark.parametrize("name", ["2026", "2026Q5", "2026q1", "1026Q1", "2026Q1 ", "20２６Q1"])
def test_what_is_no_quarter_is_refused(name: str) -> None:
    with pytest.raises(Rejected):
        parse_period(name)
