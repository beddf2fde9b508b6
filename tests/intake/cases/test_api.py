"""The JSON endpoints of cases, on the embedded database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from werkzeug.test import TestResponse

from services.intake.cases import reactions
from services.intake.service import Intake
from shared.contracts import Actor, Meta, Rejected
from shared.contracts.approval import ReviewDecided
from shared.identity import Identity
from shared.journal.commit import seal
from shared.journal.subscriber import incoming
from shared.numbers import parse_case_number
from shared.timekeeping import VirtualClock
from tests.intake.people import (
    ADMIN,
    AGENT,
    APPLICANT,
    AUDITOR,
    CITIZEN,
    CLERK,
    INSTANT,
    LICENCE,
    OTHER_CITIZEN,
    REVIEWER,
    RS_CLERK,
    Caller,
)

As = Callable[[Identity | None], Caller]
WHOLE = {**LICENCE, "materials": ["form", "statement", "village", "papers"]}
PART = {**LICENCE, "materials": ["form", "statement", "village"]}


def commits(intake: Intake) -> int:
    return intake.database["commits"].count_documents({"stream": {"$regex": "^case/"}})


def code(answer: TestResponse) -> tuple[int, str]:
    assert answer.content_type == "application/problem+json"
    return answer.status_code, answer.json["code"]


def received(as_: As, body: dict[str, Any] = WHOLE, who: Identity = CLERK) -> str:
    answer = as_(who).post("/cases", body)
    assert answer.status_code == 201, answer.json
    case_no: str = answer.json["case_no"]
    return case_no


def decide(intake: Intake, case_no: str, clock: VirtualClock) -> None:
    """Let intake hear that approval decided the case."""
    clock.advance(timedelta(minutes=5))
    fact = ReviewDecided(
        outcome="approved",
        document_no="520422103JD2026000001",
        decided_at=clock.now(),
        reasons="",
        basis="",
        review_authority="",
    )
    meta = Meta(
        command_id="1f0a9a0e-0000-4000-8000-000000000001",
        actor=Actor("approver-zr", "approver", "dep-zr"),
        now=clock.now(),
        occurred_at=clock.now(),
    )
    commit = seal(
        stream=f"review/{case_no}",
        version=2,
        case=case_no,
        source="approval",
        meta=meta,
        recorded_at=clock.now(),
        prev="0" * 64,
        facts=[fact],
    )
    reactions.hear(intake, incoming(commit.envelope()))


# Receipt


def test_an_application_is_received_and_numbered_by_the_server(as_: As) -> None:
    answer = as_(CLERK).post("/cases", WHOLE)
    assert (answer.status_code, answer.headers["ETag"]) == (201, '"1"')
    told = answer.json
    number = parse_case_number(told["case_no"])
    assert (number.division, number.day.isoformat()) == ("520422103", "2026-09-17")
    assert (told["status"], told["kind"], told["department"]) == ("received", "promised", "dep-zr")
    assert told["received_at"] == "2026-09-17T10:00:00+08:00"
    assert answer.headers["Location"].endswith(told["case_no"])
    assert len(told["query_code"]) == 8


def test_the_caller_reads_their_own_write(as_: As) -> None:
    case_no = received(as_)
    answer = as_(CLERK).get(f"/cases/{case_no}")
    assert (answer.status_code, answer.headers["ETag"]) == (200, '"1"')
    assert answer.json["applicant"] == APPLICANT


def test_personal_data_is_sealed_before_it_is_stored(as_: As, intake: Intake) -> None:
    received(as_)
    for stored in (*intake.database["commits"].find(), *intake.database["cases"].find()):
        text = str(stored)
        assert not any(secret in text for secret in (APPLICANT["name"], APPLICANT["id_number"], APPLICANT["phone"]))


def test_an_erased_person_cannot_be_read_any_more_and_the_chain_holds(as_: As, intake: Intake) -> None:
    case_no = received(as_)
    person = intake.database["cases"].find_one({"_id": case_no})["applicant"]["person"]  # type: ignore[index]
    assert intake.vault.erase(person)
    assert as_(CLERK).get(f"/cases/{case_no}").json["applicant"]["name"] == "已删除"
    assert as_(CLERK).get(f"/cases/{case_no}/timeline").json["sound"] is True


def test_an_applicant_applies_online_with_an_own_account(as_: As) -> None:
    case_no = received(as_, {**WHOLE, "window": "", "channel": "online"}, CITIZEN)
    assert as_(CITIZEN).get(f"/cases/{case_no}").json["applicant"]["name"] == APPLICANT["name"]
    assert code(as_(OTHER_CITIZEN).get(f"/cases/{case_no}")) == (404, "unknown_case")
    assert [row["case_no"] for row in as_(CITIZEN).get("/cases").json["items"]] == [case_no]
    assert as_(OTHER_CITIZEN).get("/cases").json["items"] == []


def test_a_village_agent_acts_for_others_at_the_points_hall(as_: As) -> None:
    case_no = received(as_, INSTANT, AGENT)
    told = as_(RS_CLERK).get(f"/cases/{case_no}").json
    assert (told["channel"], told["hall"]) == ("proxy", "H-520402109")
    assert code(as_(AGENT).post("/cases", WHOLE)) == (403, "wrong_hall_for_clerk")


def test_whoever_has_no_residents_card_applies_with_a_permit_or_a_passport(as_: As) -> None:
    """A passport names its state, and a renewed permit is the same person's."""
    for shown, kept in (("usa-e12345678", "USA-E12345678"), ("H1234567801", "H12345678")):
        who = {**APPLICANT, "name": "JOHN DOE", "id_number": shown}
        case_no = received(as_, {**WHOLE, "applicant": who})
        assert as_(CLERK).get(f"/cases/{case_no}").json["applicant"]["id_number"] == kept
    again = {**WHOLE, "meant_twice": False, "applicant": {**APPLICANT, "id_number": "H12345678"}}
    assert code(as_(CLERK).post("/cases", again)) == (409, "double_submission")


