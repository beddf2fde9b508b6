"""Clocks, hearings, opinions, decisions and what follows them, over HTTP on the embedded database."""

from __future__ import annotations

import base64
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from typing import Any

import pytest
from flask import Flask

from services.approval.reviews.reactions import calendar_subscription, hear, recount, void_lapsed
from services.approval.service import Approval
from shared.contracts import Actor, Meta
from shared.contracts.duties import DelegationRegistered
from shared.contracts.intake import CaseDelivered
from shared.contracts.registry import CertificatePlan, LocalDaysPublished, ReviewPlan, StaffRegistered, Text
from shared.identity import Identity
from shared.journal.chain import GENESIS
from shared.journal.commit import seal
from shared.journal.ids import derived_command_id
from shared.journal.subscriber import Incoming, incoming
from shared.numbers import case_number
from shared.timekeeping import CalendarYear, VirtualClock, official
from shared.timekeeping.years import content_hash
from tests.approval.samples import (
    APPROVER,
    AUDITOR,
    CASE,
    CITIZEN,
    CLERK,
    HEAD,
    POINTS,
    REVIEWER,
    STRANGER,
    Caller,
    accepted,
    opened,
    told,
)

As = Callable[[Identity | None], Caller]
STEP = {"points": list(POINTS), "passed": True, "finding": "逐项核对，均符合"}
REFUSAL = {"outcome": "refused", "reasons": "申请人名下已有一处宅基地", "basis": "土地管理法第六十二条"}
INSPECTION = {"procedure": "inspection", "needed": {"value": 10, "unit": "working_days"}}
RESULT = {"procedure": "inspection", "result_document": "JY-2026-031", "result": "合格"}


@pytest.fixture
def as_(app: Flask, approval: Approval) -> As:
    return lambda identity: Caller(app.test_client(), approval, identity)


@pytest.fixture
def case(approval: Approval) -> str:
    return opened(approval)


@pytest.fixture
def to(approval: Approval) -> Callable[[str], None]:
    """Move the service's clock to ten o'clock of a day."""

    def move(day: str) -> None:
        assert isinstance(approval.clock, VirtualClock)
        approval.clock.move_to(datetime.fromisoformat(f"{day}T10:00:00+08:00"))

    return move


def on(day: str) -> str:
    return f"{day}T10:00:00+08:00"


def code(answer: Any) -> tuple[int, str]:
    assert answer.content_type == "application/problem+json", answer.get_data(as_text=True)
    return answer.status_code, answer.json["code"]


def versions(approval: Approval, case: str = CASE) -> int:
    return len(approval.journal.store.stream(f"review/{case}"))


def test_a_suspension_and_its_result_are_in_the_clock_day_by_day(as_: As, case: str, to: Any) -> None:
    first = as_(REVIEWER).post(f"/{case}/suspensions", INSPECTION)
    assert (first.status_code, first.json["suspended"]) == (200, "inspection")
    waiting = as_(REVIEWER).get(f"/{case}/clock").json
    assert (waiting["waiting"], waiting["suspensions"][0]["notice_no"]) == ("inspection", "520422103TB2026000001")
    to("2026-10-09")
    assert as_(REVIEWER).post(f"/{case}/resumption", RESULT).json["suspended"] == ""
    told = as_(REVIEWER).get(f"/{case}/clock").json
    reasons = {day["date"]: day["reason"] for day in told["statutory"]["skipped"]}
    assert [day for day, why in reasons.items() if why == "suspended"] == [
        *("2026-09-24", "2026-09-28", "2026-09-29", "2026-09-30", "2026-10-08"),
    ]
    assert told["statutory"]["due"] == "2026-10-28"
    assert told["suspensions"][0]["working_days"] == 5
    assert as_(REVIEWER).get(f"/{case}").json["statutory_due"] == "2026-10-28"


