"""Case and document numbers."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.numbers import (
    BadNumber,
    CaseNumber,
    case_number,
    document_number,
    parse_case_number,
    parse_document_number,
    with_check,
)

DAY = date(2026, 9, 17)


def test_a_case_number_says_where_when_and_which() -> None:
    number = case_number("520402109", DAY, 1)
    assert number == "52040210920260917000012"
    assert parse_case_number(number) == CaseNumber("520402109", DAY, 1)


@given(st.dates(date(2016, 1, 1), date(2099, 12, 31)), st.integers(1, 99_999))
def test_reading_undoes_composing(day: date, sequence: int) -> None:
    number = case_number("520425102", day, sequence)
    assert parse_case_number(f" {number.lower()} ") == CaseNumber("520425102", day, sequence)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "length"),
        ("5204021092026091700001", "length"),
        ("52040210920260917000013", "check"),
        ("5204021092026O917000012", "characters"),
        ("5204021092026091700001X ", "check"),
        ("<script>alert(1)</scrip>", "length"),
    ],
)
def test_each_fault_has_its_name(text: str, fault: str) -> None:
    with pytest.raises(BadNumber) as refusal:
        parse_case_number(text)
    assert refusal.value.fault == fault


@pytest.mark.parametrize(("division", "sequence"), [("52040210", 1), ("520402109", 0), ("520402109", 100_000)])
def test_a_number_out_of_range_is_not_composed(division: str, sequence: int) -> None:
    with pytest.raises(BadNumber):
        case_number(division, DAY, sequence)


def test_an_impossible_date_is_refused() -> None:
    from shared.numbers.iso7064 import check_character

    body = "5204021092026023100001"
    with pytest.raises(BadNumber) as refusal:
        parse_case_number(body + check_character(body))
    assert refusal.value.fault == "date"


def test_a_document_number_keeps_within_thirty_characters() -> None:
    assert document_number("520402109", "SL", 2026, 17) == "520402109SL2026000017"
    with pytest.raises(BadNumber):
        document_number("520402109", "sl", 2026, 17)
    with pytest.raises(BadNumber):
        document_number("520402109", "SL", 2026, 1_000_000)


def test_a_document_number_is_checked_as_people_type_it() -> None:
    printed = with_check("520402109SL2026000017")
    assert parse_document_number(printed.lower().replace("-", " ")) == "520402109SL2026000017"


@given(st.integers(1, 999_999), st.integers(0, 21), st.sampled_from("0123456789ABCXYZ"))
def test_any_single_wrong_character_is_noticed(sequence: int, at: int, other: str) -> None:
    printed = with_check(document_number("520402109", "SL", 2026, sequence)).replace("-", "")
    wrong = printed[:at] + other + printed[at + 1 :]
    if wrong != printed:
        with pytest.raises(BadNumber):
            parse_document_number(wrong)
