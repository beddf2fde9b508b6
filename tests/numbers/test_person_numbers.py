"""What people show who have no resident's card: permits for the mainland, passports. All numbers here are made up."""

from __future__ import annotations

from datetime import date

import pytest

from shared.numbers import BadNumber, born_on, check_person_number

TODAY = date(2026, 11, 24)
RESIDENT = "520402200503150012"


@pytest.mark.parametrize(
    ("shown", "kept"),
    [
        (RESIDENT, RESIDENT),
        (" h12345678 ", "H12345678"),
        ("M1234567802", "M12345678"),
        ("t00012345", "T00012345"),
        ("usa-e12345678", "USA-E12345678"),
        ("VNM-C1234567", "VNM-C1234567"),
    ],
)
def test_each_paper_has_one_form(shown: str, kept: str) -> None:
    assert check_person_number(shown, TODAY) == kept


@pytest.mark.parametrize(
    ("shown", "fault"),
    [
        ("E12345678", "form"),
        ("USA-ABCDEFGH", "form"),
        ("H1234567", "form"),
        ("12345678", "length"),
        ("52040220050315001", "length"),
        ("520402200503150013", "check"),
        ("", "length"),
    ],
)
def test_what_is_none_of_them_says_what_is_wrong_with_it(shown: str, fault: str) -> None:
    with pytest.raises(BadNumber) as refusal:
        check_person_number(shown, TODAY)
    assert (refusal.value.code, refusal.value.fault) == ("bad_identity_number", fault)


def test_a_renewed_permit_is_the_same_persons() -> None:
    assert check_person_number("H1234567801", TODAY) == check_person_number("H12345678", TODAY)


def test_only_a_number_of_eighteen_tells_the_birth_date() -> None:
    assert born_on(RESIDENT) == date(2005, 3, 15)
    assert born_on("H12345678") is None
    assert born_on("USA-E1234567890123") is None