BAD = [
    ("suspensions", {"procedure": "site_visit", "needed": {"value": 3, "unit": "working_days"}}, "not_suspendable"),
    ("suspensions", {"procedure": "inspection"}, "notice_required"),
    ("suspensions", {"procedure": "inspection", "needed": {"value": 3, "unit": "hours"}}, "invalid"),
    ("suspensions", {"needed": {"value": 3, "unit": "working_days"}}, "invalid"),
    ("suspensions", {**INSPECTION, "occurred_at": on("2026-09-21")}, "backdated"),
    ("hearing", {"act": "offer"}, "invalid"),
    ("hearing", {"act": "schedule", "held_on": "2026-10-20"}, "invalid"),
    ("hearing", {"act": "dance"}, "invalid"),
    ("superior-referral", {}, "invalid"),
    ("superior-referral", {"route": "window", "opinion": "初审通过"}, "invalid"),
    ("consultations", {"department": "dep-nowhere", "question": "?"}, "unknown_department"),
    ("statements", {"party": "neighbour", "text": "x", "adopted": True, "answer": "x"}, "invalid"),
    ("steps", {**STEP, "officers": ["clerk-zr"]}, "unknown_officer"),
]


@pytest.mark.parametrize(("path", "body", "expected"), BAD)
def test_bad_input_is_told_and_appends_nothing(
    as_: As, case: str, approval: Approval, path: str, body: Any, expected: str
) -> None:
    assert code(as_(REVIEWER).post(f"/{case}/{path}", body)) == (422, expected)
    assert versions(approval) == 1


def test_a_resumption_without_document_or_reason_is_refused(as_: As, case: str, approval: Approval) -> None:
    as_(REVIEWER).post(f"/{case}/suspensions", INSPECTION)
    bare = {"procedure": "inspection"}
    assert code(as_(REVIEWER).post(f"/{case}/resumption", bare)) == (422, "result_required")
    void = as_(REVIEWER).post(f"/{case}/resumption", {**bare, "reason": "检验机构未出具报告"})
    assert (void.status_code, void.json["statutory_due"]) == (200, "2026-10-21")


def test_a_refused_suspension_uses_up_no_notice_number(as_: As, case: str) -> None:
    as_(REVIEWER).post(f"/{case}/suspensions", {**INSPECTION, "procedure": "site_visit"})
    as_(REVIEWER).post(f"/{case}/suspensions", INSPECTION)
    told = as_(REVIEWER).get(f"/{case}/clock").json["suspensions"]
    assert [each["notice_no"] for each in told] == ["520422103TB2026000001"]


def test_the_head_of_the_agency_extends_once(as_: As, case: str, to: Any) -> None:
    to("2026-10-20")
    body = {"reasons": "外业核查尚缺两处地类认定"}
    for identity in (REVIEWER, CLERK, AUDITOR, CITIZEN):
        assert code(as_(identity).post(f"/{case}/extension", body)) == (403, "forbidden")
    assert code(as_(HEAD).post(f"/{case}/extension", body)) == (403, "wrong_office")
    told = as_(APPROVER).post(f"/{case}/extension", body)
    assert (told.status_code, told.json["statutory_due"], told.json["promised_due"]) == (
        200,
        "2026-11-04",
        "2026-10-14",
    )
    assert code(as_(APPROVER).post(f"/{case}/extension", {"reasons": "再次外业核查地类"})) == (409, "already_extended")
    clock = as_(APPROVER).get(f"/{case}/clock").json
    assert (clock["statutory"]["added"], clock["extension"]["office"]) == (10, "agency_head")


def test_a_late_extension_is_refused_whatever_the_clerk_says(as_: As, case: str, to: Any) -> None:
    to("2026-10-22")
    body = {"reasons": "外业核查尚缺两处地类认定"}
    assert code(as_(APPROVER).post(f"/{case}/extension", body)) == (409, "extension_late")
    early = {**body, "occurred_at": on("2026-10-21")}
    assert code(as_(APPROVER).post(f"/{case}/extension", early)) == (409, "extension_late")