def test_a_wrong_number_says_what_to_look_at(as_: As) -> None:
    def said(number: str, kind: str = "1") -> str:
        answer = as_(CLERK).post("/cases", {**WHOLE, "applicant": {**APPLICANT, "kind": kind, "id_number": number}})
        return str(answer.json["errors"]["applicant.id_number"])

    assert "18 位" in said("5204022005")
    assert "校验位" in said("520402199001010011")
    assert "出生日期" in said("52040219900230001X")
    assert "USA-E12345678" in said("E12345678")
    assert "信用代码" in said("5204", kind="2")


BAD_RECEIPTS = [
    ({**WHOLE, "item": "LOCAL-99"}, 422, "unknown_item"),
    ({**WHOLE, "hall": "H-520402109", "window": ""}, 403, "wrong_hall_for_clerk"),
    ({**WHOLE, "item": "LOCAL-01", "window": "", "materials": []}, 422, "wrong_hall"),
    ({**WHOLE, "hall": "P-520422103-202", "window": ""}, 403, "wrong_hall_for_clerk"),
    ({**WHOLE, "hall": "H-1"}, 422, "unknown_venue"),
    ({**WHOLE, "window": "W-520422103-02"}, 422, "wrong_window"),
    (LICENCE, 422, "invalid"),
    ({**WHOLE, "materials": "form"}, 422, "invalid"),
    ({**WHOLE, "materials": ["form", "horoscope"]}, 422, "unknown_material"),
    ({**WHOLE, "materials": [f"m{n}" for n in range(61)]}, 422, "invalid"),
    ({**WHOLE, "channel": "pigeon"}, 422, "invalid"),
    ({**WHOLE, "case_no": "52042210320260917000014"}, 422, "invalid"),
    ({**WHOLE, "occurred_at": "2026-09-17T10:00:01+08:00"}, 422, "future_occurred_at"),
    ({**WHOLE, "occurred_at": "2026-09-17"}, 422, "invalid"),
    ({**WHOLE, "occurred_at": "2024-09-17T10:00:00+08:00"}, 422, "item_not_in_force"),
    ({**WHOLE, "applicant": {**APPLICANT, "name": ""}}, 422, "invalid"),
    ({**WHOLE, "applicant": {**APPLICANT, "name": "字" * 61}}, 422, "invalid"),
    ({**WHOLE, "applicant": {**APPLICANT, "phone": "call me"}}, 422, "invalid"),
    ({**WHOLE, "applicant": {**APPLICANT, "id_number": "520402199001010011"}}, 422, "bad_identity_number"),
    ({**WHOLE, "applicant": {**APPLICANT, "id_number": "52040219900230001X"}}, 422, "bad_identity_number"),
    ({**WHOLE, "applicant": {**APPLICANT, "kind": "2"}}, 422, "bad_credit_code"),
    ([], 422, "invalid"),
    ("text", 422, "invalid"),
]


