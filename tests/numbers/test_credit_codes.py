"""Credit codes: the outer check character and the organisation code within. All codes here are made up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.numbers import BadNumber, check_credit_code
from shared.numbers.credit_codes import ALPHABET, credit_check

VALID = ["11520402MB00000199", "11520422MB00000273", "11520425MB00000359", "12520402MB0000043N"]


@pytest.mark.parametrize("code", VALID)
def test_the_made_up_examples_are_valid(code: str) -> None:
    assert check_credit_code(f" {code.lower()} ") == code


def test_a_wrong_organisation_code_is_seen_behind_a_right_check_character() -> None:
    body = "11520402MB0000018"
    with pytest.raises(BadNumber) as refusal:
        check_credit_code(body + credit_check(body))
    assert refusal.value.fault == "organisation"


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("", "length"),
        (VALID[0][:17], "length"),
        ("11520402MB0000019O", "characters"),
        ("11520402MB0000019A", "check"),
    ],
)
def test_each_fault_has_its_name(code: str, fault: str) -> None:
    with pytest.raises(BadNumber) as refusal:
        check_credit_code(code)
    assert refusal.value.fault == fault
    assert refusal.value.code == "bad_credit_code"


@given(st.sampled_from(VALID), st.integers(0, 17), st.sampled_from(ALPHABET))
def test_no_single_wrong_character_goes_unseen(code: str, place: int, character: str) -> None:
    changed = code[:place] + character + code[place + 1 :]
    if changed != code:
        with pytest.raises(BadNumber):
            check_credit_code(changed)