def test_joint_handling_is_extended_by_the_head_of_its_government_alone(as_: As, approval: Approval, to: Any) -> None:
    case = opened(approval, plan=ReviewPlan(joint=True))
    to("2026-10-20")
    body = {"reasons": "跨部门踏勘尚缺水务意见"}
    elsewhere = Identity("head-xixiu", "government_head", "", "", ("520402",))
    assert code(as_(elsewhere).post(f"/{case}/extension", body)) == (404, "no_review")
    assert code(as_(APPROVER).post(f"/{case}/extension", body)) == (403, "wrong_office")
    assert as_(HEAD).post(f"/{case}/extension", body).json["extension"]["office"] == "government_head"


def test_two_heads_extending_at_once_have_exactly_one_winner(as_: As, case: str, approval: Approval) -> None:
    second = Identity("approver-zr-2", "approver", "dep-zr", "", ("520422103",))
    body = {"reasons": "外业核查尚缺两处地类认定"}
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda who: as_(who).post(f"/{case}/extension", body), (APPROVER, second)))
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    assert next(a for a in answers if a.status_code == 409).json["code"] == "already_extended"
    assert versions(approval) == 2


def test_many_officers_racing_each_other_leave_one_suspension_and_one_decision(
    as_: As, case: str, approval: Approval
) -> None:
    as_(REVIEWER).post(f"/{case}/steps", STEP)
    asked = [(REVIEWER, "suspensions", INSPECTION)] * 3 + [(APPROVER, "decision", {"outcome": "approved"})] * 3
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda a: as_(a[0]).post(f"/{case}/{a[1]}", a[2]), asked))
    assert sorted(a.status_code for a in answers) == [200, *[409] * 5]
    assert versions(approval) == 3
    state = approval.load(case).state
    assert (len(state.suspensions), state.decision is not None) in {(1, False), (0, True)}


def test_a_stale_if_match_is_refused_on_every_act(as_: As, case: str, approval: Approval) -> None:
    as_(REVIEWER).post(f"/{case}/steps", STEP)
    for path, body in (("suspensions", INSPECTION), ("superior-referral", {"route": "window"})):
        assert code(as_(REVIEWER).post(f"/{case}/{path}", body, If_Match='"1"')) == (412, "version_conflict")
    assert versions(approval) == 2


def test_a_command_said_twice_is_done_once_and_keeps_its_number(as_: As, case: str, approval: Approval) -> None:
    first = as_(REVIEWER).post(f"/{case}/suspensions", INSPECTION, key="s-1")
    again = as_(REVIEWER).post(f"/{case}/suspensions", INSPECTION, key="s-1")
    assert (again.json, again.headers["Idempotent-Replayed"]) == (first.json, "true")
    assert versions(approval) == 2


def test_the_hearing_chain_over_http(as_: As, case: str, to: Any) -> None:
    post = as_(REVIEWER).post
    as_(REVIEWER).post(f"/{case}/steps", STEP)
    assert post(f"/{case}/hearing", {"act": "offer", "party": "interested", "matter": "相邻采光"}).status_code == 200
    assert code(as_(APPROVER).post(f"/{case}/decision", {"outcome": "approved"})) == (409, "hearing_right_open")
    post(f"/{case}/hearing", {"act": "request", "party": "interested"})
    day = {"act": "schedule", "held_on": "2026-10-20", "place": "二楼会议室"}
    assert code(post(f"/{case}/hearing", {**day, "moderator": "reviewer-zr"})) == (422, "moderator_reviewed")
    assert code(post(f"/{case}/hearing", {**day, "moderator": "nobody"})) == (422, "unknown_officer")
    fixed = post(f"/{case}/hearing", {**day, "moderator": "approver-sh"})
    assert fixed.json["hearing"]["scheduled"]["notice_no"] == "520422103TT2026000001"
    to("2026-10-20")
    held = post(f"/{case}/hearing", {"act": "record", "summary": "各方陈述并质证"})
    assert held.json["hearing"]["held"]["record_no"] == "520422103TX2026000001"
    decided = as_(APPROVER).post(f"/{case}/decision", {"outcome": "approved"})
    assert decided.json["decision"]["hearing_record"] == "520422103TX2026000001"