def test_bad_input_is_refused_with_a_stable_code_and_nothing_is_appended(as_: As, intake: Intake) -> None:
    clerk = as_(CLERK)
    for body, status, expected in BAD_RECEIPTS:
        assert code(clerk.post("/cases", body)) == (status, expected), body
    assert commits(intake) == 0
    assert list(intake.database.client[intake.settings.vault_database]["keys"].find()) == []


def test_a_refusal_never_repeats_the_identity_number(as_: As) -> None:
    body = {**WHOLE, "applicant": {**APPLICANT, "id_number": "520402199001010011"}}
    answer = as_(CLERK).post("/cases", body)
    assert "520402199001010011" not in answer.get_data(as_text=True)
    assert list(answer.json["errors"]) == ["applicant.id_number"]


def test_broken_oversize_or_foreign_bodies_are_refused(as_: As, intake: Intake) -> None:
    clerk = as_(CLERK)
    send = {"headers": clerk.headers}
    broken = clerk.client.post("/api/v1/cases", data="{", content_type="application/json", **send)
    assert code(broken) == (400, "bad_json")
    large = clerk.client.post("/api/v1/cases", data='"' + "x" * 300_000 + '"', content_type="application/json", **send)
    assert code(large) == (413, "too_large")
    foreign = clerk.client.post("/api/v1/cases", data="<xml/>", content_type="text/xml", **send)
    assert code(foreign) == (415, "unsupported_media_type")
    assert commits(intake) == 0


def test_the_same_key_and_body_is_answered_as_the_first_time(as_: As, intake: Intake) -> None:
    first = as_(CLERK).post("/cases", WHOLE, key="receipt-1")
    again = as_(CLERK).post("/cases", WHOLE, key="receipt-1")
    assert (again.status_code, again.json) == (201, first.json)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert commits(intake) == 1


def test_the_same_key_with_another_body_is_refused(as_: As, intake: Intake) -> None:
    as_(CLERK).post("/cases", WHOLE, key="receipt-1")
    assert code(as_(CLERK).post("/cases", PART, key="receipt-1")) == (422, "key_reused")
    assert commits(intake) == 1


def test_who_may_not_receive_does_not(as_: As, intake: Intake) -> None:
    for who in (REVIEWER, AUDITOR, ADMIN):
        assert code(as_(who).post("/cases", WHOLE)) == (403, "forbidden")
    assert code(as_(None).post("/cases", WHOLE)) == (401, "unauthenticated")
    assert commits(intake) == 0


# Acceptance, notice, supplement


def test_a_whole_application_is_accepted_with_receipt_and_deadlines(as_: As) -> None:
    case_no = received(as_)
    answer = as_(CLERK).post(f"/cases/{case_no}/acceptance")
    assert (answer.status_code, answer.headers["ETag"]) == (200, '"2"')
    told = answer.json
    assert (told["status"], told["receipt_no"]) == ("accepted", "520422103SL2026000001")
    assert (told["promised_due"], told["statutory_due"], told["provisional"]) == ("2026-10-14", "2026-10-21", False)


def test_the_receipt_says_what_the_applicant_may_rely_on(as_: As) -> None:
    case_no = received(as_)
    assert code(as_(CLERK).get(f"/cases/{case_no}/receipt")) == (404, "no_receipt")
    as_(CLERK).post(f"/cases/{case_no}/acceptance")
    receipt = as_(CLERK).get(f"/cases/{case_no}/receipt").json
    assert receipt["receipt_no"] == "520422103SL2026000001"
    assert (receipt["accepted_on"], receipt["promised_due"]) == ("2026-09-17", "2026-10-14")
    assert receipt["department"] == "普定县自然资源局马场自然资源所"
    assert receipt["applicant"]["name"] == APPLICANT["name"]
    seen = as_(AUDITOR).get(f"/cases/{case_no}/receipt").json
    assert seen["applicant"]["name"] == "张**"
    assert receipt["query_code"] not in receipt["progress_url"]


def test_a_missing_material_forbids_acceptance_and_is_named(as_: As, intake: Intake) -> None:
    case_no = received(as_, PART)
    answer = as_(CLERK).post(f"/cases/{case_no}/acceptance")
    assert code(answer) == (409, "incomplete")
    assert list(answer.json["errors"]) == ["papers"]
    assert answer.json["basis"] == "S2.5d; 许可法32"
    assert commits(intake) == 1


