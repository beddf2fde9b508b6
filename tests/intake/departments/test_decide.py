"""Rules of departments: codes that fit together, in whose name they act, who reviews what they decide."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shared.contracts.registry import DepartmentRegistered
from tests.intake.duties import BUREAU, SERVICE, STATION, stating


def test_a_department_is_registered_as_it_is_stated() -> None:
    stating(STATION).then(STATION)


def test_a_statement_from_before_the_codes_stands_as_it_was() -> None:
    plain = replace(STATION, body="", standing="", acts_for="", level="", review_authority="哪里都行")
    stating(plain).then(plain)


def test_a_credit_code_fits_its_check_characters() -> None:
    refusal = stating(replace(STATION, credit_code="11520422MB0000027A")).rejected("bad_credit_code", "GB 32100")
    assert (refusal.status, list(refusal.errors)) == (422, ["credit_code"])


def test_the_organisation_code_within_a_credit_code_fits_too() -> None:
    """The last character alone would let this pass: the eighteenth fits, the seventeenth does not (C-2)."""
    from shared.numbers.credit_codes import credit_check

    body = "11520422MB0000028"
    forged = replace(STATION, credit_code=body + credit_check(body))
    refusal = stating(forged).rejected("bad_credit_code", "GB 11714")
    assert "organisation code" in refusal.message


REVIEWED = [
    (SERVICE, "普定县人民政府"),
    (replace(SERVICE, standing="internal"), "普定县人民政府"),
    (STATION, "普定县人民政府"),
    (replace(STATION, standing="dispatched", acts_for=""), "普定县人民政府"),
    (replace(STATION, standing="county_department", acts_for=""), "普定县人民政府"),
    (replace(STATION, level="3", division="520400"), "安顺市人民政府"),
    (replace(STATION, vertical=True, superior="安顺市税务局"), "安顺市税务局"),
]


@pytest.mark.parametrize(("department", "authority"), REVIEWED, ids=lambda each: getattr(each, "standing", each))
def test_the_review_authority_follows_from_kind_and_level(department: DepartmentRegistered, authority: str) -> None:
    derived = replace(department, review_authority=authority)
    stating(replace(department, review_authority="")).then(derived)
    stating(derived).then(derived)


def test_a_review_authority_that_is_not_the_laws_is_refused() -> None:
    wrong = replace(SERVICE, review_authority="普定县马场镇人民政府")
    refusal = stating(wrong).rejected("wrong_review_authority", "复议法24")
    assert "普定县人民政府" in refusal.errors["review_authority"]


def test_an_organ_led_from_above_names_its_superior() -> None:
    stating(replace(STATION, vertical=True)).rejected("superior_missing", "复议法27")


def test_departments_and_dispatched_agencies_alone_act_in_their_own_names() -> None:
    stating(replace(STATION, standing="dispatched")).rejected("acts_in_own_name", "L14c")
    stating(replace(STATION, standing="county_department")).rejected("acts_in_own_name", "L14c")
    stating(replace(STATION, acts_for="")).rejected("acts_for_missing", "L14c")


def test_the_level_fits_the_kind_of_body() -> None:
    stating(replace(SERVICE, level="4")).rejected("level_not_by_standing")
    stating(replace(STATION, level="5")).rejected("level_not_by_standing")


def test_codes_are_those_of_the_standard() -> None:
    stating(replace(STATION, body="7")).rejected("unknown_code", "A.3")
    stating(replace(STATION, level="9")).rejected("unknown_code", "A.2")


def test_the_government_of_an_unknown_division_is_not_guessed() -> None:
    stating(replace(STATION, division="110101", review_authority="")).rejected("unknown_division")


def test_a_superior_is_on_the_register_and_no_department_stands_above_itself() -> None:
    stating(replace(STATION, superior_code="dep-lin")).then(replace(STATION, superior_code="dep-lin"))
    stating(replace(STATION, superior_code="dep-xx")).rejected("unknown_department")
    above = replace(BUREAU, superior_code="dep-zr")
    stating(replace(STATION, superior_code="dep-lin"), above).rejected("superior_of_itself")
