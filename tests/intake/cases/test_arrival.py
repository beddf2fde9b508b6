"""Rules of when an application came, whether it is the same again, and by which channel it goes on (G3 to G5; L13)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.cases.circumstances import Before, Paper, Shown
from services.intake.cases.commands import Receive
from services.intake.cases.decider import CASES
from shared.contracts.intake import CaseReceived, CaseWithdrawn
from shared.contracts.receiving import CaseBackfilled, ChannelSwitched, RegisteredLate
from shared.testing.spec import meta_at, spec
from tests.intake.cases.samples import CALENDAR, CLERK, LICENCE, accepted, receive, received, switch, withdraw

MONDAY = "2026-09-21T10:00:00+08:00"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def taken(command: Receive) -> CaseReceived:
    fact = spec(CASES).when(command).events[0]
    assert isinstance(fact, CaseReceived)
    return fact


def test_g4_the_earliest_record_is_the_time_of_receipt() -> None:
    called = Shown("queue", at("2026-09-17T08:40:00+08:00"))
    handed = Shown("proxy", at("2026-09-16T16:00:00+08:00"))
    fact = taken(receive(shown=(called, handed), calendar=CALENDAR))
    assert (fact.evidence, fact.received_at, fact.evidence_at) == ("proxy", handed.at, handed.at)
    assert fact.registered_at == at("2026-09-17T09:00:00+08:00")


def test_a_clerk_may_say_earlier_and_never_later_than_what_is_on_record() -> None:
    called = Shown("queue", at("2026-09-21T09:40:00+08:00"))
    said = replace(meta_at(MONDAY, CLERK), occurred_at=at("2026-09-21T09:20:00+08:00"))
    fact = taken(replace(receive(MONDAY, shown=(called,)), meta=said))
    assert (fact.evidence, fact.received_at) == ("clerk", said.occurred_at)
    later = replace(said, occurred_at=at("2026-09-21T09:50:00+08:00"))
    assert taken(replace(receive(MONDAY, shown=(called,)), meta=later)).received_at == called.at


def test_online_the_servers_clock_counts_whatever_the_applicant_says() -> None:
    said = replace(meta_at(MONDAY, CLERK), occurred_at=at("2026-09-01T09:00:00+08:00"))
    online = receive(MONDAY, channel="online", window="", account="citizen-1")
    fact = taken(replace(online, meta=said))
    assert (fact.evidence, fact.received_at) == ("online", at(MONDAY))


@pytest.mark.parametrize(("channel", "evidence"), [("phone", "call"), ("post", "post"), ("window", "clerk")])
def test_a_letter_or_a_call_came_when_it_came_rest_days_included(channel: Any, evidence: str) -> None:
    """Received on the Sunday on which the letter lay in the box, not on the Monday on which it was opened (B-3.3)."""
    said = replace(meta_at(MONDAY, CLERK), occurred_at=at("2026-09-20T17:00:00+08:00"))
    fact = taken(replace(receive(MONDAY, channel=channel, calendar=CALENDAR), meta=said))
    assert (fact.evidence, fact.received_at, fact.late_days) == (evidence, said.occurred_at, 0)


def test_g4_registered_more_than_a_working_day_after_it_came_is_late_and_said_so() -> None:
    """Handed over on Thursday 09-17, booked on Monday 09-21: 09-18, the worked Sunday 09-20 and 09-21 lie between."""
    handed = Shown("proxy", at("2026-09-17T16:00:00+08:00"))
    fact, late = (
        spec(CASES)
        .when(receive(MONDAY, shown=(handed,), calendar=CALENDAR))
        .then_types("case.received", "case.registered_late")
    )
    assert isinstance(fact, CaseReceived)
    assert fact.late_days == 2
    assert late == RegisteredLate(
        evidence="proxy",
        evidence_at=handed.at,
        registered_at=at(MONDAY),
        working_days=3,
        department="dep-zr",
        hall="H-520422103",
        division="520422103",
    )


def test_the_next_working_day_is_in_time() -> None:
    handed = Shown("proxy", at("2026-09-20T16:00:00+08:00"))
    spec(CASES).when(receive(MONDAY, shown=(handed,), calendar=CALENDAR)).then_types("case.received")


@given(st.lists(st.datetimes(min_value=datetime(2026, 9, 1), max_value=datetime(2026, 9, 21, 9, 59)), max_size=4))
def test_no_record_makes_a_receipt_later_than_any_of_them(moments: list[datetime]) -> None:
    shown = tuple(Shown("scan", moment.replace(tzinfo=at(MONDAY).tzinfo)) for moment in moments)
    fact = taken(receive(MONDAY, shown=shown, calendar=CALENDAR))
    assert fact.received_at == min([at(MONDAY), *(each.at for each in shown)])
    assert fact.registered_at == at(MONDAY)


def test_what_was_on_paper_first_says_why_and_under_which_number() -> None:
    said = replace(meta_at(MONDAY, CLERK), occurred_at=at("2026-09-18T09:00:00+08:00"))
    command = replace(receive(MONDAY, paper=Paper("停电", "2026-马-017"), calendar=CALENDAR), meta=said)
    *_, paper = spec(CASES).when(command).then_types("case.received", "case.registered_late", "case.backfilled")
    assert paper == CaseBackfilled(reason="停电", paper_no="2026-马-017")
    own = receive(channel="online", window="", account="citizen-1", paper=Paper("停电", "1"))
    spec(CASES).when(own).rejected("not_from_paper")


def test_the_same_papers_a_moment_ago_are_the_same_application_unless_a_second_is_meant() -> None:
    before = Before(twin="52042210320260917000014")
    refusal = spec(CASES).when(receive(before=before)).rejected("double_submission", "G5")
    assert refusal.errors == {"case_no": "52042210320260917000014"}
    assert taken(receive(before=before, meant_twice=True)).besides == "52042210320260917000014"


def test_l13_nothing_is_taken_until_the_bar_has_passed() -> None:
    barred = Before(barred_until=date(2026, 9, 17))
    spec(CASES).when(receive(before=barred)).rejected("barred", "许可法78")
    spec(CASES).when(receive("2026-09-18T09:00:00+08:00", before=barred)).then_types("case.received")


# Channels


def test_another_channel_keeps_number_receipt_and_clocks() -> None:
    moved = ChannelSwitched(before="window", after="post", switched_at=at("2026-09-18T09:00:00+08:00"))
    spec(CASES).given(received, accepted).when(switch("post")).then(moved)
    before, after = (spec(CASES).given(received, accepted, *more).state() for more in ((), (moved,)))
    assert replace(after, channel="window") == before


def test_the_same_channel_is_no_other() -> None:
    spec(CASES).given(received).when(switch("window")).rejected("same_channel")


def test_applicants_open_no_channel_that_needs_a_hall() -> None:
    online = replace(received, channel="online", account="citizen-1")
    spec(CASES).given(online).when(switch("home_visit", account="citizen-1")).rejected("wrong_channel")
    spec(CASES).given(online).when(switch("window", account="citizen-1")).then_types("case.channel_switched")


def test_an_account_takes_a_windows_case_over_with_its_query_code_and_nobody_elses() -> None:
    claim = switch("online", account="citizen-1", claimed=True)
    (moved,) = spec(CASES).given(received).when(claim).then_types("case.channel_switched")
    assert spec(CASES).given(received, moved).state().account == "citizen-1"
    spec(CASES).given(received).when(replace(claim, claimed=False)).rejected("unknown_case")
    spec(CASES).given(replace(received, account="citizen-2")).when(claim).rejected("unknown_case")


def test_an_ended_case_goes_by_no_channel() -> None:
    gone = CaseWithdrawn(reason="", confirmed=True, withdrawn_on=date(2026, 9, 17))
    spec(CASES).given(received, gone).when(switch("post")).rejected("wrong_state")


# Withdrawal near the promised day (G3; B01)

B01 = (
    replace(received, received_at=at("2026-09-21T09:00:00+08:00")),
    replace(accepted, accepted_on=date(2026, 9, 21), promised_due=date(2026, 10, 12)),
)


def left(moment: str, **changes: Any) -> CaseWithdrawn:
    (fact,) = spec(CASES).given(*B01).when(withdraw(moment, calendar=CALENDAR, **changes)).then_types("case.withdrawn")
    assert isinstance(fact, CaseWithdrawn)
    return fact


def test_b01_near_the_promised_day_a_clerks_word_alone_is_recorded_as_unconfirmed() -> None:
    fact = left("2026-10-10T10:00:00+08:00", confirmed=True)
    assert (fact.near_due, fact.confirmed, fact.confirmed_by) == (True, False, "")


@pytest.mark.parametrize("how", ["signature", "code", "face"])
def test_near_the_promised_day_the_applicants_own_word_confirms(how: str) -> None:
    fact = left("2026-10-10T10:00:00+08:00", confirmed=False, confirmed_by=how)
    assert (fact.near_due, fact.confirmed, fact.confirmed_by) == (True, True, how)


def test_near_is_from_four_fifths_of_the_promised_working_days_on() -> None:
    """Ten working days after 2026-09-21: the seventh is 2026-10-08, the eighth 2026-10-09, whatever the holidays."""
    assert not left("2026-10-08T10:00:00+08:00").near_due
    assert left("2026-10-09T10:00:00+08:00").near_due
    assert left("2026-10-20T10:00:00+08:00").near_due


def test_a_suspension_uses_nothing_up() -> None:
    assert not left("2026-10-09T10:00:00+08:00", due=date(2026, 10, 30)).near_due


def test_before_acceptance_nothing_is_near() -> None:
    (fact,) = spec(CASES).given(received).when(withdraw(calendar=CALENDAR)).then_types("case.withdrawn")
    assert fact.near_due is False  # type: ignore[attr-defined]
    assert LICENCE.promised.value == 15