def test_refused_attempts_use_up_no_receipt_number(as_: As) -> None:
    part, whole = received(as_, PART), received(as_)
    as_(CLERK).post(f"/cases/{part}/acceptance")
    assert as_(CLERK).post(f"/cases/{whole}/acceptance").json["receipt_no"].endswith("000001")


def test_an_acceptance_said_twice_is_done_once(as_: As, intake: Intake) -> None:
    case_no = received(as_)
    first = as_(CLERK).post(f"/cases/{case_no}/acceptance", key="accept-1")
    again = as_(CLERK).post(f"/cases/{case_no}/acceptance", key="accept-1")
    assert (again.status_code, again.json) == (200, first.json)
    assert code(as_(CLERK).post(f"/cases/{case_no}/acceptance", key="accept-2")) == (409, "wrong_state")
    assert commits(intake) == 2


def test_from_notice_to_acceptance(as_: As, clock: VirtualClock) -> None:
    case_no = received(as_, PART)
    assert code(as_(CLERK).get(f"/cases/{case_no}/notice")) == (404, "no_notice")
    defects = {"defects": [{"material": "papers", "problem": "缺户口簿复印件"}]}
    noticed = as_(CLERK).post(f"/cases/{case_no}/supplement-notice", defects)
    assert (noticed.json["status"], noticed.json["notice"]["due"]) == ("supplement_requested", "2026-09-23")
    notice = as_(CLERK).get(f"/cases/{case_no}/notice").json
    assert notice["notice_no"] == "520422103BZ2026000001"
    assert [(d["name"], d["problem"]) for d in notice["defects"]] == [("身份证户口簿", "缺户口簿复印件")]
    second = as_(CLERK).post(f"/cases/{case_no}/supplement-notice", defects)
    assert code(second) == (409, "second_notice")
    assert second.json["basis"] == "S2.5e; 许可法32"
    assert second.json["title"] == "不得第二次要求补正"
    clock.advance(timedelta(days=4))
    supplied = as_(CLERK).post(f"/cases/{case_no}/supplements", {"materials": ["papers"]})
    assert supplied.json["status"] == "supplemented"
    accepted = as_(CLERK).post(f"/cases/{case_no}/acceptance").json
    assert accepted["accepted_on"] == "2026-09-21"


def test_an_applicant_supplements_online_what_is_their_own(as_: As) -> None:
    case_no = received(as_, {**PART, "window": "", "channel": "online"}, CITIZEN)
    defects = {"defects": [{"material": "papers", "problem": "缺户口簿复印件"}]}
    as_(CLERK).post(f"/cases/{case_no}/supplement-notice", defects)
    papers = {"materials": ["papers"]}
    assert code(as_(OTHER_CITIZEN).post(f"/cases/{case_no}/supplements", papers)) == (404, "unknown_case")
    assert as_(CITIZEN).post(f"/cases/{case_no}/supplements", papers).json["status"] == "supplemented"


def test_a_stale_if_match_is_refused(as_: As, intake: Intake) -> None:
    case_no = received(as_)
    assert code(as_(CLERK).post(f"/cases/{case_no}/acceptance", If_Match='"9"')) == (412, "version_conflict")
    assert as_(CLERK).post(f"/cases/{case_no}/acceptance", If_Match='"1"').status_code == 200
    assert commits(intake) == 2


def test_a_clerk_of_another_hall_neither_sees_nor_touches_a_case(as_: As, intake: Intake) -> None:
    case_no = received(as_)
    assert code(as_(RS_CLERK).get(f"/cases/{case_no}")) == (404, "unknown_case")
    assert code(as_(RS_CLERK).post(f"/cases/{case_no}/acceptance")) == (403, "wrong_hall_for_clerk")
    assert as_(RS_CLERK).get("/cases").json["items"] == []
    assert commits(intake) == 1


def test_an_unknown_case_is_unknown_to_every_act(as_: As) -> None:
    nowhere = "/cases/52042210320260917999994"
    bodies: dict[str, Any] = {
        "acceptance": {},
        "supplement-notice": {"defects": [{"material": "form", "problem": "缺"}]},
        "supplements": {"materials": ["form"]},
        "refusal": {"reasons": "申请人已有一处宅基地", "basis": "土地管理法62"},
        "redirect": {"department": "林业局", "address": "文明路", "telephone": "0851-1"},
        "withdrawal": {"reason": "不办了"},
        "completion": {"result": "已办"},
        "delivery": {},
    }
    for act, body in bodies.items():
        assert code(as_(CLERK).post(f"{nowhere}/{act}", body)) == (404, "unknown_case"), act
    for paper in ("", "/receipt", "/notice", "/timeline"):
        assert code(as_(CLERK).get(nowhere + paper)) == (404, "unknown_case")


