"""Mandates over HTTP and on pages: given, read by whom, taken back, and measured when cases ask."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from services.intake.mandates.acting import use
from services.intake.service import Intake
from shared.contracts import Rejected
from shared.identity import Identity
from shared.numbers.iso7064 import check_character
from shared.testing.spec import meta_at
from tests.intake.people import ADMIN, APPLICANT, AUDITOR, CITIZEN, CLERK, OTHER_CITIZEN, RS_CLERK, Caller
from tests.intake.test_pages import Visitor

As = Callable[[Identity | None], Caller]
LI = {"kind": "1", "name": "李四光", "id_number": "52242719850101001X", "phone": "13985300000"}
FIRM = {"kind": "2", "name": "安顺示例建筑公司", "id_number": "91520402MA00000000", "phone": ""}
BODY = {
    "principal": APPLICANT,
    "agent": LI,
    "items": ["LOCAL-01"],
    "acts": ["apply", "collect"],
    "valid_from": "2026-09-01",
    "valid_to": "2026-12-31",
    "agent_account": "citizen-2",
}


@pytest.fixture(autouse=True)
def numbers() -> None:
    """The agent's number with its check character, the firm's with its two."""
    from shared.numbers.credit_codes import credit_check, organisation_check

    LI["id_number"] = "52242719850101001" + check_character("52242719850101001")
    body = "91520402MA000000"
    body += organisation_check(body[8:16])
    FIRM["id_number"] = body + credit_check(body)


def given(as_: As, who: Identity = RS_CLERK, **changes: Any) -> dict[str, Any]:
    answer = as_(who).post("/mandates", {**BODY, **changes})
    assert answer.status_code == 201, answer.json
    told: dict[str, Any] = answer.json
    return told


def test_a_window_gives_a_mandate_that_both_sides_and_supervisors_see_as_they_need(as_: As, intake: Intake) -> None:
    told = given(as_, account="citizen")
    number = told["mandate_no"]
    assert (number[:11], told["standing"], told["hall"]) == ("520402109WT", "in_force", "H-520402109")
    names = {}
    for who in (RS_CLERK, CITIZEN, OTHER_CITIZEN, AUDITOR):
        seen = as_(who).get(f"/mandates/{number}").json
        names[who.id] = (seen["principal"]["name"], seen["agent"]["name"])
    assert names == {
        "clerk-rs": ("张三丰", "李四光"),
        "citizen": ("张三丰", "李四光"),
        "citizen-2": ("张**", "李**"),
        "auditor": ("张**", "李**"),
    }
    assert as_(CLERK).get(f"/mandates/{number}").status_code == 404, "another hall's"
    assert as_(ADMIN).get(f"/mandates/{number}").status_code == 403
    kept = b"".join(commit.body for commit in intake.journal.store.stream(f"mandate/{number}")).decode()
    assert not [
        text for text in ("张三丰", "李四光", APPLICANT["id_number"], LI["id_number"], "138853") if text in kept
    ]


def test_people_give_mandates_from_their_own_account_and_take_them_back(as_: As, intake: Intake) -> None:
    number = given(as_, CITIZEN)["mandate_no"]
    assert as_(CITIZEN).get(f"/mandates/{number}").json["evidence"] == "online"
    assert as_(OTHER_CITIZEN).post(f"/mandates/{number}/revocation").status_code == 404, "not theirs to take back"
    gone = as_(CITIZEN).post(f"/mandates/{number}/revocation", {"reason": "will_act_in_person"}).json
    assert gone["standing"] == "revoked"
    person = intake.mandates.collection.find_one({"_id": number})["principal"]["person"]  # type: ignore[index]
    with pytest.raises(Rejected, match="mandate_exceeded"):
        use(intake, meta_at("2026-09-17T10:00:00+08:00"), number, "apply", item="LOCAL-01", person=person)


def test_a_body_names_its_representative_and_every_number_is_checked(as_: As, intake: Intake) -> None:
    clerk = as_(RS_CLERK)
    assert clerk.post("/mandates", {**BODY, "principal": FIRM}).json["code"] == "representative_missing"
    assert given(as_, principal=FIRM, representative=APPLICANT)["representative"]["name"] == "张**"
    bad = clerk.post("/mandates", {**BODY, "agent": {**LI, "id_number": "520402199001010011"}})
    assert (bad.status_code, bad.json["code"], list(bad.json["errors"])) == (
        *(422, "bad_identity_number"),
        ["agent.id_number"],
    )
    assert "520402199001010011" not in json.dumps(bad.json)
    assert (
        clerk.post("/mandates", {**BODY, "principal": {**FIRM, "id_number": "91520402MA0000000X"}}).status_code == 422
    )
    assert clerk.post("/mandates", {**BODY, "items": ["LOCAL-99"]}).json["code"] == "unknown_item"
    assert intake.database["commits"].count_documents({}) == 1


def test_age_is_read_off_the_number(as_: As) -> None:
    child = {**APPLICANT, "id_number": numbered("52040220180101001")}
    clerk = as_(RS_CLERK)
    assert clerk.post("/mandates", {**BODY, "agent": child}).json["code"] == "under_age"
    assert clerk.post("/mandates", {**BODY, "principal": child}).json["code"] == "guardian_missing"
    assert given(as_, principal=child, representative=APPLICANT)["representative"]["name"] == "张**"
    assert given(as_, agent={**LI, "id_number": "USA-E12345678"})["agent"]["id_number"] == "U**********78"


def numbered(body: str) -> str:
    return body + check_character(body)


def test_what_cases_ask_is_measured_counted_and_done_once(as_: As, intake: Intake) -> None:
    number = given(as_)["mandate_no"]
    person = intake.mandates.collection.find_one({"_id": number})["principal"]["person"]  # type: ignore[index]
    meta = meta_at("2026-09-18T10:00:00+08:00")
    for _ in range(2):
        use(intake, meta, number, "apply", item="LOCAL-01", person=person)
    for _ in range(2):
        with pytest.raises(Rejected) as refused:
            use(intake, meta, number, "withdraw", item="LOCAL-01", person=person)
    assert refused.value.errors == {"mandate": "other_act"}
    seen = as_(RS_CLERK).get(f"/mandates/{number}").json
    assert (seen["uses"], seen["tries"]) == (1, 1)
    with pytest.raises(Rejected, match="unknown_mandate"):
        use(intake, meta, "520402109WT2026999999", "apply", item="LOCAL-01", person=person)


def test_the_pages_give_show_print_and_take_back(app: Flask) -> None:
    clerk = Visitor(app, RS_CLERK)
    clerk.open("/mandates/new")
    said: dict[str, Any] = {"items": ["LOCAL-01"], "acts": ["apply"], "valid_from": "2026-09-17", "evidence": "written"}
    for part, who in (("principal", APPLICANT), ("agent", LI)):
        said |= {f"{part}.{name}": value for name, value in who.items()}
    bad = clerk.submit("/mandates/new", **said, valid_to="2026-09-01")
    assert "委托期限有误" in bad.get_data(as_text=True)
    clerk.open("/mandates/new")
    answer = clerk.submit("/mandates/new", **said, valid_to="2026-10-31")
    assert answer.status_code == 303, answer.get_data(as_text=True)[:2000]
    here = answer.headers["Location"]
    page = clerk.open(here)
    assert "张三丰" in page
    assert "首尾两日都有效" in page
    assert "张**" in clerk.open("/mandates")
    clerk.open(here)
    assert clerk.submit(f"{here}/revocation", reason="done").status_code == 303
    assert "已撤销" in clerk.open(here)
    assert "没有委托" in Visitor(app, CITIZEN).open("/mandates")


def test_people_at_home_say_where_a_mandate_is_used_and_a_window_only_its_own_hall(as_: As) -> None:
    number = given(as_, CITIZEN, hall="H-520402109")["mandate_no"]
    assert number[:11] == "520402109WT"
    assert as_(RS_CLERK).get(f"/mandates/{number}").json["hall"] == "H-520402109"
    assert as_(CLERK).get(f"/mandates/{number}").status_code == 404, "another hall's"
    nowhere = as_(CITIZEN).post("/mandates", {**BODY, "hall": "H-520400999"})
    assert (nowhere.status_code, nowhere.json["code"]) == (404, "unknown_hall")
    other = as_(RS_CLERK).post("/mandates", {**BODY, "hall": "H-520422103"})
    assert (other.status_code, other.json["code"]) == (403, "wrong_hall_for_clerk")
