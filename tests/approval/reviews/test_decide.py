"""The rules of a review, each named as it reads."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from services.approval.reasons import hollow
from services.approval.reviews.commands import CompleteStep, Decide, EndReview, OpenReview
from services.approval.reviews.decide import decide
from services.approval.reviews.state import Review, Status, evolve
from shared.contracts import Actor
from shared.contracts.approval import ReviewDecided, ReviewEnded, ReviewOpened, StepCompleted
from shared.contracts.limits import TimeLimit
from shared.journal.handle import Decider
from shared.testing.spec import Spec, meta_at, spec

REVIEWS = Decider("review", Review, decide, evolve)
REVIEWER = Actor("reviewer-zr", "reviewer", "dep-zr")
APPROVER = Actor("approver-zr", "approver", "dep-zr")
NOW = "2026-09-24T10:00:00+08:00"
ACCEPTED_AT = datetime.fromisoformat("2026-09-17T09:00:00+08:00")

FACTS = {
    "item": "52-13",
    "item_version": 1,
    "department": "dep-zr",
    "division": "520422103",
    "accepted_on": date(2026, 9, 17),
    "accepted_at": ACCEPTED_AT,
    "promised": TimeLimit(15, "working_days"),
    "statutory": TimeLimit(20, "working_days"),
    "promised_due": date(2026, 10, 14),
    "statutory_due": date(2026, 10, 21),
    "review_points": ("one-house", "farmland"),
}
OPENED = ReviewOpened(**FACTS)  # type: ignore[arg-type]
CHECKED = StepCompleted(step="review", points=("one-house", "farmland"), passed=True, finding="符合一户一宅")
FAILED = StepCompleted(step="review", points=("one-house",), passed=False, finding="名下已有一处宅基地")
APPROVED = ReviewDecided(
    outcome="approved",
    document_no="D1",
    decided_at=datetime.fromisoformat(NOW),
    reasons="",
    basis="",
    review_authority="",
)
ENDED = ReviewEnded(reason="本人撤回")


def open_review() -> OpenReview:
    return OpenReview(meta=meta_at(), **FACTS)  # type: ignore[arg-type]


def step(*points: str, actor: Actor = REVIEWER, name: str = "review", passed: bool = True) -> CompleteStep:
    return CompleteStep(meta=meta_at(NOW, actor), step=name, points=points, passed=passed, finding="已核对")


def approve(actor: Actor = APPROVER) -> Decide:
    return Decide(meta=meta_at(NOW, actor), outcome="approved", document_no="D1")


def refuse(
    reasons: str = "申请人名下已有一处宅基地", basis: str = "土地管理法62", authority: str = "普定县人民政府"
) -> Decide:
    meta = meta_at(NOW, APPROVER)
    return Decide(
        meta=meta, outcome="refused", document_no="D1", reasons=reasons, basis=basis, review_authority=authority
    )


def opened(*more: StepCompleted | ReviewDecided | ReviewEnded) -> Spec[Review]:
    return spec(REVIEWS).given(OPENED, *more)


def test_acceptance_opens_the_review_with_the_facts_of_both_clocks() -> None:
    spec(REVIEWS).when(open_review()).then(OPENED)


def test_a_review_is_opened_once() -> None:
    opened().when(open_review()).then()


def test_a_withdrawn_case_ends_its_review() -> None:
    opened().when(EndReview(meta=meta_at(NOW), reason="本人撤回")).then(ENDED)


@pytest.mark.parametrize("before", [(), (OPENED, CHECKED, APPROVED), (OPENED, ENDED)])
def test_a_withdrawal_changes_nothing_where_no_review_is_open(before: tuple[ReviewOpened, ...]) -> None:
    spec(REVIEWS).given(*before).when(EndReview(meta=meta_at(NOW), reason="本人撤回")).then()


def test_points_of_the_checklist_are_ticked_with_a_finding() -> None:
    expected = StepCompleted(
        step="review",
        points=("one-house",),
        passed=True,
        finding="已核对",
        officers=("reviewer-zr",),
        done_on=date(2026, 9, 24),
    )
    opened().when(step("one-house")).then(expected)


def test_a_point_ticked_twice_in_one_step_counts_once() -> None:
    (fact,) = opened().when(step("farmland", "farmland")).then_types("review.step_completed")
    assert isinstance(fact, StepCompleted)
    assert fact.points == ("farmland",)


def test_points_outside_the_checklist_are_refused() -> None:
    opened().when(step("one-house", "bring-a-guarantor")).rejected("outside_checklist", basis="S1.3b")


def test_a_step_ticks_at_least_one_point() -> None:
    opened().when(step()).rejected("no_points", basis="S1.3b")


def test_a_step_outside_the_plan_is_refused() -> None:
    opened().when(step("one-house", name="site_visit")).rejected("unknown_step")


def test_only_the_department_of_the_item_reviews() -> None:
    opened().when(step("one-house", actor=Actor("r2", "reviewer", "dep-sh"))).rejected("other_unit")


def test_the_newest_word_on_a_point_counts() -> None:
    assert opened(CHECKED, FAILED).state().failed == ("one-house",)
    assert opened(FAILED, CHECKED).state().failed == ()


def test_an_approver_of_the_department_approves_on_a_complete_checklist() -> None:
    opened(CHECKED).when(approve()).then(APPROVED)


def test_a_reviewer_does_not_decide() -> None:
    opened(CHECKED).when(approve(REVIEWER)).rejected("not_approver")


def test_an_approver_of_another_department_does_not_decide() -> None:
    opened(CHECKED).when(approve(Actor("a2", "approver", "dep-sh"))).rejected("other_unit")


def test_nothing_is_decided_before_the_checklist_is_complete() -> None:
    opened().when(approve()).rejected("checklist_incomplete", basis="S1.3b")
    opened(FAILED).when(refuse()).rejected("checklist_incomplete", basis="S1.3b")


def test_an_item_without_review_points_still_needs_the_step() -> None:
    bare = spec(REVIEWS).given(replace(OPENED, review_points=()))
    bare.when(approve()).rejected("checklist_incomplete")
    bare.given(StepCompleted(step="review", points=(), passed=True, finding="已核对")).when(approve()).then(APPROVED)


def test_a_case_with_a_failed_point_is_not_approved() -> None:
    opened(CHECKED, FAILED).when(approve()).rejected("points_failed")


def test_a_refusal_tells_facts_articles_and_where_to_ask_for_reconsideration() -> None:
    (fact,) = opened(CHECKED, FAILED).when(refuse()).then_types("review.decided")
    assert isinstance(fact, ReviewDecided)
    assert (fact.outcome, fact.basis, fact.review_authority) == ("refused", "土地管理法62", "普定县人民政府")
    assert fact.decided_at == datetime.fromisoformat(NOW)


@pytest.mark.parametrize(
    "reasons", ["", "  ", "不符合条件", "经审查，该申请不符合规定的条件。", "Does not meet the conditions."]
)
def test_does_not_meet_the_conditions_alone_is_no_reason(reasons: str) -> None:
    refusal = opened(CHECKED).when(refuse(reasons=reasons)).rejected("reasons_required", basis="S2.5f")
    assert list(refusal.errors) == ["reasons"]


def test_a_refusal_without_articles_is_refused() -> None:
    refusal = opened(CHECKED).when(refuse(basis=" ")).rejected("reasons_required", basis="许可法38")
    assert list(refusal.errors) == ["basis"]


def test_a_refusal_without_remedy_is_refused() -> None:
    opened(CHECKED).when(refuse(authority="")).rejected("remedy_required", basis="许可法38")


def test_a_review_is_decided_once() -> None:
    opened(CHECKED, APPROVED).when(refuse()).rejected("already_decided")
    opened(CHECKED, APPROVED).when(step("farmland")).rejected("already_decided")


def test_an_ended_review_takes_nothing_more() -> None:
    opened(ENDED).when(approve()).rejected("review_ended")
    opened(ENDED).when(step("farmland")).rejected("review_ended")


def test_nothing_is_done_to_a_review_that_was_never_opened() -> None:
    spec(REVIEWS).when(approve()).rejected("no_review")
    spec(REVIEWS).when(step("farmland")).rejected("no_review")


def test_facts_beside_the_hollow_words_make_a_reason() -> None:
    assert not hollow("户口簿显示申请人名下已有120平方米宅基地，不符合条件")
    assert not hollow("The household already owns one homestead.")


def test_the_state_tells_where_the_review_stands() -> None:
    assert spec(REVIEWS).state().status is Status.NEW
    assert opened().state().missing == ("one-house", "farmland")
    assert opened(CHECKED).state().complete
    assert opened(CHECKED, APPROVED).state().status is Status.DECIDED
    assert opened(ENDED).state().status is Status.ENDED
