"""What a review does about what happens at intake."""

from __future__ import annotations

from datetime import date

from services.approval.reviews.reactions import hear
from services.approval.reviews.state import Status
from services.approval.service import Approval
from shared.contracts.intake import CaseDelivered, CaseRefused, CaseWithdrawn
from tests.approval.samples import CASE, accepted, opened, told, withdrawn


def test_an_acceptance_opens_the_review_and_tells_its_cause(approval: Approval) -> None:
    incoming = told(accepted())
    hear(approval, incoming)
    (commit,) = approval.journal.store.stream(f"review/{CASE}")
    envelope = commit.envelope()
    assert envelope.causation == incoming.envelope.events[0].id
    assert envelope.correlation == incoming.envelope.correlation
    assert envelope.actor == {"id": "open-review", "role": "system", "unit": ""}
    assert commit.case == CASE


def test_an_acceptance_heard_twice_opens_one_review(approval: Approval) -> None:
    opened(approval), opened(approval)
    assert approval.load(CASE).version == 1


def test_a_review_of_a_simulated_case_begins_one_second_after_its_acceptance(approval: Approval) -> None:
    hear(approval, told(accepted(), at="2026-03-02T09:30:00+08:00", simulated=True))
    (commit,) = approval.journal.store.stream(f"review/{CASE}")
    assert commit.envelope().recorded_at == "2026-03-02T09:30:01.000+08:00"
    assert commit.envelope().clock == "simulated"


def test_a_withdrawal_ends_the_review_once(approval: Approval) -> None:
    opened(approval)
    withdrawn(approval), withdrawn(approval)
    loaded = approval.load(CASE)
    assert (loaded.state.status, loaded.version) == (Status.ENDED, 2)


def test_a_withdrawal_before_acceptance_needs_no_review(approval: Approval) -> None:
    hear(approval, told(CaseWithdrawn(reason="本人撤回", confirmed=True)))
    assert approval.load(CASE).version == 0


def test_a_refusal_over_a_broken_promise_ends_the_review_and_one_at_the_window_needs_none(approval: Approval) -> None:
    refused = CaseRefused(
        document_no="520422103BL2026000001", reasons="容缺材料逾期未补齐", basis="书面承诺", review_authority=""
    )
    hear(approval, told(refused))
    assert approval.load(CASE).version == 0
    opened(approval)
    hear(approval, told(refused))
    assert approval.load(CASE).state.status is Status.ENDED


def test_other_news_of_a_case_are_passed_over(approval: Approval) -> None:
    fact = CaseDelivered(
        manner="window", delivered_on=date(2026, 9, 24), department="dep-zr", item="LOCAL-13", division="520422103"
    )
    hear(approval, told(fact))
    assert approval.load(CASE).version == 0
