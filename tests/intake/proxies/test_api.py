"""Proxies over HTTP, with the reaction that hears of their cases and the timer that notes what was missed."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from services.intake.proxies import reactions, timers
from services.intake.service import Intake
from shared.identity import Identity
from shared.journal.subscriber import incoming
from shared.timekeeping import VirtualClock
from tests.intake.people import AGENT, APPLICANT, AUDITOR, CITIZEN, CLERK, INSTANT, RS_CLERK, Caller
from tests.intake.test_pages import Visitor

As = Callable[[Identity | None], Caller]
BODY = {"item": "LOCAL-01", "applicant": APPLICANT, "materials": ["id-card", "form", "statement"]}
EVENING = "2026-09-30T16:00:00+08:00"


def moved(clock: VirtualClock, moment: str) -> None:
    clock.move_to(datetime.fromisoformat(moment))


def entrusted(as_: As, body: dict[str, Any] = BODY) -> dict[str, Any]:
    answer = as_(AGENT).post("/proxy-mandates", body)
    assert answer.status_code == 201, answer.json
    told: dict[str, Any] = answer.json
    return told


def hear(intake: Intake, case_no: str) -> None:
    for commit in intake.journal.store.stream(f"case/{case_no}"):
        reactions.hear(intake, incoming(commit.envelope()))


def test_an_agent_who_registers_a_case_directly_answers_for_it_all_the_same(as_: As, intake: Intake) -> None:
    """Nothing leaves the point without the duty to hand over and to report back; said again, it is one proxy."""
    for _ in range(2):
        case_no = as_(AGENT).post("/cases", INSTANT, key="once").json["case_no"]
    (proxy,) = as_(AGENT).get("/proxy-mandates").json["items"]
    assert (proxy["case_no"], proxy["fees"]) == (case_no, [])
    assert proxy["handover_due"]
    assert as_(AGENT).post(f"/proxy-mandates/{proxy['proxy_no']}/end").json["code"] == "report_back_first"
    as_(RS_CLERK).post("/cases", INSTANT)
    assert len(as_(AGENT).get("/proxy-mandates").json["items"]) == 1, "a clerk's case is no proxy"


def test_a15_from_entrusting_to_the_end(as_: As, intake: Intake, clock: VirtualClock) -> None:
    moved(clock, EVENING)
    agent = as_(AGENT)
    told = entrusted(as_)
    number = told["proxy_no"]
    assert number.startswith("520402109DB2026")
    assert (told["handover_due"], told["provisional"], told["fee"]) == ("2026-10-08", False, "0.00")
    assert told["applicant"]["name"] == "张**", "what an act answers is masked"
    assert agent.get(f"/proxy-mandates/{number}").json["applicant"]["name"] == "张三丰"
    moved(clock, "2026-10-08T10:00:00+08:00")
    handed = as_(RS_CLERK).post(f"/proxy-mandates/{number}/handover", {"window": "W-520402109-01"}, key="h-1")
    assert handed.status_code == 200, handed.json
    case_no = handed.json["case_no"]
    assert (handed.json["status"], handed.json["handover_in_time"]) == ("handed_over", True)
    case = as_(RS_CLERK).get(f"/cases/{case_no}").json
    assert (case["channel"], case["applicant"]["name"]) == ("proxy", "张三丰")
    assert case["received_at"].startswith("2026-10-08T10:00"), "the hand-over is the receipt"
    assert (case["evidence"], case["references"]["proxy"]) == ("proxy", number)
    again = as_(RS_CLERK).post(f"/proxy-mandates/{number}/handover", {"window": "W-520402109-01"}, key="h-1")
    assert (again.json["case_no"], again.headers["Idempotent-Replayed"]) == (case_no, "true")
    moved(clock, "2026-10-20T11:00:00+08:00")
    assert agent.post(f"/proxy-mandates/{number}/report", {"manner": "by_phone"}).json["code"] == "no_result_yet"
    done = as_(RS_CLERK).post(f"/cases/{case_no}/completion", {"result": "已登记"})
    assert done.status_code == 200, done.json
    hear(intake, case_no)
    hear(intake, case_no)
    ready = agent.get(f"/proxy-mandates/{number}").json
    assert (ready["status"], ready["outcome"], ready["report_due"]) == ("ready", "completed", "2026-10-21")
    assert agent.post(f"/proxy-mandates/{number}/end").json["code"] == "report_back_first"
    moved(clock, "2026-10-21T09:00:00+08:00")
    ended = agent.post(f"/proxy-mandates/{number}/report", {"manner": "face_to_face"}).json
    assert (ended["status"], ended["report_in_time"], ended["ended_on"]) == ("ended", True, "2026-10-21")


def test_a15_a_fee_of_ten_yuan_is_refused_and_stands_in_the_list_of_attempts(as_: As, intake: Intake) -> None:
    agent = as_(AGENT)
    for _ in range(2):
        answer = agent.post("/proxy-mandates", {**BODY, "fee": "10"}, key="fee-1")
        assert (answer.status_code, answer.json["code"], answer.json["basis"]) == (422, "proxy_fee", "S2.4b; A15")
    (row,) = as_(AUDITOR).get("/proxy-mandates?status=fee_refused").json["items"]
    assert (row["fees"][0]["amount"], row["fees"][0]["agent"], row["item"]) == ("10.00", AGENT.id, "LOCAL-01")
    assert intake.database["commits"].count_documents({}) == 1, "counted once, and nothing else was kept"
    number = entrusted(as_)["proxy_no"]
    assert agent.post(f"/proxy-mandates/{number}/handover", {"fee": "0.01"}).json["code"] == "proxy_fee"
    assert agent.get(f"/proxy-mandates/{number}").json["fees"][0]["amount"] == "0.01"
    assert intake.cases.collection.count_documents({}) == 0, "no case came of it"
    assert agent.post("/proxy-mandates", {**BODY, "fee": "-1"}).status_code == 422


def test_what_is_not_on_the_list_is_refused_with_hall_and_window(as_: As, intake: Intake) -> None:
    answer = as_(AGENT).post("/proxy-mandates", {**BODY, "item": "LOCAL-13", "materials": []})
    assert (answer.status_code, answer.json["code"]) == (422, "not_for_proxy")
    assert "马场镇政务服务中心" in answer.json["errors"]["item"][0]
    assert "村镇建设与宅基地窗口" in answer.json["errors"]["item"][0]
    assert intake.database["commits"].count_documents({}) == 0


def test_both_last_days_are_explained_day_by_day(as_: As, clock: VirtualClock) -> None:
    moved(clock, EVENING)
    number = entrusted(as_)["proxy_no"]
    told = as_(AGENT).get(f"/proxy-mandates/{number}/clock").json
    days = told["handover"]["days"]
    assert [day["date"] for day in days] == [f"2026-10-0{n}" for n in range(1, 9)]
    assert [day["reason"] for day in days[:7]] == ["public_holiday"] * 7
    assert (days[7]["counted"], told["report"], told["kind"]) == (1, None, "internal")


def test_the_agent_may_hand_over_over_the_line_and_the_case_is_the_halls(as_: As, intake: Intake) -> None:
    number = entrusted(as_)["proxy_no"]
    handed = as_(AGENT).post(f"/proxy-mandates/{number}/handover").json
    (case,) = intake.cases.collection.find({"case_no": handed["case_no"]})
    assert (case["hall"], case["channel"]) == ("H-520402109", "proxy")


def test_a_hand_over_that_broke_off_after_the_receipt_is_finished_by_doing_it_again(
    as_: As, intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, agent = entrusted(as_)["proxy_no"], as_(AGENT)

    def broken(*_: Any, **__: Any) -> Any:
        raise RuntimeError

    with monkeypatch.context() as once:
        once.setattr("services.intake.proxies.acts.JoinCase", broken)
        assert agent.post(f"/proxy-mandates/{number}/handover", key="h-2").status_code == 500
    assert intake.cases.collection.count_documents({}) == 1
    assert agent.post(f"/proxy-mandates/{number}/handover", key="h-2").json["status"] == "handed_over"
    assert intake.cases.collection.count_documents({}) == 1


def test_what_was_only_handed_over_is_registered_later_and_joins_by_itself(as_: As, intake: Intake) -> None:
    number = entrusted(as_)["proxy_no"]
    taken = as_(RS_CLERK).post(f"/proxy-mandates/{number}/handover", {"register": False}).json
    assert (taken["status"], taken["case_no"]) == ("handed_over", "")
    case_no = as_(RS_CLERK).post(f"/proxy-mandates/{number}/handover").json["case_no"]
    assert intake.proxies.collection.find_one({"_id": number})["case_no"] == case_no  # type: ignore[index]
    hear(intake, case_no)
    assert len(intake.journal.store.stream(f"proxy/{number}")) == 3, "hearing of it adds nothing"


def test_a_withdrawn_case_is_a_result_to_report(as_: As, intake: Intake) -> None:
    number = entrusted(as_)["proxy_no"]
    case_no = as_(AGENT).post(f"/proxy-mandates/{number}/handover").json["case_no"]
    said = {"reason": "不办了", "confirmed": True}
    assert as_(RS_CLERK).post(f"/cases/{case_no}/withdrawal", said).status_code == 200
    hear(intake, case_no)
    assert as_(AGENT).get(f"/proxy-mandates/{number}").json["outcome"] == "withdrawn"


def test_a_missed_day_is_noted_once_by_the_timer(as_: As, intake: Intake, clock: VirtualClock) -> None:
    moved(clock, EVENING)
    number = entrusted(as_)["proxy_no"]
    moved(clock, "2026-10-08T23:59:00+08:00")
    timers.tick(intake)
    assert as_(AGENT).get(f"/proxy-mandates/{number}").json["missed"] == []
    clock.advance(timedelta(minutes=2))
    timers.tick(intake)
    timers.tick(intake)
    assert as_(AGENT).get(f"/proxy-mandates/{number}").json["missed"] == ["handover"]
    assert len(intake.journal.store.stream(f"proxy/{number}")) == 2
    late = as_(AGENT).post(f"/proxy-mandates/{number}/handover").json
    assert (late["status"], late["handover_in_time"]) == ("handed_over", False)


def test_the_timer_leaves_a_virtual_calendar_alone(as_: As, intake: Intake, clock: VirtualClock) -> None:
    told = as_(AGENT).post("/proxy-mandates", BODY, X_Yizhan_Now="2026-09-01T09:00:00+08:00").json
    clock.advance(timedelta(days=30))
    timers.tick(intake)
    assert len(intake.journal.store.stream(f"proxy/{told['proxy_no']}")) == 1


def test_everybody_sees_their_own_and_nobody_else(as_: As) -> None:
    number = entrusted(as_)["proxy_no"]
    other = Identity("agent-2", "village_agent", "", "P-520422103-202", ("520422103202",), demo=True)
    for who, status in ((AGENT, 200), (RS_CLERK, 200), (AUDITOR, 200), (CLERK, 404), (other, 404), (CITIZEN, 403)):
        assert as_(who).get(f"/proxy-mandates/{number}").status_code == status, who
    assert as_(AUDITOR).get(f"/proxy-mandates/{number}").json["applicant"]["name"] == "张**"
    assert as_(None).get(f"/proxy-mandates/{number}").status_code == 401
    assert as_(other).post(f"/proxy-mandates/{number}/handover").status_code == 404
    assert as_(CLERK).get("/proxy-mandates").json["items"] == []
    assert as_(RS_CLERK).post("/proxy-mandates", BODY).status_code == 403


def test_a_wrong_number_is_refused_and_nothing_personal_is_kept(as_: As, intake: Intake) -> None:
    who = {**APPLICANT, "id_number": "520402199001010011"}
    answer = as_(AGENT).post("/proxy-mandates", {**BODY, "applicant": who})
    assert (answer.status_code, answer.json["code"]) == (422, "bad_identity_number")
    assert "520402199001010011" not in json.dumps(answer.json)
    told = entrusted(as_)
    kept = b"".join(commit.body for commit in intake.journal.store.stream(f"proxy/{told['proxy_no']}")).decode()
    assert not [text for text in ("张三丰", "520402200503150012", "13885300000") if text in kept]


def test_the_pages_lead_from_the_list_to_the_end(app: Flask, intake: Intake) -> None:
    agent = Visitor(app, AGENT)
    assert "失业登记" in agent.open("/proxies/new")
    agent.open("/proxies/new?item=LOCAL-01")
    said = {f"applicant.{name}": value for name, value in APPLICANT.items()}
    bad = agent.submit("/proxies/new", **{**said, "fee": "5"})
    assert "村点代办免费" in bad.get_data(as_text=True)
    agent.open("/proxies/new?item=LOCAL-01")
    answer = agent.submit("/proxies/new", **said, materials=["id-card", "form", "statement"])
    assert answer.status_code == 303, answer.get_data(as_text=True)
    here = answer.headers["Location"]
    assert "最迟" in agent.open(here)
    assert "代办免费" in agent.open(f"{here}/letter")
    assert "内部时限" in agent.open(f"{here}/clock")
    agent.open(here)
    assert agent.submit(f"{here}/handover").status_code == 303
    number = here.rsplit("/", 1)[1]
    case_no = intake.proxies.collection.find_one({"_id": number})["case_no"]  # type: ignore[index]
    assert case_no in agent.open(here)
    clerk = Visitor(app, RS_CLERK)
    clerk.open(f"/cases/{case_no}")
    assert clerk.submit(f"/cases/{case_no}/completion", result="已登记").status_code == 303
    hear(intake, case_no)
    agent.open(here)
    assert agent.submit(f"{here}/report", manner="by_phone").status_code == 303, "not ended: the box was not ticked"
    agent.open(here)
    assert agent.submit(f"{here}/end").status_code == 303
    assert "代办结束" in agent.open(here)
    assert number in agent.open("/proxies?status=all")
    assert number in Visitor(app, AUDITOR).open("/proxies?status=ended")