# Endings


def test_an_instant_case_is_completed_and_delivered(as_: As) -> None:
    case_no = received(as_, INSTANT, RS_CLERK)
    assert code(as_(RS_CLERK).post(f"/cases/{case_no}/acceptance")) == (409, "instant_needs_no_receipt")
    done = as_(RS_CLERK).post(f"/cases/{case_no}/completion", {"result": "已登记"})
    assert (done.json["status"], done.json["completed_on"]) == ("completed", "2026-09-17")
    delivered = as_(RS_CLERK).post(f"/cases/{case_no}/delivery", {"manner": "window"})
    assert delivered.json["status"] == "delivered"


def test_a_refusal_needs_facts_and_articles_and_names_the_review_authority(as_: As, intake: Intake) -> None:
    case_no = received(as_)
    hollow = {"reasons": "不符合条件", "basis": "土地管理法62"}
    assert code(as_(CLERK).post(f"/cases/{case_no}/refusal", hollow)) == (422, "reasons_too_vague")
    assert code(as_(CLERK).post(f"/cases/{case_no}/refusal", {"basis": "土地管理法62"})) == (422, "invalid")
    assert commits(intake) == 1
    facts = {"reasons": "申请人名下已有一处宅基地", "basis": "土地管理法62"}
    refused = as_(CLERK).post(f"/cases/{case_no}/refusal", facts).json
    assert (refused["status"], refused["document_no"]) == ("refused", "520422103BL2026000001")
    (_, last) = as_(CLERK).get(f"/cases/{case_no}/timeline").json["steps"]
    assert last["data"]["review_authority"] == "普定县人民政府"


def test_whoever_came_to_the_wrong_door_is_told_the_right_one(as_: As, intake: Intake) -> None:
    case_no = received(as_)
    answer = as_(CLERK).post(f"/cases/{case_no}/redirect", {"department": "普定县林业局", "address": "文明路3号"})
    assert code(answer) == (422, "invalid")
    assert commits(intake) == 1
    body = {"department": "普定县林业局", "address": "文明路3号", "telephone": "0851-38220000"}
    assert as_(CLERK).post(f"/cases/{case_no}/redirect", body).json["status"] == "redirected"


def test_an_applicant_withdraws_their_own_case(as_: As) -> None:
    case_no = received(as_, {**WHOLE, "window": "", "channel": "online"}, CITIZEN)
    assert code(as_(OTHER_CITIZEN).post(f"/cases/{case_no}/withdrawal", {"reason": "不办了"})) == (404, "unknown_case")
    assert as_(CITIZEN).post(f"/cases/{case_no}/withdrawal", {"reason": "不办了"}).json["status"] == "withdrawn"


def test_the_same_application_handed_in_anew_is_linked_to_the_one_withdrawn(as_: As, intake: Intake) -> None:
    first = received(as_)
    as_(CLERK).post(f"/cases/{first}/acceptance")
    as_(CLERK).post(f"/cases/{first}/withdrawal", {"reason": "材料另有安排", "confirmed": True})
    second = received(as_)
    fact = intake.journal.store.stream(f"case/{second}")[0].envelope().events[0]
    due = as_(CLERK).get(f"/cases/{first}").json["promised_due"]
    assert (fact.data["follows"], fact.data["assessed_due"]) == (first, due)


def test_approvals_decision_makes_delivery_possible(as_: As, intake: Intake, clock: VirtualClock) -> None:
    case_no = received(as_)
    as_(CLERK).post(f"/cases/{case_no}/acceptance")
    assert code(as_(CLERK).post(f"/cases/{case_no}/delivery")) == (409, "wrong_state")
    decide(intake, case_no, clock)
    told = as_(CLERK).get(f"/cases/{case_no}").json
    assert (told["status"], told["outcome"], told["document_no"]) == ("decided", "approved", "520422103JD2026000001")
    delivered = as_(CLERK).post(f"/cases/{case_no}/delivery", {"manner": "window"})
    assert (delivered.json["status"], delivered.json["delivered_on"]) == ("delivered", "2026-09-17")


