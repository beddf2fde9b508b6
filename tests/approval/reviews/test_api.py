"""The JSON endpoints of reviews, on the embedded database."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from flask import Flask

from services.approval.service import Approval
from shared.contracts.limits import TimeLimit
from shared.identity import Identity
from shared.numbers import case_number
from tests.approval.samples import (
    APPROVER,
    AUDITOR,
    CASE,
    CITIZEN,
    CLERK,
    POINTS,
    REVIEWER,
    STRANGER,
    Caller,
    opened,
    withdrawn,
)

STEP = {"step": "review", "points": list(POINTS), "passed": True, "finding": "逐项核对，均符合"}
REFUSAL = {"outcome": "refused", "reasons": "申请人名下已有一处宅基地", "basis": "土地管理法第六十二条"}
As = Callable[[Identity | None], Caller]


@pytest.fixture
def as_(app: Flask, approval: Approval) -> As:
    return lambda identity: Caller(app.test_client(), approval, identity)


@pytest.fixture
def case(approval: Approval) -> str:
    return opened(approval)


def commits(approval: Approval, case: str = CASE) -> int:
    return len(approval.journal.store.stream(f"review/{case}"))


def code(answer: Any) -> tuple[int, str]:
    assert answer.content_type == "application/problem+json"
    return answer.status_code, answer.json["code"]


def test_an_accepted_case_is_on_the_worklist_of_its_department(as_: As, case: str) -> None:
    (row,) = as_(REVIEWER).get("").json["items"]
    assert (row["case"], row["status"], row["promised_due"]) == (case, "open", "2026-10-14")
    assert [point["holds"] for point in row["points"]] == [None] * 4


def test_a_review_carries_its_version_as_etag(as_: As, case: str) -> None:
    answer = as_(REVIEWER).get(f"/{case}")
    assert (answer.status_code, answer.headers["ETag"], answer.json["version"]) == (200, '"1"', 1)


def test_from_checklist_to_approval(as_: As, case: str) -> None:
    step = as_(REVIEWER).post(f"/{case}/steps", STEP)
    assert (step.status_code, step.headers["ETag"], step.json["complete"]) == (200, '"2"', True)
    decided = as_(APPROVER).post(f"/{case}/decision", {"outcome": "approved"}, If_Match='"2"')
    assert decided.status_code == 200
    assert decided.json["decision"]["document_no"] == "520422103JD2026000001"
    assert decided.json["decision"]["decided_at"] == "2026-09-24T10:00:00+08:00"
    assert as_(REVIEWER).get(f"/{case}").json["status"] == "decided"


def test_a_refusal_names_the_review_authority_of_the_register_where_nobody_named_another(as_: As, case: str) -> None:
    as_(REVIEWER).post(f"/{case}/steps", {**STEP, "points": ["one-home"], "passed": False})
    as_(REVIEWER).post(f"/{case}/steps", {**STEP, "points": ["member", "area", "site"]})
    decision = as_(APPROVER).post(f"/{case}/decision", REFUSAL).json["decision"]
    assert decision["document_no"] == "520422103BY2026000001"
    assert decision["review_authority"] == "普定县人民政府"


def test_a_command_said_twice_is_done_once(as_: As, case: str, approval: Approval) -> None:
    first = as_(REVIEWER).post(f"/{case}/steps", STEP, key="step-1")
    again = as_(REVIEWER).post(f"/{case}/steps", STEP, key="step-1")
    assert (again.json, again.headers["Idempotent-Replayed"]) == (first.json, "true")
    decided = as_(APPROVER).post(f"/{case}/decision", {"outcome": "approved"}, key="decision-1")
    once_more = as_(APPROVER).post(f"/{case}/decision", {"outcome": "approved"}, key="decision-1")
    assert once_more.json == decided.json
    assert commits(approval) == 3


def test_the_same_key_with_another_body_is_refused(as_: As, case: str, approval: Approval) -> None:
    as_(REVIEWER).post(f"/{case}/steps", STEP, key="step-1")
    other = as_(REVIEWER).post(f"/{case}/steps", {**STEP, "finding": "另一说法"}, key="step-1")
    assert code(other) == (422, "key_reused")
    assert commits(approval) == 2


def test_two_officers_deciding_at_once_have_exactly_one_winner(as_: As, case: str, approval: Approval) -> None:
    as_(REVIEWER).post(f"/{case}/steps", STEP)
    second = Identity("approver-zr-2", "approver", "dep-zr", "", ("520422103",))
    bodies = [(APPROVER, {"outcome": "approved"}), (second, REFUSAL)]
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda pair: as_(pair[0]).post(f"/{case}/decision", pair[1]), bodies))
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    loser = next(answer for answer in answers if answer.status_code == 409)
    assert loser.json["code"] == "already_decided"
    assert commits(approval) == 3


def test_a_stale_if_match_is_refused(as_: As, case: str, approval: Approval) -> None:
    as_(REVIEWER).post(f"/{case}/steps", STEP)
    stale = as_(APPROVER).post(f"/{case}/decision", {"outcome": "approved"}, If_Match='"1"')
    assert code(stale) == (412, "version_conflict")
    assert code(as_(APPROVER).post(f"/{case}/decision", {"outcome": "approved"}, If_Match="2")) == (400, "bad_if_match")
    assert commits(approval) == 2


def test_refused_attempts_use_up_no_document_number(as_: As, case: str) -> None:
    as_(REVIEWER).post(f"/{case}/steps", STEP)
    as_(APPROVER).post(f"/{case}/decision", {**REFUSAL, "reasons": "不符合条件"})
    decided = as_(APPROVER).post(f"/{case}/decision", REFUSAL)
    assert decided.json["decision"]["document_no"].endswith("000001")


BAD_STEPS = [
    ({**STEP, "points": ["member", "a-guarantor"]}, 422, "outside_checklist"),
    ({**STEP, "points": []}, 422, "no_points"),
    ({**STEP, "step": "site_visit"}, 422, "unknown_step"),
    ({**STEP, "finding": " "}, 422, "invalid"),
    ({**STEP, "passed": "yes"}, 422, "invalid"),
    ({**STEP, "points": "member"}, 422, "invalid"),
    ({**STEP, "points": [f"p{n}" for n in range(101)]}, 422, "invalid"),
    ({**STEP, "finding": "长" * 2001}, 422, "invalid"),
    ({**STEP, "materials": ["另附担保书"]}, 422, "invalid"),
    ({**STEP, "occurred_at": "2026-09-24T10:00:01+08:00"}, 422, "future_occurred_at"),
    ({**STEP, "occurred_at": "2026-09-24"}, 422, "invalid"),
    ([], 422, "invalid"),
]


@pytest.mark.parametrize(("body", "status", "expected"), BAD_STEPS)
def test_a_bad_step_appends_nothing(
    as_: As, case: str, approval: Approval, body: Any, status: int, expected: str
) -> None:
    assert code(as_(REVIEWER).post(f"/{case}/steps", body)) == (status, expected)
    assert commits(approval) == 1


BAD_DECISIONS = [
    ({**REFUSAL, "reasons": ""}, 422, "reasons_required"),
    ({**REFUSAL, "reasons": "不符合条件"}, 422, "reasons_required"),
    ({**REFUSAL, "basis": ""}, 422, "reasons_required"),
    ({"outcome": "maybe"}, 422, "invalid"),
    ({}, 422, "invalid"),
    ({"outcome": "approved", "document_no": "520422103JD2026000099"}, 422, "invalid"),
]


@pytest.mark.parametrize(("body", "status", "expected"), BAD_DECISIONS)
def test_a_bad_decision_appends_nothing(
    as_: As, case: str, approval: Approval, body: Any, status: int, expected: str
) -> None:
    as_(REVIEWER).post(f"/{case}/steps", STEP)
    answer = as_(APPROVER).post(f"/{case}/decision", body)
    assert code(answer) == (status, expected)
    assert commits(approval) == 2


def test_a_refusal_without_reasons_names_its_basis_and_fields(as_: As, case: str) -> None:
    as_(REVIEWER).post(f"/{case}/steps", STEP)
    told = as_(APPROVER).post(f"/{case}/decision", {"outcome": "refused"}).json
    assert told["basis"] == "S2.5f; 许可法38"
    assert set(told["errors"]) == {"reasons", "basis"}
    assert told["title"] == "不予批准须写明事实理由和法律依据"


def test_a_refusal_without_a_known_review_authority_is_refused(as_: As, approval: Approval) -> None:
    case = opened(approval, department="dep-new")
    newcomer = Identity("approver-new", "approver", "dep-new", "", ("520422103",))
    as_(newcomer).post(f"/{case}/steps", STEP)
    assert code(as_(newcomer).post(f"/{case}/decision", REFUSAL)) == (422, "remedy_required")
    named = as_(newcomer).post(f"/{case}/decision", {**REFUSAL, "review_authority": "普定县人民政府"})
    assert named.status_code == 200


def test_nothing_is_decided_before_the_checklist_is_complete(as_: As, case: str, approval: Approval) -> None:
    as_(REVIEWER).post(f"/{case}/steps", {**STEP, "points": ["member"]})
    assert code(as_(APPROVER).post(f"/{case}/decision", {"outcome": "approved"})) == (409, "checklist_incomplete")
    assert commits(approval) == 2


@pytest.mark.parametrize("identity", [REVIEWER, CLERK, AUDITOR, CITIZEN])
def test_only_approvers_decide(as_: As, case: str, approval: Approval, identity: Identity) -> None:
    as_(REVIEWER).post(f"/{case}/steps", STEP)
    assert code(as_(identity).post(f"/{case}/decision", {"outcome": "approved"})) == (403, "forbidden")
    assert commits(approval) == 2


def test_another_department_neither_sees_nor_decides(as_: As, case: str, approval: Approval) -> None:
    assert code(as_(STRANGER).get(f"/{case}")) == (404, "no_review")
    assert code(as_(STRANGER).get(f"/{case}/clock")) == (404, "no_review")
    assert as_(STRANGER).get("").json["items"] == []
    assert code(as_(STRANGER).post(f"/{case}/decision", {"outcome": "approved"})) == (403, "other_unit")
    assert commits(approval) == 1


def test_nobody_reads_without_signing_in(as_: As, case: str) -> None:
    assert code(as_(None).get("")) == (401, "unauthenticated")
    assert code(as_(CITIZEN).get(f"/{case}")) == (403, "forbidden")


def test_clerks_and_auditors_see_the_reviews_of_their_jurisdiction(as_: As, case: str) -> None:
    elsewhere = Identity("clerk-sh", "window_clerk", "dep-sh", "H-520402109", ("520402109",))
    assert as_(CLERK).get(f"/{case}").status_code == 200
    assert as_(AUDITOR).get("").json["items"][0]["case"] == case
    assert as_(elsewhere).get("").json["items"] == []


def test_an_unknown_review_is_not_found(as_: As) -> None:
    assert code(as_(REVIEWER).get("/52042210320260917000002")) == (404, "no_review")
    assert code(as_(REVIEWER).post("/52042210320260917000002/steps", STEP)) == (404, "no_review")


def test_a_withdrawn_case_is_reviewed_no_further(as_: As, case: str, approval: Approval) -> None:
    withdrawn(approval)
    assert as_(REVIEWER).get(f"/{case}").json["status"] == "ended"
    assert code(as_(REVIEWER).post(f"/{case}/steps", STEP)) == (409, "review_ended")


def test_the_worklist_is_ordered_by_due_day_and_pages(as_: As, approval: Approval) -> None:
    days = [date(2026, 10, 20), date(2026, 10, 9), date(2026, 10, 14), date(2026, 10, 9)]
    for n, day in enumerate(days, 1):
        opened(approval, case_number("520422103", date(2026, 9, 17), n), promised_due=day)
    seen, cursor = [], ""
    while cursor is not None:
        page = as_(REVIEWER).get("", query_string={"limit": 3, "cursor": cursor}).json
        seen += [(row["promised_due"], row["case"]) for row in page["items"]]
        cursor = page["next"]
    assert seen == sorted(seen)
    assert len(seen) == 4


def test_the_worklist_is_filtered_by_status_department_and_due_day(as_: As, approval: Approval) -> None:
    late = case_number("520422103", date(2026, 9, 17), 2)
    opened(approval), opened(approval, late, promised_due=date(2026, 10, 20))
    withdrawn(approval)

    def found(**query: str) -> list[str]:
        return [row["case"] for row in as_(AUDITOR).get("", query_string=query).json["items"]]

    assert found(status="open") == [late]
    assert found(status="ended") == [CASE]
    assert found(due_by="2026-10-14") == [CASE]
    assert found(department="dep-zr") == [CASE, late]
    assert found(department="dep-sh") == []


@pytest.mark.parametrize("query", [{"status": "gone"}, {"due_by": "soon"}, {"limit": "0"}, {"limit": "x"}])
def test_a_bad_filter_is_told(as_: As, query: dict[str, str]) -> None:
    assert code(as_(REVIEWER).get("", query_string=query)) == (422, "invalid")


def test_a_cursor_of_somebody_else_is_refused(as_: As) -> None:
    assert code(as_(REVIEWER).get("", query_string={"cursor": "WyJhIl0.x"})) == (400, "bad_cursor")


def test_both_clocks_tell_every_day_over_the_national_holiday(as_: As, case: str) -> None:
    told = as_(REVIEWER).get(f"/{case}/clock").json
    assert (told["promised"]["due"], told["statutory"]["due"]) == ("2026-10-14", "2026-10-21")
    assert len(told["promised"]["counted"]) == 15
    assert {"2026-09-20", "2026-10-10"} <= set(told["statutory"]["counted"])
    reasons = {day["date"]: day["reason"] for day in told["statutory"]["skipped"]}
    assert (reasons["2026-10-01"], reasons["2026-09-19"]) == ("public_holiday", "weekend")
    assert told["provisional"] is False
    assert told["stated"] == {"promised_due": "2026-10-14", "statutory_due": "2026-10-21"}


def test_a_clock_over_the_end_of_the_known_calendars_is_provisional(as_: As, approval: Approval) -> None:
    case = opened(approval, accepted_on=date(2026, 12, 20))
    told = as_(REVIEWER).get(f"/{case}/clock").json
    assert told["provisional"] is True
    assert told["statutory"]["provisional"] is True


def test_an_item_without_a_statutory_limit_has_one_clock_and_natural_days_run_through_weekends(
    as_: As, approval: Approval
) -> None:
    bare = opened(approval, statutory=None, statutory_due=None)
    natural = case_number("520422103", date(2026, 9, 17), 9)
    opened(approval, natural, statutory=TimeLimit(15, "natural_days"))
    assert as_(REVIEWER).get(f"/{bare}/clock").json["statutory"] is None
    statutory = as_(REVIEWER).get(f"/{natural}/clock").json["statutory"]
    assert "2026-09-19" in statutory["counted"]
    assert statutory["due"] == "2026-10-08"


def test_hours_count_from_the_moment_of_acceptance(as_: As, approval: Approval) -> None:
    case = opened(approval, promised=TimeLimit(24, "hours"))
    assert as_(REVIEWER).get(f"/{case}/clock").json["promised"]["expires_at"] == "2026-09-18T09:30:00+08:00"


def test_broken_bodies_are_told_and_append_nothing(app: Flask, case: str, approval: Approval) -> None:
    caller = Caller(app.test_client(), approval, REVIEWER)
    path = f"/api/v1/reviews/{case}/steps"
    broken = app.test_client().post(path, data=b"{", headers=caller.headers, content_type="application/json")
    plain = app.test_client().post(path, data=b"x", headers=caller.headers, content_type="text/plain")
    large = app.test_client().post(
        path, data=b'"' + b"x" * 300_000 + b'"', headers=caller.headers, content_type="application/json"
    )
    assert [code(each) for each in (broken, plain, large)] == [
        (400, "bad_json"),
        (415, "unsupported_media_type"),
        (413, "too_large"),
    ]
    assert commits(approval) == 1
