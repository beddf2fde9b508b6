"""Identity numbers: what C-2 asks for, and what it forbids to ask for. All numbers here are made up."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.numbers import BadNumber, birth_date, check_identity_number
from shared.numbers.iso7064 import check_character

TODAY = date(2026, 11, 24)
VALID = "520402200503150012"
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def fault(text: str) -> str:
    with pytest.raises(BadNumber) as refusal:
        check_identity_number(text, TODAY)
    assert refusal.value.code == "bad_identity_number"
    assert text.strip() not in str(refusal.value) or not text.strip(), "no number in a message"
    return refusal.value.fault


def test_a_number_of_the_standard_is_taken() -> None:
    assert check_identity_number(VALID, TODAY) == VALID
    assert birth_date(VALID) == date(2005, 3, 15)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("52040219900230001X", "birth_date"),
        ("520402199001010011", "check"),
        ("520402209001010011", "birth_date"),
        ("520402900101001", "old_form"),
        ("52040219900101001", "length"),
        ("5204021990010100111", "length"),
        ("", "length"),
        ("52040219900101001Y", "characters"),
        ("5204021990010100 1", "characters"),
        ("５２０４０２２００５０３１５００１２", "characters"),
        ("520402000001010011", "birth_date"),
    ],
)
def test_each_fault_has_its_name(text: str, expected: str) -> None:
    assert fault(text) == expected


def test_an_old_number_of_the_former_prefecture_is_taken() -> None:
    body = "52252719850615001"
    assert check_identity_number(body + check_character(body), TODAY)


def test_a_small_x_and_spaces_are_forgiven() -> None:
    body = next(f"520402200503150{n:02d}" for n in range(100) if check_character(f"520402200503150{n:02d}") == "X")
    assert check_identity_number(f" {body}x\n", TODAY) == body + "X"


@given(st.text("0123456789", min_size=17, max_size=17))
def test_the_check_character_is_the_one_of_gb_11643(body: str) -> None:
    total = sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True))
    assert check_character(body) == "10X98765432"[total % 11]


@given(st.integers(0, 17), st.text("0123456789", min_size=1, max_size=1))
def test_no_single_wrong_digit_goes_unseen(place: int, digit: str) -> None:
    changed = VALID[:place] + digit + VALID[place + 1 :]
    if changed != VALID:
        with pytest.raises(BadNumber):
            check_identity_number(changed, TODAY)
