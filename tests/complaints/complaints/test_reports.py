"""Whoever reports stays unknown to the unit reported and to everybody of it: events, API, pages, letters (S2.9b)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from services.complaints.service import Complaints
from services.metrics.audit.words import shown
from shared.identity import ROLES, Identity
from shared.identity.access import SESSION_COOKIE
from shared.identity.tokens import Tokens
from tests.complaints.samples import CASE, CITIZEN, CLERK, DIVISION, HANDLER, INSIDER, Caller

As = Callable[[Identity | None], Caller]
CONTACT = "13985312345"
REPORT = {
    "kind": "report",
    "conduct": "bribe",
    "text": "我是申请人李秀英，窗口人员收了我两条烟才给办。",
    "contact": CONTACT,
    "case_no": CASE,
    "staff": "clerk-zr",
}
SECRETS = ("李秀英", CONTACT, CASE, CITIZEN.id, "两条烟")

UNIT = [
    Identity(f"{role}-zr", role, "dep-zr", "H-520422103", (DIVISION, "5204")) for role in ROLES if role != "citizen"
]
"""Somebody of the unit reported in every role there is."""


@pytest.fixture
def number(as_: As) -> str:
    answer = as_(CITIZEN).post("/complaints", REPORT)
    assert answer.status_code == 201, answer.json
    assert answer.json["case_no"] == ""
    kept: str = answer.json["number"]
    assert kept.startswith("520422103JB20260924")
    return kept


def test_no_event_leads_to_the_reporter(number: str, service: Complaints) -> None:
    (commit,) = service.journal.store.stream(f"complaint/{number}")
    envelope = commit.envelope()
    for secret in SECRETS:
        if secret != CITIZEN.id:
            assert secret not in commit.body.decode()
    assert envelope.actor == {"id": "anyone", "role": "public", "unit": ""}
    assert (envelope.case, envelope.correlation) == (number, envelope.command_id)
    account = service.vault.person("account", CITIZEN.id)
    assert envelope.events[0].data["person"] != account
    told = shown("complaint.filed", envelope.events[0].data)
    assert told["case_no"] == ""
    assert not {"person", "text", "contact", "sealed_case"} & set(told)


def test_a_case_s_own_log_order_does_not_betray_it(number: str, service: Complaints) -> None:
    assert all(commit.case != CASE for commit in service.journal.store.stream(f"complaint/{number}"))


@pytest.mark.parametrize("identity", UNIT, ids=lambda each: each.role)
def test_nobody_of_the_unit_reported_finds_it_by_any_road(
    as_: As, app: Flask, service: Complaints, number: str, identity: Identity
) -> None:
    """Every readable address of the API and of the pages, as somebody of that unit in each role."""
    client = app.test_client()
    client.set_cookie(SESSION_COOKIE, Tokens(service.settings.token_key).issue(identity))
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or set()) or rule.endpoint.endswith("static"):
            continue
        path = rule.rule
        for argument in rule.arguments:
            path = path.replace(f"<{argument}>", number if argument == "number" else "acceptance")
        for page in (as_(identity), None):
            answer = (
                client.get(path)
                if page is None
                else page.get(path.removeprefix("/api/v1"))
                if path.startswith("/api/")
                else None
            )
            if answer is None:
                continue
            body = answer.get_data(as_text=True)
            for secret in ("李秀英", CONTACT, CASE, "两条烟"):
                assert secret not in body, f"{path} tells {secret} to a {identity.role}"
            if argument_of(rule) == "number":
                assert answer.status_code in (302, 303, 401, 403, 404), path


@pytest.mark.parametrize("named", [{"department": "dep-sh"}, {"department": "", "hall": "H-520402109"}])
@pytest.mark.parametrize("kind", ["report", "complaint"])
def test_the_unit_of_whoever_is_named_learns_nothing_though_another_unit_is_named(
    as_: As, kind: str, named: dict[str, str]
) -> None:
    """People know the name plate and not the department: the colleagues of whoever wears it are the unit reported."""
    body = {**REPORT, "kind": kind, "case_no": "", **named}
    number = as_(CITIZEN).post("/complaints", body).json["number"]
    wide = ("5204",)
    for identity in (replace(INSIDER, divisions=wide), replace(UNIT[0], role="government_head", divisions=wide)):
        assert as_(identity).get(f"/complaints/{number}").status_code == 404
        assert number not in as_(identity).get("/complaints").get_data(as_text=True)
        assert as_(identity).get("/complaints/statistics?by=staff&from=2026-01-01&to=2026-12-31").json["items"] == []
    outside = Identity("complaints-city", "complaint_handler", "", "", wide)
    told = as_(outside).post(f"/complaints/{number}/assignment", {"handler": INSIDER.id})
    assert told.status_code in (409, 422), told.json
    assert as_(outside).get(f"/complaints/{number}").status_code == 200


def test_the_unit_of_whoever_the_inquiry_found_learns_nothing_afterwards(as_: As) -> None:
    body = {**REPORT, "case_no": "", "department": "dep-sh", "staff": ""}
    outside = as_(Identity("complaints-jiuzhou", "complaint_handler", "", "H-520402109", ("5204",)))
    number = as_(CITIZEN).post("/complaints", body).json["number"]
    insider = as_(replace(INSIDER, divisions=("5204",)))
    one = f"/complaints/{number}"
    assert insider.get(one).status_code == 200, "nothing leads to their unit yet"
    for act, said in (
        ("assignment", {}),
        ("investigation", {"finding": "收礼的是国土窗口人员。"}),
        ("reply", {"reply": "已查实并处理。"}),
        ("closure", {"outcome": "substantiated", "integrity": "bribe", "staff": "clerk-zr"}),
    ):
        assert outside.post(f"{one}/{act}", said).status_code == 200, act
    assert insider.get(one).status_code == 404


def argument_of(rule: Any) -> str:
    return "number" if "number" in rule.arguments else ""


def test_nobody_of_the_unit_acts_on_it(as_: As, number: str) -> None:
    for identity in (INSIDER, CLERK):
        for act, body in (
            ("acceptance", {}),
            ("assignment", {}),
            ("reply", {"reply": "没有这回事。"}),
            ("reopening", {"reason": "没有这回事。"}),
        ):
            assert as_(identity).post(f"/complaints/{number}/{act}", body).status_code in (403, 404)


def test_only_the_handler_reads_it_and_its_case(as_: As, number: str) -> None:
    told = as_(HANDLER).get(f"/complaints/{number}").json
    assert (told["text"], told["contact"], told["sealed_case"]) == (REPORT["text"], CONTACT, CASE)
    auditor = Identity("auditor", "auditor", "", "", ("5204",))
    masked = as_(auditor).get(f"/complaints/{number}").json
    assert "李秀英" not in masked["text"]
    assert CASE not in (masked["sealed_case"], masked["case_no"])


def test_a_member_of_staff_who_reports_is_not_named_either(as_: As, service: Complaints) -> None:
    answer = as_(CLERK).post("/complaints", {**REPORT, "case_no": "", "department": "dep-zr", "staff": ""})
    (commit,) = service.journal.store.stream(f"complaint/{answer.json['number']}")
    assert CLERK.id not in commit.body.decode()


def test_the_reporter_follows_it_and_stays_unknown_when_asking_again(as_: As, service: Complaints, number: str) -> None:
    one, code = f"/complaints/{number}", service.codes.of(number)
    as_(HANDLER).post(f"{one}/assignment", {})
    as_(HANDLER).post(f"{one}/investigation", {"finding": "调取监控，未见收受。"})
    as_(HANDLER).post(f"{one}/reply", {"reply": "经查未发现收受财物。"})
    assert as_(HANDLER).post(f"{one}/closure", {"outcome": "unsubstantiated"}).status_code == 200
    followed = as_(None).post(f"{one}/progress", {"query_code": code}).json
    assert (followed["reply"], "finding" in followed) == ("经查未发现收受财物。", False)
    again = as_(CITIZEN).post(f"{one}/reopening", {"reason": "请再查一次当天的监控。", "query_code": code})
    assert (again.status_code, again.json["status"]) == (200, "accepted")
    last = service.journal.store.stream(f"complaint/{number}")[-1].envelope()
    assert last.actor["id"] == "anyone"
