"""Rules of art. 32 beside acceptance: not needed, on the spot, false papers, attempts that are stopped and counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from services.intake.cases.decider import CASES
from services.intake.cases.state import Status
from shared.contracts.intake import CaseRefused
from shared.contracts.receiving import CaseNotNeeded, CorrectedOnSpot, ExtraDemandBlocked, SecondNoticeBlocked
from shared.testing.spec import spec
from tests.intake.cases.samples import (
    LICENCE,
    accept,
    accepted,
    correct,
    incomplete,
    not_needed,
    noticed,
    received,
    refuse,
    request_supplement,
    supplemented,
)

WHERE = {"department": "dep-zr", "hall": "H-520422103", "division": "520422103"}
ON_THE_9TH = "2026-10-09T15:00:00+08:00"


def test_what_needs_no_permission_is_said_at_once_with_reasons_and_articles() -> None:
    told = CaseNotNeeded(
        document_no="520422103WX2026000010",
        reasons="院内搭设临时棚架，不属于建房",
        basis="土地管理法62",
        due=date(2026, 9, 17),
        told_on=date(2026, 9, 17),
    )
    spec(CASES).given(received).when(not_needed()).then(told)
    assert spec(CASES).given(received, told).state().status is Status.NOT_NEEDED
    spec(CASES).given(received, told).when(accept()).rejected("wrong_state")


@pytest.mark.parametrize(
    ("change", "code"), [({"reasons": "不符合条件"}, "reasons_too_vague"), ({"basis": " "}, "basis_missing")]
)
def test_not_needed_without_facts_or_articles_is_none(change: dict[str, str], code: str) -> None:
    spec(CASES).given(received).when(not_needed(**change)).rejected(code, "许可法32①")


def test_that_nothing_is_needed_is_told_at_once_or_recorded_as_late() -> None:
    told = spec(CASES).given(received).when(not_needed("2026-09-18T09:00:00+08:00")).then_types("case.not_needed")
    assert isinstance(told[0], CaseNotNeeded)
    assert (told[0].due, told[0].told_on, told[0].in_time) == (date(2026, 9, 17), date(2026, 9, 18), False)


def test_not_needed_is_immediate_and_not_an_afterthought() -> None:
    spec(CASES).given(incomplete, noticed).when(not_needed()).rejected("wrong_state")


def test_what_was_put_right_on_the_spot_is_in_hand_and_stands_in_no_notice() -> None:
    put_right = CorrectedOnSpot(materials=("identity",), what="申请日期笔误")
    spec(CASES).given(incomplete).when(correct("identity")).then(put_right)
    spec(CASES).given(incomplete, put_right).when(accept()).then_types("case.accepted")


def test_a_correction_names_papers_of_the_guide() -> None:
    spec(CASES).given(incomplete).when(correct()).rejected("nothing_corrected", "许可法32③")
    spec(CASES).given(incomplete).when(correct("horoscope")).rejected("unknown_material")
    spec(CASES).given(incomplete, noticed).when(correct("identity")).rejected("wrong_state")


def test_false_papers_are_refused_with_a_warning() -> None:
    (fact,) = (
        spec(CASES).given(received).when(refuse(false_materials=("form",), item=LICENCE)).then_types("case.refused")
    )
    assert isinstance(fact, CaseRefused)
    assert (fact.warning, fact.false_materials, fact.barred_until) == (True, ("form",), None)


def test_false_papers_for_what_touches_safety_bar_for_a_year() -> None:
    risky = replace(LICENCE, safety=True)
    (fact,) = spec(CASES).given(received).when(refuse(false_materials=("form",), item=risky)).then_types("case.refused")
    assert isinstance(fact, CaseRefused)
    assert fact.barred_until == date(2027, 9, 17)


def test_a_paper_that_was_never_handed_in_cannot_be_false() -> None:
    refusal = (
        spec(CASES).given(incomplete).when(refuse(false_materials=("identity",), item=LICENCE)).rejected("not_in_hand")
    )
    assert refusal.errors == {"identity": "not handed in"}


def test_b03_a_second_notice_is_refused_and_counted() -> None:
    again = request_supplement("form", moment=ON_THE_9TH)
    refusal = spec(CASES).given(incomplete, noticed, supplemented).when(again).rejected("second_notice")
    assert refusal.records == (SecondNoticeBlocked(materials=("form",), **WHERE),)
    assert spec(CASES).given(incomplete, noticed, supplemented, *refusal.records).state().blocked == 1


def test_after_the_case_was_accepted_by_itself_a_second_notice_counts_all_the_same() -> None:
    by_itself = replace(accepted, manner="automatic", accepted_on=date(2026, 9, 29))
    again = request_supplement("form", moment=ON_THE_9TH)
    refusal = spec(CASES).given(incomplete, noticed, supplemented, by_itself).when(again).rejected("second_notice")
    assert refusal.records


def test_a_notice_after_silence_has_accepted_is_told_so() -> None:
    deemed = replace(accepted, manner="deemed")
    late = request_supplement("identity", moment="2026-09-24T09:00:00+08:00")
    spec(CASES).given(incomplete, deemed).when(late).rejected("deemed_accepted", "许可法32")


def test_a_demand_beyond_the_guides_list_is_refused_and_counted() -> None:
    asked = request_supplement("identity", "无犯罪记录证明520402200503150012")
    refusal = spec(CASES).given(incomplete).when(asked).rejected("unknown_material", "S1.3b")
    assert refusal.records == (ExtraDemandBlocked(what=("无犯罪记录证明…",), **WHERE),)


def test_a_late_notice_about_new_papers_is_no_late_first_notice() -> None:
    history = (incomplete, noticed, replace(supplemented, supplied_on=date(2026, 10, 9)))
    about_new = request_supplement("identity", moment=ON_THE_9TH)
    (fact,) = spec(CASES).given(*history).when(about_new).then_types("case.supplement_requested")
    assert fact.in_time  # type: ignore[attr-defined]


def test_what_comes_on_top_leaves_the_day_on_which_everything_was_in_hand() -> None:
    more = replace(supplemented, materials=("photo",), supplied_on=date(2026, 9, 30))
    assert spec(CASES).given(incomplete, noticed, supplemented, more).state().supplied_on == date(2026, 9, 29)


def test_a01_the_last_minute_of_the_last_day_is_in_time() -> None:
    old = replace(incomplete, received_at=datetime.fromisoformat("2025-12-31T15:00:00+08:00"))
    plain = replace(LICENCE, deemed_acceptance=False)
    for moment, in_time in (("2026-01-08T23:59:00+08:00", True), ("2026-01-09T00:00:00+08:00", False)):
        notice = request_supplement("identity", moment=moment, item=plain)
        (fact,) = spec(CASES).given(old).when(notice).then_types("case.supplement_requested")
        assert (fact.due, fact.in_time) == (date(2026, 1, 8), in_time)  # type: ignore[attr-defined]
