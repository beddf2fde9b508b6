"""A file on its way to the superior unit and back: two parties over HTTP, the journal between them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from flask import Flask

from services.approval.service import Approval
from shared.contracts.limits import TimeLimit
from shared.contracts.registry import ReviewPlan
from shared.identity import Identity
from shared.timekeeping import VirtualClock
from tests.approval.samples import (
    ABOVE,
    APPROVER,
    AUDITOR,
    CASE,
    CITIZEN,
    POINTS,
    REVIEWER,
    STRANGER,
    Caller,
    opened,
    spread,
    withdrawn,
)

As = Callable[[Identity | None], Caller]
FILES = "superior-referrals"
STEP = {"points": list(POINTS), "passed": True, "finding": "逐项核对，均符合"}
PLAN = ReviewPlan(superior="dep-pd-zr", superior_limit=TimeLimit(10, "working_days"))


@pytest.fixture
def as_(app: Flask, approval: Approval) -> As:
    return lambda identity: Caller(app.test_client(), approval, identity)


@pytest.fixture
def case(approval: Approval) -> str:
    """A23: accepted on 2026-09-21 with 25 working days promised end to end; it is 2026-10-09 now."""
    assert isinstance(approval.clock, VirtualClock)
    approval.clock.move_to(datetime.fromisoformat("2026-10-09T10:00:00+08:00"))
    return opened(
        approval,
        item="LOCAL-14",
        accepted_on=date(2026, 9, 21),
        promised=TimeLimit(25, "working_days"),
        promised_due=date(2026, 11, 2),
        materials=("form", "title", "village"),
        plan=PLAN,
    )


@pytest.fixture
def above(as_: As, approval: Approval, case: str) -> str:
    """The file has gone up."""
    post = as_(REVIEWER).post
    assert post(f"/{case}/steps", STEP).status_code == 200
    assert post(f"/{case}/superior-referral", {"route": "window"}).status_code == 200
    assert post(f"/{case}/superior-referral", {"opinion": "初审符合规划"}).status_code == 200
    spread(approval)
    return case


def code(answer: Any) -> tuple[int, str]:
    assert answer.content_type == "application/problem+json", answer.get_data(as_text=True)
    return answer.status_code, answer.json["code"]


def test_a23_every_clock_on_the_way_up(as_: As, above: str) -> None:
    clock = as_(REVIEWER).get(f"/{above}/clock").json
    assert clock["initial_review"] == {
        "initial_due": "2026-10-26",
        "initial_late": False,
        "forwarded_on": "2026-10-09",
        "superior_due": "2026-10-22",
        "superior_late": False,
    }
    assert clock["promised"]["due"] == "2026-11-02"
    file = as_(ABOVE).get(f"/{above}", FILES).json
    assert (file["counted_due"], file["lead_due"]) == ("2026-10-22", "2026-11-02")


def test_the_file_lies_in_the_superior_units_inbox_and_in_nobody_elses(as_: As, above: str) -> None:
    (row,) = as_(ABOVE).get("", FILES).json["items"]
    assert (row["case"], row["opinion"], row["materials"]) == (above, "初审符合规划", ["form", "title", "village"])
    assert as_(ABOVE).get(f"/{above}").status_code == 200
    other = Identity("officer-x", "superior_officer", "dep-x", "", ("5204",))
    assert as_(other).get("", FILES).json["items"] == []
    assert code(as_(other).get(f"/{above}", FILES)) == (404, "no_referral")
    assert as_(REVIEWER).get("", FILES).json["items"][0]["case"] == above
    assert as_(STRANGER).get("", FILES).json["items"] == []
    for identity in (AUDITOR, CITIZEN):
        assert code(as_(identity).get("", FILES)) == (403, "forbidden")
    assert code(as_(None).get("", FILES)) == (401, "unauthenticated")


def test_no_file_goes_up_before_the_applicant_has_chosen(as_: As, approval: Approval, case: str) -> None:
    as_(REVIEWER).post(f"/{case}/steps", STEP)
    sent = as_(REVIEWER).post(f"/{case}/superior-referral", {"opinion": "初审符合规划"})
    assert code(sent) == (409, "route_not_chosen")
    spread(approval)
    assert as_(ABOVE).get("", FILES).json["items"] == []


def test_a_superior_unit_asks_for_nothing_twice(as_: As, above: str) -> None:
    ask = {"materials": ["form"], "reason": "请重新提交"}
    refused = as_(ABOVE).post(f"/{above}/materials", ask, base=FILES)
    assert code(refused) == (422, "material_asked_twice")
    assert refused.json["basis"] == "S2.7d; 许可法35"
    missing = as_(ABOVE).post(f"/{above}/materials", {**ask, "materials": ["design"]}, base=FILES)
    assert missing.json["asked"] == ["design"]
    assert code(as_(REVIEWER).post(f"/{above}/materials", ask, base=FILES)) == (403, "forbidden")


def test_the_word_from_above_arrives_once_however_often_it_is_said(as_: As, approval: Approval, above: str) -> None:
    assert code(as_(APPROVER).post(f"/{above}/decision", {"outcome": "approved"})) == (409, "file_away")
    word = as_(ABOVE).post(f"/{above}/decision", {"outcome": "approved"}, base=FILES)
    assert word.json["decision"]["document_no"] == "520422103XF2026000001"
    spread(approval), spread(approval)
    assert len(approval.journal.store.stream(f"review/{above}")) == 5
    assert len(approval.journal.store.stream(f"superior/{above}")) == 2
    body = {"outcome": "refused", "reasons": "占用永久基本农田120平方米", "basis": "规划法41"}
    assert code(as_(APPROVER).post(f"/{above}/decision", body)) == (409, "superior_differs")
    decision = as_(APPROVER).post(f"/{above}/decision", {"outcome": "approved"}).json["decision"]
    assert decision["signed_as"] == "普定县自然资源局"
    again = as_(ABOVE).post(f"/{above}/decision", {"outcome": "returned", "reasons": "请补核查记录"}, base=FILES)
    assert code(again) == (409, "referral_closed")


def test_a_returned_file_comes_up_a_second_time(as_: As, approval: Approval, above: str) -> None:
    back = {"outcome": "returned", "reasons": "请补充邻地权属核查记录"}
    assert as_(ABOVE).post(f"/{above}/decision", back, base=FILES).json["status"] == "returned"
    spread(approval)
    sent = as_(REVIEWER).post(f"/{above}/superior-referral", {"opinion": "已补充核查记录"})
    assert sent.status_code == 200
    spread(approval)
    file = as_(ABOVE).get(f"/{above}", FILES).json
    assert (file["status"], file["round"], file["opinion"]) == ("open", 2, "已补充核查记录")


def test_a_withdrawn_case_leaves_the_inbox(as_: As, approval: Approval, above: str) -> None:
    withdrawn(approval, above)
    spread(approval)
    assert as_(ABOVE).get("", FILES, query_string={"status": "open"}).json["items"] == []
    assert as_(ABOVE).get(f"/{above}", FILES).json["status"] == "closed"


BAD = [
    ({"outcome": "maybe"}, 422, "invalid"),
    ({"outcome": "refused", "reasons": "不符合条件", "basis": "规划法41"}, 422, "reasons_hollow"),
    ({"outcome": "refused", "reasons": "占用永久基本农田120平方米"}, 422, "reasons_hollow"),
    ({}, 422, "invalid"),
]


@pytest.mark.parametrize(("body", "status", "expected"), BAD)
def test_a_bad_word_appends_nothing(
    as_: As, approval: Approval, above: str, body: Any, status: int, expected: str
) -> None:
    assert code(as_(ABOVE).post(f"/{above}/decision", body, base=FILES)) == (status, expected)
    assert len(approval.journal.store.stream(f"superior/{above}")) == 1


def test_a_stale_if_match_is_refused(as_: As, above: str) -> None:
    stale = as_(ABOVE).post(f"/{above}/decision", {"outcome": "approved"}, base=FILES, If_Match='"7"')
    assert code(stale) == (412, "version_conflict")
    assert code(as_(ABOVE).post(f"/{CASE[:-1]}9/decision", {"outcome": "approved"}, base=FILES)) == (404, "no_referral")
