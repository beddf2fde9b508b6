"""Rules of the ways a case ends: refusal, redirection, withdrawal, decision and delivery."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from services.intake.cases.decider import CASES
from shared.contracts.intake import CaseAccepted, CaseDelivered, CaseRedirected, CaseRefused
from shared.contracts.registry import ReviewPlan
from shared.testing.spec import spec
from tests.intake.cases.samples import (
    LICENCE,
    accept,
    accepted,
    complete,
    decided,
    deliver,
    incomplete,
    instant,
    noticed,
    received,
    record_decision,
    redirect,
    refuse,
    withdraw,
    withdrawn,
)

delivered = CaseDelivered(
    manner="window", delivered_on=date(2026, 10, 13), department="dep-zr", item="zhaijidi", division="520422103"
)


def test_a_refusal_states_facts_articles_and_where_to_complain() -> None:
    spec(CASES).given(received).when(refuse()).then(
        CaseRefused(
            document_no="520422103BL2026000010",
            reasons="申请人已有一处宅基地,面积 180 平方米",
            basis="土地管理法62①",
            review_authority="普定县人民政府",
        )
    )


@pytest.mark.parametrize("reasons", ["", " ", "不符合条件", "不符合 条件。", "Not qualified.", "……"])
def test_a_refusal_whose_reasons_say_nothing_is_refused(reasons: str) -> None:
    spec(CASES).given(received).when(refuse(reasons=reasons)).rejected("reasons_too_vague", "S2.5f")


def test_a_refusal_names_its_articles() -> None:
    spec(CASES).given(received).when(refuse(basis=" ")).rejected("basis_missing", "S2.5f")


def test_after_acceptance_the_window_refuses_no_more() -> None:
    spec(CASES).given(received, accepted).when(refuse()).rejected("wrong_state")


def test_whoever_came_to_the_wrong_door_is_told_the_right_one() -> None:
    spec(CASES).given(received).when(redirect()).then(
        CaseRedirected(
            department="普定县林业局",
            address="定南街道文明路 3 号",
            telephone="0851-38220000",
            due=date(2026, 9, 17),
            told_on=date(2026, 9, 17),
        )
    )


@pytest.mark.parametrize(
    ("evidence", "told", "due", "in_time"),
    [
        ("queue", "2026-09-17T17:00:00+08:00", date(2026, 9, 17), True),
        ("clerk", "2026-09-18T09:00:00+08:00", date(2026, 9, 17), False),
        ("online", "2026-09-18T17:00:00+08:00", date(2026, 9, 18), True),
        ("proxy", "2026-09-18T17:00:00+08:00", date(2026, 9, 18), True),
        ("post", "2026-09-20T09:00:00+08:00", date(2026, 9, 18), False),
    ],
)
def test_the_right_door_is_told_at_once_and_later_is_recorded_as_late(
    evidence: Any, told: str, due: date, in_time: bool
) -> None:
    came = replace(received, evidence=evidence)
    (fact,) = spec(CASES).given(came).when(redirect(told)).then_types("case.redirected")
    assert isinstance(fact, CaseRedirected)
    assert (fact.due, fact.told_on.isoformat() if fact.told_on else "", fact.in_time) == (due, told[:10], in_time)


def test_a_clerks_word_about_yesterday_makes_no_answer_timely() -> None:
    command = redirect("2026-09-17T16:00:00+08:00")
    late = replace(command, meta=replace(command.meta, now=datetime.fromisoformat("2026-09-21T09:00:00+08:00")))
    (fact,) = spec(CASES).given(received).when(late).then_types("case.redirected")
    assert isinstance(fact, CaseRedirected)
    assert (fact.told_on, fact.in_time) == (date(2026, 9, 21), False)


@pytest.mark.parametrize("field", ["department", "address", "telephone"])
def test_a_redirection_names_department_address_and_telephone(field: str) -> None:
    refusal = spec(CASES).given(received).when(redirect(**{field: " "})).rejected("redirect_incomplete", "S2.5g")
    assert refusal.errors == {field: "required"}


def test_redirection_is_immediate_and_not_an_afterthought() -> None:
    spec(CASES).given(incomplete, noticed).when(redirect()).rejected("wrong_state")


def test_a_case_may_be_withdrawn_until_it_is_decided() -> None:
    spec(CASES).given(received).when(withdraw()).then(withdrawn)
    spec(CASES).given(incomplete, noticed).when(withdraw()).then(withdrawn)
    spec(CASES).given(received, accepted).when(withdraw()).then(withdrawn)
    late = withdraw("2026-10-12T11:00:00+08:00")
    spec(CASES).given(received, accepted, decided).when(late).rejected("wrong_state")


def test_a_clerks_withdrawal_says_whether_the_applicant_confirmed_it() -> None:
    (fact,) = spec(CASES).given(received).when(withdraw(confirmed=False)).then_types("case.withdrawn")
    assert fact.confirmed is False  # type: ignore[attr-defined]


def test_an_applicants_own_withdrawal_is_confirmed_by_itself() -> None:
    own = withdraw(confirmed=False, account="citizen-1")
    spec(CASES).given(replace(received, account="citizen-1")).when(own).then(replace(withdrawn, confirmed_by="account"))


def test_an_applicant_does_not_even_learn_of_other_peoples_cases() -> None:
    spec(CASES).given(received).when(withdraw(account="citizen-1")).rejected("unknown_case")
    others = replace(received, account="citizen-1")
    spec(CASES).given(others).when(withdraw(account="citizen-2")).rejected("unknown_case")


def test_approvals_decision_is_recorded() -> None:
    spec(CASES).given(received, accepted).when(record_decision()).then(decided)


def test_a_decision_that_crossed_a_withdrawal_changes_nothing() -> None:
    spec(CASES).given(received, accepted, withdrawn).when(record_decision()).then()


def test_a_decision_is_recorded_once() -> None:
    spec(CASES).given(received, accepted, decided).when(record_decision()).then()


def test_a_decided_case_is_delivered() -> None:
    spec(CASES).given(received, accepted, decided).when(deliver()).then(delivered)


def test_the_case_keeps_under_which_mandate_an_agent_collected_the_result() -> None:
    mandate = "520422103WT2026000001"
    by_agent = replace(delivered, mandate=mandate)
    spec(CASES).given(received, accepted, decided).when(deliver(mandate=mandate)).then(by_agent)
    assert spec(CASES).given(received, accepted, decided, by_agent).state().collected_under == mandate


def test_a_refusal_that_names_no_remedies_is_not_delivered() -> None:
    bare = replace(decided, outcome="refused", remedies_told=False)
    spec(CASES).given(received, accepted, bare).when(deliver()).rejected("remedy_missing", "许可法38")


def test_the_plan_of_the_item_version_goes_with_the_acceptance() -> None:
    item = replace(LICENCE, delegated_by="普定县林业局", plan=ReviewPlan(separate_acceptance=True))
    (fact,) = spec(CASES).given(received).when(replace(accept(), item=item)).then_types("case.accepted")
    assert isinstance(fact, CaseAccepted)
    assert fact.plan == ReviewPlan(separate_acceptance=True, delegated_by="普定县林业局")


def test_nothing_is_delivered_before_it_is_decided_or_completed() -> None:
    spec(CASES).given(received, accepted).when(deliver()).rejected("wrong_state")
    spec(CASES).given(instant).when(deliver()).rejected("wrong_state")


def test_an_ended_case_takes_nothing_more() -> None:
    ended = spec(CASES).given(received, accepted, decided, delivered)
    for command in (accept("2026-10-14T09:00:00+08:00"), deliver("2026-10-14T09:00:00+08:00")):
        ended.when(command).rejected("wrong_state")
    spec(CASES).given(received, withdrawn).when(complete()).rejected("wrong_state")
