"""The register of remedies over HTTP and as pages: authority from the register, silence, jurisdiction."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from flask import Flask

from services.complaints.reconsiderations.timers import tick
from services.complaints.service import Complaints
from shared.identity import Identity
from shared.identity.access import SESSION_COOKIE
from shared.identity.tokens import Tokens
from shared.timekeeping import VirtualClock
from tests.complaints.samples import (
    APPROVER,
    AUDITOR,
    CASE,
    CITIZEN,
    CLERK,
    ELSEWHERE,
    HANDLER,
    INSIDER,
    Caller,
)

As = Callable[[Identity | None], Caller]
PATH = "/reconsiderations"
BODY = {"case_no": CASE, "ground": "decision", "received_on": "2026-09-24", "known_on": "2026-08-03"}


@pytest.fixture
def number(as_: As) -> str:
    answer = as_(HANDLER).post(PATH, BODY)
    assert answer.status_code == 201, answer.json
    kept: str = answer.json["number"]
    return kept


def test_the_authority_comes_from_the_register_and_a_wrong_one_is_refused(as_: As, service: Complaints) -> None:
    answer = as_(HANDLER).post(PATH, BODY, key="k")
    told = answer.json
    assert answer.status_code == 201
    assert told["authority"] == service.replica.department("dep-zr").review_authority != ""
    assert (told["apply_by"], told["department"], told["number"][:19]) == (
        "2026-10-08",
        "dep-zr",
        "520422103FY20260924",
    )
    assert as_(HANDLER).post(PATH, BODY, key="k").json["number"] == told["number"]
    nobody = as_(HANDLER).post(PATH, {**BODY, "case_no": ""})
    assert (nobody.status_code, nobody.json["code"]) == (422, "department_required")
    suit = {"after": "520422103FY2026092400099", "filed_on": "2026-09-24", "known_on": "2026-08-03"}
    after = as_(HANDLER).post("/litigations", suit)
    assert (after.status_code, after.json["code"], list(after.json["errors"])) == (404, "no_remedy", ["after"])
    wrong = as_(HANDLER).post(PATH, {**BODY, "authority": "安顺市人民政府"})
    assert (wrong.status_code, wrong.json["code"]) == (422, "wrong_authority")
    (commit,) = service.journal.store.stream(f"reconsideration/{told['number']}")
    assert commit.case == CASE


@pytest.mark.parametrize("identity", [CLERK, CITIZEN, AUDITOR, APPROVER, None])
def test_only_the_centre_registers(as_: As, identity: Identity | None) -> None:
    assert as_(identity).post(PATH, BODY).status_code == (403 if identity else 401)


def test_a_unit_does_not_register_remedies_against_itself(as_: As, number: str) -> None:
    assert as_(INSIDER).post(PATH, BODY).json["code"] == "own_unit"
    assert as_(INSIDER).post(f"{PATH}/{number}/acceptance", {"on": "2026-09-24"}).json["code"] == "own_unit"
    assert as_(ELSEWHERE).post(PATH, BODY).status_code == 404
    assert as_(ELSEWHERE).get(f"{PATH}/{number}").status_code == 404


def test_silence_is_acceptance_and_a_late_authority_is_noted_by_the_clock(service: Complaints, number: str) -> None:
    def row(day: str) -> dict[str, Any]:
        later = VirtualClock(datetime.fromisoformat(f"{day}T08:00:00+08:00"))
        tick(replace(service, clock=later))
        tick(replace(service, clock=later))
        found = service.reconsiderations.collection.find_one({"_id": number})
        assert found is not None
        return found

    assert row("2026-10-09")["status"] == "received"
    told = row("2026-10-10")
    assert (told["status"], told["manner"], told["accepted_on"], told["decide_by"]) == (
        *("accepted", "deemed", "2026-10-09"),
        "2026-12-08",
    )
    assert row("2026-12-08")["overdue"] is False
    assert row("2026-12-09")["overdue"] is True
    facts = [e.type for c in service.journal.store.stream(f"reconsideration/{number}") for e in c.envelope().events]
    assert facts == ["reconsideration.registered", "reconsideration.accepted", "reconsideration.overdue"]


def test_from_registering_to_a_ruling_and_a_lawsuit_after_it(as_: As, service: Complaints, number: str) -> None:
    one = f"{PATH}/{number}"
    assert as_(HANDLER).post(f"{one}/acceptance", {"on": "2026-09-24"}).json["decide_by"] == "2026-11-23"
    ruled = as_(HANDLER).post(
        f"{one}/decision", {"outcome": "revoked", "decided_on": "2026-09-24", "served_on": "2026-09-24"}
    )
    assert (ruled.json["outcome"], ruled.json["sue_by"]) == ("revoked", "2026-10-09")
    suit = {"after": number, "filed_on": "2026-09-24", "known_on": "2026-08-03", "court": "普定县人民法院"}
    sued = as_(HANDLER).post("/litigations", suit)
    assert (sued.status_code, sued.json["sue_by"], sued.json["case_no"]) == (201, "2026-10-09", CASE)
    judged = as_(HANDLER).post(
        f"/litigations/{sued.json['number']}/decision", {"outcome": "dismissed", "decided_on": "2026-09-24"}
    )
    assert judged.json["outcome"] == "dismissed"
    assert as_(AUDITOR).get("/litigations").json["items"][0]["number"] == sued.json["number"]


def test_a_case_is_not_sued_while_its_reconsideration_runs(as_: As, number: str) -> None:
    suit = {"filed_on": "2026-09-24", "known_on": "2026-08-03"}
    for named in ({"after": number}, {"case_no": CASE}):
        answer = as_(HANDLER).post("/litigations", {**suit, **named})
        assert (answer.status_code, answer.json["code"]) == (409, "reconsideration_running")
    as_(HANDLER).post(f"{PATH}/{number}/acceptance", {"on": "2026-09-24"})
    assert as_(HANDLER).post("/litigations", {**suit, "case_no": CASE}).json["code"] == "reconsideration_running"


def test_a_decision_of_unknown_service_counts_from_when_it_was_known(as_: As, number: str) -> None:
    as_(HANDLER).post(f"{PATH}/{number}/acceptance", {"on": "2026-09-24"})
    as_(HANDLER).post(f"{PATH}/{number}/decision", {"outcome": "upheld", "decided_on": "2026-09-24"})
    suit = {"after": number, "filed_on": "2026-09-24", "known_on": "2026-08-03"}
    assert as_(HANDLER).post("/litigations", suit).json["sue_by"] == "2026-10-09"


def test_whoever_took_the_application_back_has_the_six_months_of_a_direct_suit(as_: As, number: str) -> None:
    as_(HANDLER).post(f"{PATH}/{number}/decision", {"outcome": "withdrawn", "decided_on": "2026-09-24"})
    suit = {"after": number, "filed_on": "2026-09-24", "known_on": "2026-08-03"}
    assert as_(HANDLER).post("/litigations", suit).json["sue_by"] == "2027-02-03"


def test_the_same_file_comes_on_the_register_once_however_many_bring_it(as_: As, number: str) -> None:
    again = as_(HANDLER).post(PATH, BODY)
    assert (again.status_code, again.json["code"]) == (409, "remedy_known")
    another = as_(HANDLER).post(PATH, {**BODY, "document_no": "普府复〔2026〕8号"})
    assert (another.status_code, another.json["number"] != number) == (201, True)
    suit = {"department": "dep-zr", "filed_on": "2026-09-24", "known_on": "2026-08-03"}
    assert as_(HANDLER).post("/litigations", suit, key="k").status_code == 201
    assert as_(HANDLER).post("/litigations", suit, key="k").status_code == 201, "the same request said again"
    assert as_(HANDLER).post("/litigations", suit).json["code"] == "remedy_known"


def test_inaction_is_not_sued_without_reconsideration(as_: As) -> None:
    body = {"case_no": CASE, "ground": "inaction", "filed_on": "2026-09-24", "known_on": "2026-09-01"}
    answer = as_(HANDLER).post("/litigations", body)
    assert (answer.status_code, answer.json["code"]) == (409, "reconsider_first")


def test_the_pages_take_it_from_the_form_to_the_ruling(app: Flask, service: Complaints) -> None:
    client = app.test_client()
    client.set_cookie(SESSION_COOKIE, Tokens(service.settings.token_key).issue(HANDLER))

    def send(form: str, path: str, fields: dict[str, str]) -> Any:
        token = re.search(r'name="csrf_token" value="([^"]+)"', client.get(form).get_data(as_text=True))
        assert token is not None
        return client.post(path, data={**fields, "csrf_token": token[1]})

    new = "/remedies/reconsiderations/new"
    missing = send(new, new, {"ground": "decision", "case_no": CASE})
    assert missing.status_code == 422
    made = send(new, new, {**BODY, "told": "yes"})
    assert made.status_code == 303
    one = made.headers["Location"]
    assert "2026年10月8日" in client.get(one).get_data(as_text=True)
    assert send(one, f"{one}/acceptance", {"on": "2026-09-24"}).status_code == 303
    ruling = {"outcome": "ordered", "decided_on": "2026-09-24", "served_on": "2026-09-24"}
    assert send(one, f"{one}/decision", ruling).status_code == 303
    assert "责令履行" in client.get("/remedies").get_data(as_text=True)
    suit = "/remedies/litigations/new"
    refused = send(
        suit, suit, {"ground": "inaction", "case_no": CASE, "filed_on": "2026-09-24", "known_on": "2026-09-01"}
    )
    assert "应当先申请行政复议" in refused.get_data(as_text=True)


def test_a_decision_served_later_is_registered_later_and_shows_until_when_one_may_sue(
    as_: As, number: str, app: Flask, service: Complaints
) -> None:
    one = f"{PATH}/{number}"
    as_(HANDLER).post(f"{one}/acceptance", {"on": "2026-09-24"})
    late = as_(HANDLER).post(f"{one}/acceptance", {"on": "2026-09-23"})
    assert (late.status_code, late.json["code"]) == (409, "wrong_standing")
    as_(HANDLER).post(f"{one}/decision", {"outcome": "upheld", "decided_on": "2026-09-24"})
    assert as_(HANDLER).get(one).json["sue_by"] is None
    early = as_(HANDLER).post(f"{one}/service", {"on": "2026-09-23"})
    assert (early.status_code, early.json["code"], list(early.json["errors"])) == (422, "wrong_order", ["on"])
    assert "登记送达" in as_(HANDLER).page(f"/remedies/reconsiderations/{number}")
    told = as_(HANDLER).post(f"{one}/service", {"on": "2026-09-24"}).json
    assert (told["served_on"], told["sue_by"]) == ("2026-09-24", "2026-10-09")
    assert "登记送达" not in as_(HANDLER).page(f"/remedies/reconsiderations/{number}")


def test_the_lists_are_picked_by_department_and_standing_and_a_lawsuit_is_given_alone(as_: As, number: str) -> None:
    def found(path: str, **query: str) -> list[str]:
        return [row["number"] for row in as_(HANDLER).get(path, query_string=query).json["items"]]

    assert found(PATH, status="received", department="dep-zr") == [number]
    assert found(PATH, status="decided") == found(PATH, department="dep-sh") == []
    assert as_(HANDLER).get(PATH, query_string={"status": "filed"}).status_code == 422
    suit = {"department": "dep-zr", "filed_on": "2026-09-24", "known_on": "2026-08-03"}
    sued = as_(HANDLER).post("/litigations", suit).json["number"]
    assert found("/litigations", status="filed") == [sued]
    assert found("/litigations", status="decided") == []
    alone = as_(AUDITOR).get(f"/litigations/{sued}")
    assert (alone.status_code, alone.json["sue_by"], alone.headers["ETag"]) == (200, "2027-02-03", '"1"')
    assert as_(ELSEWHERE).get(f"/litigations/{sued}").json["code"] == "no_remedy"
    assert as_(CLERK).get(f"/litigations/{sued}").status_code == 403
