"""The rules of a policy's publication, one spec a rule: one after the other, whole quarters, never over frozen ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from services.metrics.policies.commands import PublishPolicy, Signed, WithdrawPolicy
from services.metrics.policies.decider import POLICIES
from shared.contracts import Actor, Event
from shared.contracts.policies import PolicyPublished, PolicyWithdrawn
from shared.testing.spec import meta_at, spec

ASSESSOR = Actor("assessor-1", "assessor")
NOW = "2026-11-20T10:00:00+08:00"
SHIPPED = {"1.0.0": date(2026, 1, 1)}
POLICY = Signed(
    name="scoring-policy",
    version="1.1.0",
    effective_from=date(2027, 1, 1),
    document="{}",
    hash="a" * 64,
    key="office",
    holder="安顺市考核办",
    public_key="cHVibGlj",
)


def publish(frozen_until: date | None = date(2026, 9, 30), at: str = NOW, **changes: object) -> PublishPolicy:
    policy = replace(POLICY, **changes)  # type: ignore[arg-type]
    return PublishPolicy(meta=meta_at(at, ASSESSOR), policy=policy, shipped=SHIPPED, frozen_until=frozen_until)


def withdraw(version: str = "1.1.0", frozen_until: date | None = date(2026, 9, 30)) -> WithdrawPolicy:
    return WithdrawPolicy(meta=meta_at(NOW, ASSESSOR), version=version, reason="权重写错", frozen_until=frozen_until)


def published(version: str = "1.1.0", first: date = date(2027, 1, 1), late: bool = False) -> PolicyPublished:
    return PolicyPublished(
        version=version,
        effective_from=first,
        document="{}",
        hash="a" * 64,
        key="office",
        holder="安顺市考核办",
        public_key="cHVibGlj",
        published_by="assessor-1",
        published_at=datetime.fromisoformat(NOW),
        late=late,
    )


def given(*events: Event):  # type: ignore[no-untyped-def]
    return spec(POLICIES).given(*events)


GONE = PolicyWithdrawn(
    version="1.1.0", reason="权重写错", withdrawn_by="assessor-1", withdrawn_at=datetime.fromisoformat(NOW)
)


def test_a_signed_policy_holds_from_its_first_day_and_says_who_published_it() -> None:
    given().when(publish()).then(published())


def test_policies_follow_each_other() -> None:
    later = publish(version="1.2.0", effective_from=date(2027, 4, 1))
    given(published()).when(later).then(published("1.2.0", date(2027, 4, 1)))


def test_one_published_in_its_first_quarter_says_that_it_is_late() -> None:
    running = publish(effective_from=date(2026, 10, 1))
    given().when(running).then(published(first=date(2026, 10, 1), late=True))


@pytest.mark.parametrize("first", [date(2026, 1, 1), date(2027, 1, 1), date(2026, 10, 1)])
def test_two_policies_never_hold_on_the_same_day(first: date) -> None:
    given(published()).when(publish(version="1.2.0", effective_from=first)).rejected("policy_overlaps", "D-2①")


def test_a_policy_never_begins_before_the_programs_own() -> None:
    given().when(publish(effective_from=date(2025, 10, 1), frozen_until=None)).rejected("policy_overlaps", "D-2①")


@pytest.mark.parametrize("first", [date(2027, 1, 2), date(2027, 2, 1), date(2026, 12, 31)])
def test_a_policy_holds_for_whole_quarters(first: date) -> None:
    given().when(publish(effective_from=first)).rejected("policy_not_on_quarter", "D-2①")


def test_what_was_frozen_is_not_scored_by_a_new_policy() -> None:
    over = publish(effective_from=date(2026, 10, 1), frozen_until=date(2026, 12, 31))
    given().when(over).rejected("policy_retroactive", "D-2①")


def test_a_version_is_given_once_even_where_it_was_taken_back() -> None:
    given().when(publish(version="1.0.0")).rejected("policy_version_taken", "D-2①")
    given(published()).when(publish(effective_from=date(2027, 4, 1))).rejected("policy_version_taken", "D-2①")
    given(published(), GONE).when(publish()).rejected("policy_version_taken", "D-2①")


def test_a_policy_of_another_name_is_not_published() -> None:
    given().when(publish(name="bonus-policy")).rejected("unknown_policy", "D-2①")


def test_what_cannot_be_scored_by_is_not_published_however_well_signed() -> None:
    faulty = publish(fault="policy_weights", faults={"department": "the weights add up to 99"})
    given().when(faulty).rejected("policy_weights", "D-2①")


def test_the_newest_may_be_taken_back_before_anything_was_frozen_by_it() -> None:
    given(published()).when(withdraw()).then(GONE)


def test_taking_back_opens_no_gap_and_touches_nothing_frozen() -> None:
    later = published("1.2.0", date(2027, 4, 1))
    given(published(), later).when(withdraw()).rejected("policy_not_newest", "D-2①")
    given().when(withdraw("1.0.0")).rejected("policy_not_newest", "D-2①")
    given(published()).when(withdraw(frozen_until=date(2027, 3, 31))).rejected("policy_retroactive", "D-2①")


def test_after_one_was_taken_back_its_days_are_free_again() -> None:
    given(published(), GONE).when(publish(version="1.1.1")).then(published("1.1.1"))
