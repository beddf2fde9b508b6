"""Receiving over HTTP: records as evidence, the same again, bars, mandates, channels, paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from services.intake.cases.commands import RecordDecision
from services.intake.service import Intake
from shared.identity import Identity
from shared.numbers import parse_case_number
from shared.testing.spec import meta_at
from shared.timekeeping import VirtualClock
from tests.intake.documents.test_documents import words
from tests.intake.mandates.test_api import BODY as MANDATE
from tests.intake.mandates.test_api import LI
from tests.intake.mandates.test_api import numbers as numbers
from tests.intake.people import APPLICANT, CITIZEN, CLERK, INSTANT, LICENCE, OTHER_CITIZEN, RS_CLERK, Caller
from tests.intake.test_pages import Visitor

As = Callable[[Identity | None], Caller]
WHOLE = {**LICENCE, "materials": ["form", "statement", "village", "papers"], "meant_twice": False}
ONLINE = {**WHOLE, "window": "", "channel": "online"}
DEVICE = Identity("device-jz-01", "window_device", "", "H-520402109", ("520402109",), demo=True)
HALL = "/halls/H-520402109"


def types(intake: Intake, case_no: str) -> list[str]:
    commits = intake.journal.store.stream(f"case/{case_no}")
    return [fact.type for commit in commits for fact in commit.envelope().events]


def told(answer: Any, status: int = 201) -> dict[str, Any]:
    assert answer.status_code == status, answer.json
    body: dict[str, Any] = answer.json
    return body


def refused(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json["code"]


# Evidence (G4)


def called(as_: As) -> str:
    ticket = told(as_(DEVICE).post(f"{HALL}/tickets", {"items": ["LOCAL-01"], "priority": ""}))["ticket"]
    told(as_(RS_CLERK).post(f"{HALL}/next-ticket"), 200)
    return str(ticket)


def test_the_call_of_a_ticket_is_the_time_of_receipt(as_: As, clock: VirtualClock) -> None:
    ticket = called(as_)
    clock.advance(timedelta(minutes=40))
    case = told(as_(RS_CLERK).post("/cases", {**INSTANT, "ticket": ticket}))
    assert (case["evidence"], case["received_at"]) == ("queue", "2026-09-17T10:00:00+08:00")
    assert case["registered_at"] == "2026-09-17T10:40:00+08:00"
    assert case["references"]["ticket"] == ticket


def test_a_ticket_called_days_before_shows_that_the_case_was_registered_late(
    as_: As, intake: Intake, clock: VirtualClock
) -> None:
    ticket = called(as_)
    clock.advance(timedelta(days=4))
    case = told(as_(RS_CLERK).post("/cases", {**INSTANT, "ticket": ticket}))
    assert (case["late_days"], case["received_at"][:10]) == (2, "2026-09-17")
    assert parse_case_number(case["case_no"]).day.isoformat() == "2026-09-17"
    assert types(intake, case["case_no"]) == ["case.received", "case.registered_late"]


@pytest.mark.parametrize("field", ["ticket", "scan", "proxy", "home_visit", "appointment", "special"])
def test_nobody_names_what_is_not_on_record(as_: As, intake: Intake, field: str) -> None:
    answer = as_(CLERK).post("/cases", {**WHOLE, field: "made-up"})
    assert answer.status_code == 422
    assert field in answer.json["errors"]
    assert intake.database["commits"].count_documents({}) == 0


def test_a_ticket_of_another_hall_or_item_shows_nothing(as_: As) -> None:
    ticket = called(as_)
    assert refused(as_(CLERK).post("/cases", {**WHOLE, "ticket": ticket})) == (422, "unknown_ticket")


def granted(as_: As, **changes: Any) -> str:
    """Ask for the special channel at the hall, and grant it."""
    wish = {"hall": CLERK.hall, "item": "LOCAL-13", "ground": "livelihood", "project": "家里失火，急需重建"}
    number: str = told(as_(CLERK).post("/special-channel", {**wish, "applicant": APPLICANT, **changes}))["number"]
    assert refused(as_(CLERK).post("/cases", {**WHOLE, "special": number})) == (422, "special_not_granted")
    answer = {"granted": True, "simplified": ["queue_first"], "reasons": "灾后重建"}
    told(as_(replace(CLERK, id="approver-zr", role="approver")).post(f"/special-channel/{number}/answer", answer), 200)
    return number


def test_a_grant_of_the_special_channel_goes_onto_a_case_of_its_item_while_it_holds(
    as_: As, clock: VirtualClock
) -> None:
    number = granted(as_)
    assert told(as_(CLERK).post("/cases", {**WHOLE, "special": number}))["references"]["special"] == number
    elsewhere = {**INSTANT, "special": number}
    assert refused(as_(RS_CLERK).post("/cases", elsewhere)) == (422, "unknown_special"), "another hall's"
    clock.advance(timedelta(days=40))
    assert refused(as_(CLERK).post("/cases", {**WHOLE, "special": number})) == (422, "special_not_granted")


def test_a_grant_for_another_item_or_person_opens_nothing(as_: As, intake: Intake) -> None:
    other_item = {**WHOLE, "special": granted(as_, item="LOCAL-14")}
    assert refused(as_(CLERK).post("/cases", other_item)) == (422, "special_for_other_item")
    other_person = {**WHOLE, "special": granted(as_), "applicant": LI}
    assert refused(as_(CLERK).post("/cases", other_person)) == (422, "evidence_of_another")
    assert intake.database["cases"].count_documents({}) == 0


def test_online_nobody_makes_a_receipt_earlier_than_it_was(as_: As) -> None:
    case = told(as_(CITIZEN).post("/cases", {**ONLINE, "occurred_at": "2026-09-10T09:00:00+08:00"}))
    assert (case["received_at"], case["evidence"]) == ("2026-09-17T10:00:00+08:00", "online")


def test_a_letter_counts_from_the_day_it_lay_in_the_hall(as_: As, intake: Intake, clock: VirtualClock) -> None:
    clock.move_to(datetime.fromisoformat("2026-09-22T09:00:00+08:00"))
    letter = {**WHOLE, "channel": "post", "occurred_at": "2026-09-19T17:00:00+08:00"}
    case = told(as_(CLERK).post("/cases", letter))
    assert (case["evidence"], case["received_at"][:10], case["late_days"]) == ("post", "2026-09-19", 2)


def test_a_case_from_paper_says_why_and_bears_the_papers_number(as_: As, intake: Intake) -> None:
    paper = {**WHOLE, "backfill": {"reason": "停电", "paper_no": "2026-马-017"}}
    case = told(as_(CLERK).post("/cases", paper))
    assert case["paper_no"] == "2026-马-017"
    assert types(intake, case["case_no"]) == ["case.received", "case.backfilled"]
    assert refused(as_(CITIZEN).post("/cases", {**ONLINE, "backfill": paper["backfill"]})) == (422, "not_from_paper")


# The same again


def test_a_slow_line_makes_one_case(as_: As, clock: VirtualClock) -> None:
    first = told(as_(CITIZEN).post("/cases", ONLINE, key="one"))
    clock.advance(timedelta(minutes=3))
    again = as_(CITIZEN).post("/cases", ONLINE, key="two")
    assert refused(again) == (409, "double_submission")
    assert again.json["errors"] == {"case_no": [first["case_no"]]}
    assert again.json["title"] == "刚刚已收到同样的申请"
    meant = told(as_(CITIZEN).post("/cases", {**ONLINE, "meant_twice": True}))
    assert meant["besides"] == first["case_no"]


def test_an_account_learns_nothing_of_what_others_handed_in(as_: As) -> None:
    told(as_(CITIZEN).post("/cases", ONLINE))
    assert told(as_(OTHER_CITIZEN).post("/cases", ONLINE))["besides"] == ""


def test_other_papers_or_ten_minutes_later_is_another_application(as_: As, clock: VirtualClock) -> None:
    told(as_(CLERK).post("/cases", WHOLE))
    told(as_(CLERK).post("/cases", {**WHOLE, "materials": ["form"]}))
    clock.advance(timedelta(minutes=11))
    told(as_(CLERK).post("/cases", WHOLE))


def test_b01_handed_in_again_after_a_withdrawal_the_clock_goes_on(as_: As, clock: VirtualClock) -> None:
    clock.move_to(datetime.fromisoformat("2026-09-21T09:00:00+08:00"))
    first = told(as_(CLERK).post("/cases", WHOLE))["case_no"]
    due = told(as_(CLERK).post(f"/cases/{first}/acceptance"), 200)["promised_due"]
    clock.move_to(datetime.fromisoformat(f"{due}T09:00:00+08:00"))
    gone = told(as_(CLERK).post(f"/cases/{first}/withdrawal", {"reason": "窗口代撤", "confirmed": True}), 200)
    assert (gone["near_due"], gone["withdrawal_confirmed"], gone["confirmed_by"]) == (True, False, "")
    again = told(as_(CLERK).post("/cases", WHOLE))
    assert (again["follows"], again["assessed_due"]) == (first, None)


def test_near_the_promised_day_the_query_code_confirms_and_a_wrong_one_does_not(as_: As, clock: VirtualClock) -> None:
    case = told(as_(CLERK).post("/cases", WHOLE))
    case_no = case["case_no"]
    due = told(as_(CLERK).post(f"/cases/{case_no}/acceptance"), 200)["promised_due"]
    clock.move_to(datetime.fromisoformat(f"{due}T09:00:00+08:00"))
    body = {"reason": "不再建房", "confirmed_by": "code", "code": "AAAAAAAA"}
    assert refused(as_(CLERK).post(f"/cases/{case_no}/withdrawal", body)) == (422, "wrong_code")
    gone = told(as_(CLERK).post(f"/cases/{case_no}/withdrawal", {**body, "code": case["query_code"]}), 200)
    assert (gone["near_due"], gone["withdrawal_confirmed"], gone["confirmed_by"]) == (True, True, "code")


def test_l13_false_papers_bar_where_safety_is_concerned(as_: As, intake: Intake, clock: VirtualClock) -> None:
    case = told(as_(CLERK).post("/cases", WHOLE))["case_no"]
    grounds = {"reasons": "村集体证明系伪造", "basis": "行政许可法第七十八条", "false_materials": ["village"]}
    ended = told(as_(CLERK).post(f"/cases/{case}/refusal", grounds), 200)
    assert (ended["false_materials"], ended["barred_until"]) == (["village"], None)
    intake.database["cases"].update_one({"_id": case}, {"$set": {"barred_until": "2027-09-17"}})
    assert refused(as_(CLERK).post("/cases", WHOLE)) == (409, "barred")
    clock.move_to(datetime.fromisoformat("2027-09-18T09:00:00+08:00"))
    told(as_(CLERK).post("/cases", WHOLE))


# Outcomes


def test_the_outcomes_that_end_an_application_have_numbered_papers(as_: As, clock: VirtualClock) -> None:
    bodies = {
        "redirect": {"department": "普定县林业局", "address": "文明路 3 号", "telephone": "0851-38220000"},
        "not-needed": {"reasons": "院内搭设临时棚架，不属于建房", "basis": "土地管理法62"},
    }
    numbers = []
    for act, body in bodies.items():
        case = told(as_(CLERK).post("/cases", {**WHOLE, "meant_twice": True}))["case_no"]
        numbers.append(told(as_(CLERK).post(f"/cases/{case}/{act}", body), 200)["document_no"])
    assert numbers == ["520422103ZG2026000001", "520422103WX2026000001"]


def test_what_was_put_right_on_the_spot_is_in_hand(as_: As) -> None:
    case = told(as_(CLERK).post("/cases", {**WHOLE, "materials": ["form", "statement", "village"]}))["case_no"]
    body = {"materials": ["papers"], "what": "户口簿复印件当场补印"}
    assert "papers" in told(as_(CLERK).post(f"/cases/{case}/correction", body), 200)["materials"]
    told(as_(CLERK).post(f"/cases/{case}/acceptance"), 200)


# Channels


def test_an_account_takes_a_windows_case_over_and_the_number_stays(as_: As, intake: Intake) -> None:
    case = told(as_(CLERK).post("/cases", WHOLE))
    number, body = case["case_no"], {"channel": "online", "code": case["query_code"]}
    assert refused(as_(CITIZEN).post(f"/cases/{number}/channel", {"channel": "online"})) == (404, "unknown_case")
    moved = told(as_(CITIZEN).post(f"/cases/{number}/channel", body), 200)
    assert (moved["case_no"], moved["channel"]) == (number, "online")
    assert as_(CITIZEN).get(f"/cases/{number}").json["applicant"]["name"] == APPLICANT["name"]
    assert [row["case_no"] for row in as_(CITIZEN).get("/cases").json["items"]] == [number]
    assert refused(as_(OTHER_CITIZEN).post(f"/cases/{number}/channel", body)) == (404, "unknown_case")


# Mandates


def facts_of(intake: Intake, number: str) -> list[str]:
    return [fact.type for each in intake.journal.store.stream(f"mandate/{number}") for fact in each.envelope().events]


def mandate(as_: As, **changes: Any) -> str:
    body = {**MANDATE, "items": ["LOCAL-13"], "acts": ["apply"], **changes}
    number: str = told(as_(CLERK).post("/mandates", body))["mandate_no"]
    return number


def test_an_agent_applies_under_a_mandate_and_does_no_more_than_it_says(as_: As, intake: Intake) -> None:
    number = mandate(as_)
    case = told(as_(OTHER_CITIZEN).post("/cases", {**ONLINE, "mandate": number}))
    assert case["references"]["mandate"] == number
    gone = as_(OTHER_CITIZEN).post(f"/cases/{case['case_no']}/withdrawal", {"reason": "不办了"})
    assert (refused(gone), gone.json["errors"]) == ((403, "mandate_exceeded"), {"mandate": ["other_act"]})
    assert facts_of(intake, number) == ["mandate.given", "mandate.used", "mandate.exceeded"]


def test_a_mandate_for_something_else_receives_nothing(as_: As, intake: Intake) -> None:
    number = mandate(as_, items=["LOCAL-14"])
    assert refused(as_(OTHER_CITIZEN).post("/cases", {**ONLINE, "mandate": number})) == (403, "mandate_exceeded")
    assert intake.database["cases"].count_documents({}) == 0


def test_a_window_takes_an_agent_under_a_mandate(as_: As) -> None:
    number = mandate(as_)
    assert told(as_(CLERK).post("/cases", {**WHOLE, "mandate": number}))["references"]["mandate"] == number
    other = replace(CLERK, id="clerk-2")
    assert refused(as_(other).post("/cases", {**WHOLE, "mandate": "520422103WT2026999999", "meant_twice": True})) == (
        *(404, "unknown_mandate"),
    )


def decided(as_: As, intake: Intake) -> str:
    """Take a case in, accept it, and let approval decide it."""
    case_no: str = told(as_(CLERK).post("/cases", {**WHOLE, "meant_twice": True}))["case_no"]
    told(as_(CLERK).post(f"/cases/{case_no}/acceptance"), 200)
    meta = meta_at(intake.clock.now().isoformat())
    intake.do(case_no, RecordDecision(meta=meta, outcome="approved", document_no="批1号", decided_at=meta.now))
    return case_no


def test_an_agent_collects_under_a_mandate_that_says_so_and_the_case_keeps_it(as_: As, intake: Intake) -> None:
    case_no, number = decided(as_, intake), mandate(as_, acts=["collect"])
    body = {"manner": "window", "mandate": number.lower()}
    for _ in range(2):
        done = told(as_(CLERK).post(f"/cases/{case_no}/delivery", body, key="handed-over"), 200)
        assert (done["status"], done["collected_under"]) == ("delivered", number)
    assert facts_of(intake, number) == ["mandate.given", "mandate.used"], "asked twice is one use"
    paper = as_(CLERK).get(f"/cases/{case_no}/documents").json["items"][-1]
    assert (paper["kind"], number in words(intake, paper["number"])) == ("delivery", True)
    again = as_(CLERK).post(f"/cases/{case_no}/delivery", body)
    assert refused(again) == (409, "wrong_state")
    assert facts_of(intake, number)[-1] == "mandate.used", "what the case refuses uses nothing"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"acts": ["apply", "supplement"]}, "other_act"),
        ({"items": ["LOCAL-14"], "acts": ["collect"]}, "other_item"),
        ({"acts": ["collect"], "valid_from": "2026-10-01"}, "not_yet"),
        ({"acts": ["collect"], "principal": LI, "agent": APPLICANT, "agent_account": ""}, "other_person"),
    ],
)
def test_nobody_collects_beyond_a_mandate_and_the_attempt_stays(
    as_: As, intake: Intake, changes: dict[str, Any], why: str
) -> None:
    case_no, number = decided(as_, intake), mandate(as_, **changes)
    answer = as_(CLERK).post(f"/cases/{case_no}/delivery", {"mandate": number})
    assert (refused(answer), answer.json["errors"]) == ((403, "mandate_exceeded"), {"mandate": [why]})
    assert facts_of(intake, number) == ["mandate.given", "mandate.exceeded"]
    assert types(intake, case_no)[-1] == "case.decision_recorded"
    assert told(as_(CLERK).post(f"/cases/{case_no}/delivery"), 200)["collected_under"] == "", "the applicant comes"


def test_nobody_collects_under_a_mandate_that_was_taken_back(as_: As, intake: Intake) -> None:
    case_no, number = decided(as_, intake), mandate(as_, acts=["collect"])
    told(as_(CLERK).post(f"/mandates/{number}/revocation", {"reason": "done"}), 200)
    answer = as_(CLERK).post(f"/cases/{case_no}/delivery", {"mandate": number})
    assert (refused(answer), answer.json["errors"]) == ((403, "mandate_exceeded"), {"mandate": ["revoked"]})


def test_an_agent_hands_supplements_in_at_the_window_under_a_mandate(as_: As, intake: Intake) -> None:
    case_no = told(as_(CLERK).post("/cases", {**WHOLE, "materials": ["form", "statement", "village"]}))["case_no"]
    defects = {"defects": [{"material": "papers", "problem": "缺户口簿"}]}
    told(as_(CLERK).post(f"/cases/{case_no}/supplement-notice", defects), 200)
    narrow, wide = mandate(as_), mandate(as_, acts=["supplement"])
    path, body = f"/cases/{case_no}/supplements", {"materials": ["papers"]}
    assert refused(as_(CLERK).post(path, {**body, "mandate": narrow})) == (403, "mandate_exceeded")
    assert refused(as_(CLERK).post(path, {**body, "mandate": "made-up"})) == (404, "unknown_mandate")
    assert told(as_(CLERK).post(path, {**body, "mandate": wide}), 200)["status"] == "supplemented"
    last = intake.journal.store.stream(f"case/{case_no}")[-1].envelope().events[0]
    assert (last.type, last.data["mandate"]) == ("case.supplemented", wide)


def test_the_windows_form_names_an_agents_mandate(as_: As, app: Flask, intake: Intake) -> None:
    case_no, narrow, wide = decided(as_, intake), mandate(as_), mandate(as_, acts=["collect"])
    clerk, here = Visitor(app, CLERK), f"/cases/{case_no}"
    assert 'name="mandate"' in clerk.open(here)
    bad = clerk.submit(f"{here}/delivery", manner="window", mandate=narrow)
    assert bad.status_code == 403
    assert "超出委托的期限或范围" in bad.get_data(as_text=True)
    clerk.open(here)
    assert clerk.submit(f"{here}/delivery", manner="window", mandate=wide).status_code == 303
    assert "代理人领取，凭委托书" in clerk.open(here)
    assert wide in clerk.page
    anyone = Visitor(app, None)
    anyone.open(f"/progress?case={case_no}")
    anyone.submit("/progress", case=case_no, code=intake.codes.of(case_no))
    assert "由代理人凭委托书领取" in anyone.open(f"/progress/{case_no}")
    assert wide not in anyone.page, "the mandate's number is nobody else's business"