def test_a_decision_heard_twice_is_recorded_once(as_: As, intake: Intake, clock: VirtualClock) -> None:
    case_no = received(as_)
    as_(CLERK).post(f"/cases/{case_no}/acceptance")
    decide(intake, case_no, clock)
    decide(intake, case_no, clock)
    assert commits(intake) == 3


def test_a_decision_of_a_case_nobody_received_is_poison(intake: Intake, clock: VirtualClock) -> None:
    with pytest.raises(Rejected, match="unknown_case"):
        decide(intake, "52042210320260917999994", clock)


# Reading


def test_the_timeline_is_the_cases_own_stream_with_its_chain_checked(as_: As, intake: Intake) -> None:
    case_no = received(as_)
    as_(CLERK).post(f"/cases/{case_no}/acceptance")
    told = as_(CLERK).get(f"/cases/{case_no}/timeline").json
    assert told["sound"] is True
    assert [step["type"] for step in told["steps"]] == ["case.received", "case.accepted"]
    assert told["steps"][0]["actor"] == {"id": "clerk-zr", "role": "window_clerk", "unit": "dep-zr"}
    assert "applicant" not in told["steps"][0]["data"]
    intake.database["commits"].update_one({"_id": f"case/{case_no}@1"}, {"$set": {"hash": "0" * 64}})
    broken = as_(CLERK).get(f"/cases/{case_no}/timeline").json
    assert broken["sound"] is False
    assert f"case/{case_no}@1" in broken["fault"]


def test_others_see_applicants_masked(as_: As) -> None:
    case_no = received(as_)
    for who in (REVIEWER, AUDITOR, ADMIN):
        told = as_(who).get(f"/cases/{case_no}").json
        assert told["applicant"] == {
            "kind": "1",
            "name": "张**",
            "id_number": "520***********0012",
            "phone": "138****0000",
        }
        assert "query_code" not in told


def test_lists_are_paged_and_narrowed(as_: As, clock: VirtualClock) -> None:
    numbers = []
    for _ in range(3):
        numbers.append(received(as_))
        clock.advance(timedelta(minutes=11))
    as_(CLERK).post(f"/cases/{numbers[0]}/acceptance")
    first = as_(CLERK).get("/cases?limit=2").json
    assert [row["case_no"] for row in first["items"]] == [numbers[2], numbers[1]]
    rest = as_(CLERK).get(f"/cases?limit=2&cursor={first['next']}").json
    assert [row["case_no"] for row in rest["items"]] == [numbers[0]]
    assert rest["next"] is None
    accepted = as_(CLERK).get("/cases?status=accepted&department=dep-zr&hall=H-520422103").json["items"]
    assert [row["case_no"] for row in accepted] == [numbers[0]]
    assert as_(AUDITOR).get("/cases?department=dep-rs").json["items"] == []
    assert code(as_(CLERK).get("/cases?status=strange")) == (422, "invalid")
    assert code(as_(CLERK).get("/cases?cursor=made-up")) == (400, "bad_cursor")


def test_progress_is_shown_to_whoever_has_number_and_code(as_: As) -> None:
    told = as_(CLERK).post("/cases", WHOLE).json
    case_no, query_code = told["case_no"], told["query_code"]
    progress = as_(None).get(f"/progress?case={case_no}&code={query_code.lower()}")
    assert progress.status_code == 200
    assert (progress.json["status"], progress.json["item_name"]) == ("received", "农村宅基地批准")
    assert APPLICANT["name"] not in progress.get_data(as_text=True)
    wrong = as_(None).get(f"/progress?case={case_no}&code=AAAAAAAA")
    unknown = as_(None).get("/progress?case=52042210320260917999994&code=AAAAAAAA")
    nothing = as_(None).get("/progress")
    assert code(wrong) == code(unknown) == code(nothing) == (404, "unknown_case")
    assert wrong.json == unknown.json == nothing.json


def test_a_simulated_act_is_marked_so(as_: As, intake: Intake) -> None:
    later = "2026-09-18T09:00:00+08:00"
    answer = as_(CLERK).post("/cases", WHOLE, X_Yizhan_Now=later)
    assert answer.json["received_at"] == later
    (step,) = as_(CLERK).get(f"/cases/{answer.json['case_no']}/timeline").json["steps"]
    assert step["simulated"] is True
    real = replace(CLERK, demo=False)
    assert code(as_(real).post("/cases", WHOLE, X_Yizhan_Now=later)) == (403, "simulated_time_refused")
