"""Escorts over HTTP and on pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask

from services.intake.service import Intake
from shared.identity import Identity
from shared.numbers.iso7064 import check_character
from tests.intake.people import APPLICANT, AUDITOR, CITIZEN, CLERK, INSTANT, OTHER_CITIZEN, RS_CLERK, Caller
from tests.intake.test_pages import Visitor

As = Callable[[Identity | None], Caller]
BODY = {"project": "古镇修缮工程", "ground": "major_project", "items": ["LOCAL-01"], "applicant": APPLICANT}
OFFICER_PERSON = {
    "kind": "1",
    "name": "王专员",
    "id_number": "52242719850101001" + check_character("52242719850101001"),
}
LETTER = {
    "principal": APPLICANT,
    "agent": OFFICER_PERSON,
    "agent_account": "clerk-rs",
    "items": ["LOCAL-01"],
    "acts": ["apply", "supplement", "collect"],
    "valid_from": "2026-09-01",
    "valid_to": "2026-12-31",
}


def asked(as_: As, who: Identity = RS_CLERK, **changes: Any) -> str:
    answer = as_(who).post("/escorts", {**BODY, **changes})
    assert answer.status_code == 201, answer.json
    number: str = answer.json["escort_no"]
    return number


def letter(as_: As) -> str:
    answer = as_(RS_CLERK).post("/mandates", LETTER)
    assert answer.status_code == 201, answer.json
    number: str = answer.json["mandate_no"]
    return number


def test_a_project_goes_the_whole_way_on_a_letter_with_its_cases_and_nodes(as_: As, intake: Intake) -> None:
    number, clerk = asked(as_), as_(RS_CLERK)
    assert number[:11] == "520402109QC"
    refused = clerk.post(f"/escorts/{number}/start", {"mandate": ""})
    assert (refused.status_code, refused.json["code"], refused.json["basis"]) == (409, "mandate_required", "S2.6c")
    mandate = letter(as_)
    begun = clerk.post(f"/escorts/{number}/start", {"mandate": mandate}).json
    assert (begun["officer"], begun["mandate"], begun["valid_to"]) == ("clerk-rs", mandate, "2026-12-31")
    case_no = clerk.post("/cases", INSTANT).json["case_no"]
    assert clerk.post(f"/escorts/{number}/cases", {"case_no": case_no}).json["case_nos"] == [case_no]
    steps = clerk.post(f"/escorts/{number}/steps", {"node": "handed_in", "case_no": case_no}).json["steps"]
    assert [(step["node"], step["officer"]) for step in steps] == [("handed_in", "clerk-rs")]
    assert clerk.post(f"/escorts/{number}/end").json["code"] == "escort_cases_open"
    clerk.post(f"/cases/{case_no}/completion", {"result": "已登记"})
    clerk.post(f"/cases/{case_no}/delivery")
    assert clerk.post(f"/escorts/{number}/end").json["status"] == "ended"
    seen = clerk.get(f"/escorts/{number}").json
    assert (seen["project"], seen["applicant"]["name"]) == ("古镇修缮工程", "张三丰")
    assert as_(AUDITOR).get(f"/escorts/{number}").json["project"] == "***"
    assert [look["purpose"] for look in as_(AUDITOR).get(f"/looks?case_no={number}").json["items"]] == ["escort"]
    kept = b"".join(commit.body for commit in intake.journal.store.stream(f"escort/{number}")).decode()
    assert not [text for text in ("古镇", "张三丰", APPLICANT["id_number"]) if text in kept]


def test_when_the_letter_is_taken_back_the_officer_goes_no_further(as_: As) -> None:
    number, clerk, mandate = asked(as_), as_(RS_CLERK), letter(as_)
    clerk.post(f"/escorts/{number}/start", {"mandate": mandate})
    clerk.post(f"/mandates/{mandate}/revocation")
    assert clerk.post(f"/escorts/{number}/steps", {"node": "papers"}).json["code"] == "mandate_required"


def test_people_ask_from_home_see_their_own_and_take_it_back(as_: As, app: Flask) -> None:
    number = asked(as_, CITIZEN, hall="H-520402109")
    assert as_(CITIZEN).get(f"/escorts/{number}").json["project"] == "古镇修缮工程"
    assert as_(OTHER_CITIZEN).get(f"/escorts/{number}").status_code == 404
    assert as_(CLERK).get(f"/escorts/{number}").status_code == 404
    assert as_(CITIZEN).post(f"/escorts/{number}/start", {"mandate": "x"}).status_code == 403
    visitor = Visitor(app, CITIZEN)
    assert number in visitor.open("/escorts")
    visitor.open(f"/escorts/{number}")
    assert visitor.submit(f"/escorts/{number}/revocation", reason="will_act_in_person").status_code == 303
    assert "已撤回" in visitor.open(f"/escorts/{number}")


def test_the_pages_ask_begin_and_walk(as_: As, app: Flask) -> None:
    clerk = Visitor(app, RS_CLERK)
    clerk.open("/escorts/new")
    said: dict[str, Any] = {f"applicant.{name}": value for name, value in APPLICANT.items()}
    answer = clerk.submit("/escorts/new", **said, project="古镇修缮工程", ground="major_project", items=["LOCAL-01"])
    assert answer.status_code == 303, answer.get_data(as_text=True)[:1500]
    here = answer.headers["Location"]
    assert "不得启动" in clerk.open(here)
    assert "没有有效的委托书" in clerk.submit(f"{here}/start", mandate="x").get_data(as_text=True)
    clerk.open(here)
    assert clerk.submit(f"{here}/start", mandate=letter(as_)).status_code == 303
    clerk.open(here)
    assert clerk.submit(f"{here}/steps", node="guidance").status_code == 303
    assert "告知所需材料" in clerk.open(here)