def test_a_consulted_department_sees_the_review_and_answers(as_: As, case: str) -> None:
    social = Identity("reviewer-sh", "reviewer", "dep-sh", "H-520402109", ("520402109",))
    assert code(as_(social).get(f"/{case}")) == (404, "no_review")
    as_(REVIEWER).post(f"/{case}/consultations", {"department": "dep-sh", "question": "是否五保户"})
    assert as_(social).get(f"/{case}").json["unanswered"] == ["dep-sh"]
    assert code(as_(social).post(f"/{case}/steps", STEP)) == (403, "other_unit")
    told = as_(social).post(f"/{case}/opinion", {"opinion": "agree", "text": "不在名册内"})
    assert (told.status_code, told.json["unanswered"]) == (200, [])
    assert code(as_(REVIEWER).post(f"/{case}/opinion", {"opinion": "agree", "text": "x"})) == (403, "not_consulted")


def test_what_a_party_says_is_sealed_and_read_by_the_department_alone(as_: As, case: str, approval: Approval) -> None:
    words = "王小明住隔壁，电话13800000000，担心采光"
    body = {"party": "applicant", "text": words, "adopted": False, "answer": "日照间距符合规范"}
    assert as_(REVIEWER).post(f"/{case}/statements", body).status_code == 200
    stored = approval.journal.store.stream(f"review/{case}")[-1].body.decode()
    assert "王小明" not in stored
    assert "13800000000" not in stored
    assert words not in as_(AUDITOR).get(f"/{case}").get_data(as_text=True)
    (told,) = as_(REVIEWER).get(f"/{case}/statements").json["statements"]
    assert (told["text"], told["answer"]) == (words, "日照间距符合规范")
    assert code(as_(AUDITOR).get(f"/{case}/statements")) == (403, "forbidden")
    assert code(as_(STRANGER).get(f"/{case}/statements")) == (404, "no_review")
    assert approval.vault.erase(approval.load(case).state.statements[0].person)
    assert as_(REVIEWER).get(f"/{case}/statements").json["statements"][0]["text"] == ""


def test_a_step_is_assigned_with_the_registers_deputy_and_handed_over(as_: As, case: str, approval: Approval) -> None:
    staff = StaffRegistered(id="reviewer-zx", role="reviewer", unit="dep-zr", partner="reviewer-zr")
    approval.replica.apply("staff/reviewer-zx", 1, staff)
    given = as_(APPROVER).post(f"/{case}/assignment", {"step": "review", "officer": "reviewer-zx"})
    assert given.json["steps"][0]["deputy"] == "reviewer-zr"
    assert code(as_(REVIEWER).post(f"/{case}/assignment", {"step": "review", "officer": "x"})) == (403, "forbidden")
    unknown = {"step": "review", "officer": "reviewer-sh"}
    assert code(as_(APPROVER).post(f"/{case}/assignment", unknown)) == (422, "unknown_officer")
    over = {"step": "review", "taker": "approver-zr", "reason": "外出培训"}
    assert as_(REVIEWER).post(f"/{case}/hand-over", over).json["steps"][0]["officer"] == "approver-zr"
    assert code(as_(REVIEWER).post(f"/{case}/steps", STEP)) == (403, "not_assigned")


