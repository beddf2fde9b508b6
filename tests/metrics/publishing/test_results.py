"""Results without floats, their hash, what differs; days of a period's end; the mean of a year."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.metrics.publishing.annual import row
from services.metrics.publishing.days import days_of
from services.metrics.publishing.results import differences, hash_of, result_of
from services.metrics.scoring import parse_period
from shared.contracts.assessments import Difference
from shared.timekeeping import official

figures = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda parts: st.lists(parts, max_size=4) | st.dictionaries(st.text(max_size=6), parts, max_size=4),
    max_leaves=12,
)


def floats(value: object) -> bool:
    match value:
        case float():
            return True
        case dict():
            return any(map(floats, value.values()))
        case list():
            return any(map(floats, value))
    return False


@given(st.dictionaries(st.text(max_size=6), figures, max_size=6))
def test_a_result_holds_no_float_and_hashes_the_same_however_it_is_ordered(told: dict[str, object]) -> None:
    made = result_of(told)
    assert not floats(made)
    assert hash_of(made) == hash_of(dict(reversed(made.items())))
    assert differences(made, made) == ()


def test_a_half_point_is_told_exactly() -> None:
    assert result_of({"numerator": 9.5, "lists": ["late"]}) == {"numerator": "19/2"}


def test_differences_name_a_deduction_by_its_kind_wherever_it_stands() -> None:
    red, warn = {"kind": "red", "count": 1}, {"kind": "warn", "count": 3}
    told = differences({"deductions": [red, warn]}, {"deductions": [warn | {"count": 4}]})
    assert told == (
        Difference("deductions.red.kind", "red", ""),
        Difference("deductions.red.count", "1", ""),
        Difference("deductions.warn.count", "3", "4"),
    )


def test_differences_name_the_figure_by_its_indicator() -> None:
    before = {"rank": 1, "components": [{"id": "D02", "numerator": 5}]}
    after = {"rank": None, "components": [{"id": "D02", "numerator": 4}, {"id": "D03", "numerator": 1}]}
    assert differences(before, after) == (
        Difference("rank", "1", ""),
        Difference("D02.numerator", "5", "4"),
        Difference("D03.id", "", "D03"),
        Difference("D03.numerator", "", "1"),
    )


@pytest.mark.parametrize(
    ("period", "frozen", "published", "provisional"),
    [
        ("2026Q1", date(2026, 4, 8), date(2026, 4, 15), False),
        ("2026Q3", date(2026, 10, 13), date(2026, 10, 20), False),
        ("2026Q4", date(2027, 1, 8), date(2027, 1, 15), True),
    ],
)
def test_freeze_and_publication_are_counted_in_working_days(
    period: str, frozen: date, published: date, provisional: bool
) -> None:
    days = days_of(parse_period(period), official())
    assert (days.frozen_on, days.publish_from, days.provisional) == (frozen, published, provisional)


def test_a_year_is_the_weighted_mean_of_its_ranked_periods() -> None:
    totals = [("2026Q1", "80.00", "a"), ("2026Q2", "", "b"), ("2026Q3", "68.43", "c")]
    assert row("dep-zr", totals, {}).mean == "74.22"
    assert row("dep-zr", totals, {"2026Q3": Fraction(3)}).mean == "71.32"
    assert row("dep-zr", [("2026Q2", "", "b")], {}).mean == ""
