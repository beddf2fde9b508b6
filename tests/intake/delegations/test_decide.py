"""Rules of delegations: in public, for a time, to an organ, never twice and never passed on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from shared.contracts.duties import DelegationRegistered
from shared.contracts.registry import Text
from tests.intake.duties import BUREAU, INSTANT, LICENCE, STATION, day, stating

GIVEN = DelegationRegistered(
    id="WT-1",
    authority="普定县林业局",
    authority_department="dep-lin",
    entrusted="dep-zr",
    items=(LICENCE.code,),
    content=Text("受理、审查和核发"),
    notice="公告〔2025〕8号",
    announced_on=day("2024-12-16"),
    valid_from=day("2025-01-01"),
    valid_until=day("2027-12-31"),
    basis=("行政许可法第二十四条",),
)


def test_an_authority_entrusts_a_body_in_public_and_for_a_time() -> None:
    stating(GIVEN).then(GIVEN)
    assert GIVEN.holds(day("2027-12-31"))
    assert not GIVEN.holds(day("2028-01-01"))


INCOMPLETE: list[tuple[dict[str, Any], str, str]] = [
    ({"authority": ""}, "delegation_incomplete", "authority"),
    ({"items": ()}, "delegation_incomplete", "items"),
    ({"content": Text("")}, "delegation_incomplete", "content"),
    ({"notice": ""}, "delegation_incomplete", "notice"),
    ({"basis": ()}, "delegation_incomplete", "basis"),
    ({"valid_until": day("2024-12-31")}, "impossible_period", "valid_until"),
    ({"announced_on": day("2025-01-02")}, "announced_too_late", "announced_on"),
    ({"entrusted": "dep-xx"}, "unknown_department", "department"),
    ({"items": ("gone",)}, "unknown_item", "item"),
    ({"items": (INSTANT.code,)}, "item_of_another", "items"),
]


@pytest.mark.parametrize(("changes", "code", "field"), INCOMPLETE)
def test_a_delegation_that_lacks_something_is_refused(changes: dict[str, Any], code: str, field: str) -> None:
    refusal = stating(replace(GIVEN, **changes)).rejected(code, "许可法24")
    assert (refusal.status, list(refusal.errors)) == (422, [field])


def test_what_is_entrusted_is_not_passed_on() -> None:
    """The station entrusted by the bureau would entrust another with the same item."""
    passed_on = replace(GIVEN, id="WT-2", authority=STATION.name.zh, authority_department="", entrusted="dep-rs")
    refusal = stating(passed_on, GIVEN).rejected("redelegation", "许可法24")
    assert refusal.status == 422


def test_it_is_not_passed_on_in_the_other_order_either() -> None:
    upstream = replace(GIVEN, id="WT-2", authority="省林业局", authority_department="", entrusted="dep-lin")
    stating(upstream, GIVEN).rejected("redelegation")


def test_a_body_with_entrusted_authority_only_entrusts_nobody() -> None:
    stating(GIVEN, replace(BUREAU, body="3")).rejected("redelegation")
    stating(replace(GIVEN, authority=STATION.name.zh, authority_department="dep-zr")).rejected("redelegation")


def test_an_item_is_not_entrusted_twice_at_a_time() -> None:
    again = replace(GIVEN, id="WT-2", valid_from=day("2027-12-31"), valid_until=day("2028-12-31"))
    stating(again, GIVEN).rejected("overlapping_validity", "许可法24")
    following = replace(again, valid_from=day("2028-01-01"))
    stating(following, GIVEN).then(following)


def test_licences_are_entrusted_to_organs_only() -> None:
    stating(GIVEN, replace(STATION, standing="institution")).rejected("entrusted_not_organ", "许可法24")


def test_the_guide_and_the_delegation_name_the_same_authority() -> None:
    stating(GIVEN, replace(LICENCE, delegated_by="普定县农业农村局")).rejected("another_authority")
    stating(GIVEN, replace(LICENCE, delegated_by="普定县林业局")).then(GIVEN)


def test_a_delegation_may_be_ended_early_and_goes_to_one_body() -> None:
    ended = replace(GIVEN, valid_until=day("2026-09-17"))
    stating(ended, GIVEN, before=GIVEN).then(ended)
    elsewhere = replace(GIVEN, entrusted="dep-rs")
    stating(elsewhere, GIVEN, before=GIVEN).rejected("another_delegation")