def test_a_delegated_item_is_signed_in_the_authoritys_name_as_the_register_tells(as_: As, approval: Approval) -> None:
    delegation = DelegationRegistered(
        id="D1",
        authority="普定县水务局",
        entrusted="dep-zr",
        items=("LOCAL-12",),
        content=Text("设施农业取水备案"),
        notice="普定县人民政府网",
        announced_on=date(2026, 1, 5),
        valid_from=date(2026, 1, 10),
        valid_until=date(2026, 9, 24),
        basis=("水法48",),
    )
    approval.replica.apply("delegation/D1", 1, delegation)
    case = opened(approval, item="LOCAL-12")
    as_(REVIEWER).post(f"/{case}/steps", STEP)
    late = opened(approval, case_number("520422103", date(2026, 9, 17), 2), item="LOCAL-12")
    as_(REVIEWER).post(f"/{late}/steps", STEP)
    decision = as_(APPROVER).post(f"/{case}/decision", {"outcome": "approved"}).json["decision"]
    assert (decision["signed_as"], decision["delegated"]) == ("普定县水务局", True)
    assert isinstance(approval.clock, VirtualClock)
    approval.clock.move_to(datetime.fromisoformat(on("2026-09-28")))
    assert code(as_(APPROVER).post(f"/{late}/decision", {"outcome": "approved"})) == (409, "delegation_ended")
    assert decision["document_no"] == "520422103JD2026000001"


def test_delivery_at_the_window_serves_the_decision_and_starts_the_remedies(as_: As, case: str, approval: Any) -> None:
    as_(REVIEWER).post(f"/{case}/steps", {**STEP, "passed": False})
    decided = as_(APPROVER).post(f"/{case}/decision", REFUSAL).json["decision"]
    assert (decided["court"], decided["signed_as"]) == ("普定县人民法院", "普定县自然资源局")
    assert code(as_(REVIEWER).get(f"/{case}/remedies")) == (404, "no_remedies")
    fact = CaseDelivered(
        manner="post", delivered_on=date(2026, 9, 28), department="dep-zr", item="LOCAL-13", division="520422103"
    )
    word = told(fact, version=4, at="2026-09-28T15:00:00+08:00")
    hear(approval, word), hear(approval, word)
    assert versions(approval) == 4
    served = as_(REVIEWER).get(f"/{case}").json["served"]
    assert (served["manner"], served["served_on"], served["due"]) == ("post", "2026-09-28", "2026-10-15")
    remedies = as_(REVIEWER).get(f"/{case}/remedies").json
    assert remedies["reconsideration"]["by"] == "2026-11-27"
    assert remedies["litigation"]["provisional"] is True
    assert code(as_(REVIEWER).post(f"/{case}/service", {"manner": "direct"})) == (409, "already_served")


def test_service_may_be_recorded_by_the_department(as_: As, case: str) -> None:
    assert code(as_(CLERK).post(f"/{case}/service", {"manner": "left"})) == (409, "not_decided")
    as_(REVIEWER).post(f"/{case}/steps", STEP)
    as_(APPROVER).post(f"/{case}/decision", {"outcome": "approved"})
    served = as_(CLERK).post(f"/{case}/service", {"manner": "left", "receipt_no": "HZ-9"}).json["served"]
    assert (served["manner"], served["receipt_no"], served["reconsideration_by"]) == ("left", "HZ-9", None)
    assert code(as_(AUDITOR).post(f"/{case}/service", {"manner": "left"})) == (403, "forbidden")


