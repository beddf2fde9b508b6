"""Duties over HTTP: stated by administrators, read by everyone, and felt at the window at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from werkzeug.test import TestResponse

from services.intake.app import create_app
from services.intake.registry import demo
from services.intake.service import Intake
from shared.identity import Identity
from tests.intake.cases.test_api import WHOLE
from tests.intake.people import ADMIN, CITIZEN, CLERK, LICENCE, Caller

As = Callable[[Identity | None], Caller]

FELLING = {**LICENCE, "item": "LOCAL-20", "window": "W-520422103-02", "materials": ["title", "felling"]}
STATEMENTS = {
    "/stationings": demo.file("stationings")["stationings"][0],
    "/exemptions": demo.file("exemptions")["exemptions"][0],
    "/admissions": demo.file("admissions")["admissions"][0],
    "/delegations": demo.file("delegations")["delegations"][0],
    "/responsibilities": demo.file("responsibilities")["responsibilities"][0],
    "/bases": demo.file("bases")["bases"][0],
    "/rulebooks": demo.file("rulebooks")["rulebooks"][0],
    "/proxy-catalogs": demo.file("proxy_catalogs")["proxy_catalogs"][0],
}


@pytest.fixture
def window(full: Intake) -> Callable[[Identity], Caller]:
    """Somebody before a register with a journal behind it."""
    app = create_app(full)
    return lambda identity: Caller(app, identity)


def code(answer: TestResponse) -> tuple[int, str]:
    return answer.status_code, answer.json["code"] if answer.status_code >= 400 else ""  # type: ignore[index]


@pytest.mark.parametrize("path", STATEMENTS)
def test_what_holds_is_listed_and_stated_again_without_a_new_version(window: Any, path: str) -> None:
    answer = window(ADMIN).post(path, STATEMENTS[path])
    assert (answer.status_code, answer.json["version"]) == (200, 1), answer.json
    assert window(ADMIN).get(path).json["items"]


@pytest.mark.parametrize("path", [*STATEMENTS, "/outside-handlings"])
def test_only_administrators_state_duties(as_: As, path: str) -> None:
    assert as_(CLERK).post(path, {}).status_code == 403
    assert as_(CITIZEN).post(path, {}).status_code == 403
    assert as_(None).post(path, {}).status_code == 401


BAD: list[tuple[str, dict[str, Any], str]] = [
    ("/exemptions", {"effective_to": "2026-02-30"}, "invalid"),
    ("/exemptions", {"effective_to": None}, "invalid"),
    ("/exemptions", {"document_no": ""}, "invalid"),
    ("/exemptions", {"id": "EX-9", "approver_level": "5"}, "approver_not_higher"),
    ("/exemptions", {"id": "EX-9"}, "overlapping_validity"),
    ("/stationings", {"department": "dep-xx"}, "unknown_department"),
    ("/stationings", {"surprise": 1}, "invalid"),
    ("/delegations", {"id": "WT-9", "authority_department": "dep-zr", "entrusted": "dep-sh"}, "redelegation"),
    ("/delegations", {"valid_until": "2024-01-01"}, "impossible_period"),
    ("/responsibilities", {"shares": []}, "one_lead"),
    ("/proxy-catalogs", {"entries": [{"item": "LOCAL-99"}]}, "orphan_proxy_item"),
    ("/admissions", {"hall": "P-520402109-201"}, "unknown_hall"),
    ("/bases", {"articles": []}, "basis_incomplete"),
]


@pytest.mark.parametrize(("path", "changes", "expected"), BAD)
def test_bad_input_is_refused_with_code_field_and_basis(
    as_: As, intake: Intake, path: str, changes: dict[str, Any], expected: str
) -> None:
    answer = as_(ADMIN).post(path, {**STATEMENTS[path], **changes})
    assert code(answer) == (422, expected), answer.json
    assert answer.json["errors"]
    assert expected == "invalid" or answer.json["basis"]
    assert intake.database["commits"].count_documents({}) == 0


def test_a_rule_without_a_basis_is_refused(as_: As) -> None:
    book = STATEMENTS["/rulebooks"]
    bare = {**book, "provisions": [{**book["provisions"][0], "basis": []}]}
    assert code(as_(ADMIN).post("/rulebooks", bare)) == (422, "basis_missing")


def test_a_withdrawn_item_is_refused_and_cases_under_way_go_on(window: Any) -> None:
    clerk, admin = window(CLERK), window(ADMIN)
    begun = clerk.post("/cases", WHOLE).json["case_no"]
    entered = next(
        each
        for each in demo.file("admissions")["admissions"]
        if (each["hall"], each["item"]) == ("H-520422103", "LOCAL-13")
    )
    announced = {
        **entered,
        "stage": "withdrawn",
        "announced_on": "2026-08-17",
        "withdrawn_from": "2026-09-17",
        "reason": "改由县级大厅办理",
    }
    assert admin.post("/admissions", announced).status_code == 200
    assert code(clerk.post("/cases", WHOLE)) == (422, "item_withdrawn")
    assert clerk.post(f"/cases/{begun}/acceptance").status_code == 200
    assert admin.post("/admissions", entered).status_code == 200
    assert clerk.post("/cases", WHOLE).status_code == 201


def test_a_delegation_that_ended_yesterday_ends_receipt_today(window: Any) -> None:
    clerk, admin = window(CLERK), window(ADMIN)
    given = STATEMENTS["/delegations"]
    assert clerk.post("/cases", FELLING).status_code == 201
    assert admin.post("/delegations", {**given, "valid_until": "2026-09-17"}).status_code == 200
    assert clerk.post("/cases", FELLING).status_code == 201
    assert admin.post("/delegations", {**given, "valid_until": "2026-09-16"}).status_code == 200
    refused = clerk.post("/cases", FELLING)
    assert code(refused) == (422, "delegation_ended")
    assert "许可法24" in refused.json["basis"]
    assert admin.post("/delegations", given).status_code == 200


def test_a_case_keeps_the_rulebook_in_force_at_its_acceptance(window: Any) -> None:
    clerk, admin = window(CLERK), window(ADMIN)
    case_no = clerk.post("/cases", WHOLE).json["case_no"]
    clerk.post(f"/cases/{case_no}/acceptance")
    book = STATEMENTS["/rulebooks"]
    coming = {**book, "document_no": "安政务〔2026〕21号", "effective_from": "2026-09-18"}
    assert admin.post("/rulebooks", coming).json["version"] == 2
    told = clerk.get(f"/cases/{case_no}/rulebooks").json
    kept = next(each for each in told["items"] if each["code"] == book["code"])
    assert (told["day"], kept["version"], kept["document_no"]) == ("2026-09-17", 1, book["document_no"])
    later = next(each for each in clerk.get("/rulebooks?on=2026-09-18").json["items"] if each["code"] == book["code"])
    assert later["version"] == 2


def test_admissions_tell_what_can_be_done_on_a_day(as_: As) -> None:
    told = as_(None).get("/admissions?on=2026-09-17&hall=H-520402109").json
    stages = {each["item"]: each["ability"] for each in told["items"]}
    assert (stages["LOCAL-01"], stages["LOCAL-11"]) == ("doable", "entered")
    assert as_(None).get("/admissions?on=someday").status_code == 422