def test_approvals_are_public_without_the_applicant(as_: As, approval: Approval) -> None:
    plan = ReviewPlan(certificate=CertificatePlan(Text("批准书"), "PZ", 24, ("农村宅基地批准书（样本）",)))
    case = opened(approval, plan=plan)
    as_(REVIEWER).post(f"/{case}/steps", STEP)
    as_(APPROVER).post(f"/{case}/decision", {"outcome": "approved"})
    (row,) = as_(None).get("", "approvals").json["items"]
    assert (row["document_no"], row["certificate_no"]) == ("520422103JD2026000001", "520422103PZ2026000001")
    assert (row["valid_from"], row["valid_until"], row["ended_on"]) == ("2026-09-24", "2028-09-24", None)
    assert case not in as_(None).get("", "approvals").get_data(as_text=True)
    shown = as_(REVIEWER).get(f"/{case}/certificate").json
    assert (shown["holds"], shown["specimen"]) == (True, ["农村宅基地批准书（样本）"])
    end = {"manner": "revoked", "reasons": "以虚假证明取得", "basis": "许可法69②"}
    assert code(as_(REVIEWER).post(f"/{case}/certificate-end", end)) == (403, "forbidden")
    as_(APPROVER).post(f"/{case}/certificate-end", end)
    assert as_(REVIEWER).get(f"/{case}/certificate").json["holds"] is False
    assert as_(None).get("", "approvals").json["items"][0]["ended_on"] == "2026-09-24"


def unsigned(cursor: str | None) -> str:
    """What a cursor says, without its signature."""
    body = (cursor or "").partition(".")[0]
    return base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)).decode()


def test_the_public_lists_page_through_everything_once(as_: As, approval: Approval, to: Any) -> None:
    for number in range(1, 6):
        case = opened(approval, case_number("520422103", date(2026, 9, 17), number))
        if number < 4:
            as_(REVIEWER).post(f"/{case}/steps", STEP)
            as_(APPROVER).post(f"/{case}/decision", {"outcome": "approved"})
    to("2026-10-15")
    for name, expected in (("approvals", 3), ("lateness", 2)):
        seen, cursor = 0, ""
        while cursor is not None:
            page = as_(None).get("", name, query_string={"limit": 2, "cursor": cursor}).json
            assert "520422103202609" not in unsigned(page["next"]), "a cursor tells no case number either"
            seen, cursor = seen + len(page["items"]), page["next"]
        assert seen == expected, name


def test_lateness_is_public_with_its_reasons(as_: As, case: str, to: Any) -> None:
    body = {"reasons": "连续强降雨，现场核查推迟三日"}
    assert as_(None).get("", "lateness").json["items"] == []
    assert code(as_(APPROVER).post(f"/{case}/lateness", body)) == (409, "not_late")
    to("2026-10-15")
    (row,) = as_(None).get("", "lateness").json["items"]
    assert (row["reasons"], row["promised_due"], row["review_authority"]) == ("", "2026-10-14", "普定县人民政府")
    assert as_(APPROVER).post(f"/{case}/lateness", body).status_code == 200
    page = as_(None).get("", "lateness")
    assert page.json["items"][0]["reasons"] == body["reasons"]
    assert case not in page.get_data(as_text=True)


@pytest.mark.parametrize(("decided_on", "listed"), [("2026-10-14", 0), ("2026-10-15", 1)])
def test_what_was_decided_too_late_stays_listed_as_unexplained(
    as_: As, case: str, to: Any, decided_on: str, listed: int
) -> None:
    to(decided_on)
    as_(REVIEWER).post(f"/{case}/steps", STEP)
    assert as_(APPROVER).post(f"/{case}/decision", {"outcome": "approved"}).status_code == 200
    to("2026-10-20")
    rows = as_(None).get("", "lateness").json["items"]
    assert [(row["decided_on"], row["reasons"]) for row in rows] == [(decided_on, "")] * listed


def published(fact: Any, stream: str) -> Incoming:
    """A statement as the register publishes it."""
    now = datetime.fromisoformat(on("2026-09-24"))
    command = derived_command_id("test", stream)
    meta = Meta(command_id=command, actor=Actor("admin", "admin"), now=now, occurred_at=now, correlation=command)
    commit = seal(
        stream=stream,
        version=1,
        case=stream,
        source="intake",
        meta=meta,
        recorded_at=now,
        prev=GENESIS,
        facts=[fact],
    )
    return incoming(commit.envelope())


def notice_of_2027() -> Any:
    """A made-up notice that takes two January days off, which the law alone does not."""
    days = official().years[2027].off_days | {date(2027, 1, 4), date(2027, 1, 5)}
    digest = content_hash(2027, "official", "国办（示例）", days, ())
    return CalendarYear(2027, "official", "国办（示例）", frozenset(days), frozenset(), digest).publication()


def december(approval: Approval, number: int) -> str:
    """A case of December, whose days reach into a year without an official calendar."""
    day, calendar = date(2026, 12, 10), official()
    promised, statutory = calendar.due(day, 15), calendar.due(day, 20)
    return opened(
        approval,
        case_number("520422103", day, number),
        accepted_on=day,
        promised_due=promised.due,
        statutory_due=statutory.due,
        provisional=True,
        calendar=tuple(dict.fromkeys((*promised.versions, *statutory.versions))),
    )


def test_a_published_calendar_recounts_every_open_review_once(as_: As, approval: Approval) -> None:
    cases = [december(approval, number) for number in (1, 2, 3)]
    as_(REVIEWER).post(f"/{cases[2]}/steps", STEP)
    as_(APPROVER).post(f"/{cases[2]}/decision", {"outcome": "approved"})
    assert calendar_subscription(approval).topics == ("registry",)
    word = published(notice_of_2027(), "calendar/2027")
    recount(approval, word), recount(approval, word)
    assert [versions(approval, case) for case in cases] == [2, 2, 3]
    fact = approval.journal.store.stream(f"review/{cases[0]}")[-1].envelope().events[0]
    assert (fact.type, fact.data["cause"]) == ("review.recalculated", "calendar/2027@1")
    assert (fact.data["before"]["statutory_due"], fact.data["dates"]["statutory_due"]) == ("2027-01-08", "2027-01-12")
    assert (fact.data["before"]["provisional"], fact.data["dates"]["provisional"]) == (True, False)
    assert as_(REVIEWER).get(f"/{cases[0]}").json["statutory_due"] == "2027-01-12"


def test_a_countys_own_days_off_recount_its_own_reviews_only(as_: As, case: str, approval: Approval) -> None:
    elsewhere = opened(approval, case_number("520402109", date(2026, 9, 17), 1), division="520402109")
    fact = LocalDaysPublished(
        division="520422", year=2026, days=(date(2026, 10, 12), date(2026, 10, 13)), doc_no="县府办（示例）"
    )
    recount(approval, published(fact, "local_days/520422-2026"))
    assert (versions(approval, case), versions(approval, elsewhere)) == (2, 1)
    assert as_(REVIEWER).get(f"/{case}").json["promised_due"] == "2026-10-16"


def test_a_case_accepted_before_a_publication_that_was_heard_first_is_recounted_on_opening(approval: Approval) -> None:
    """What acceptance counted on is no longer the register's calendar."""
    stale = accepted(calendar=("2026-provisional-000000000000",), promised_due=date(2026, 10, 12))
    hear(approval, told(stale)), hear(approval, told(stale))
    assert versions(approval) == 2
    assert approval.load(CASE).state.stated.promised_due == date(2026, 10, 14)  # type: ignore[union-attr]


def test_a_suspension_without_result_is_voided_by_the_worker(as_: As, case: str, approval: Approval, to: Any) -> None:
    as_(REVIEWER).post(f"/{case}/suspensions", {"procedure": "testing", "needed": {"value": 3, "unit": "working_days"}})
    void_lapsed(approval)
    assert versions(approval) == 2
    to("2026-10-20")
    void_lapsed(approval), void_lapsed(approval)
    assert versions(approval) == 3
    shown = as_(REVIEWER).get(f"/{case}").json
    assert (shown["suspended"], shown["statutory_due"]) == ("", "2026-10-21")
    assert as_(REVIEWER).get(f"/{case}/clock").json["suspensions"][0]["standing"] == "void"
