"""The pages of complaints: filing and following for everybody, the desk for handlers."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.complaints.ratings.reactions import hear
from services.complaints.service import Complaints
from shared.identity import Identity
from shared.identity.access import SESSION_COOKIE
from shared.identity.tokens import Tokens
from shared.journal.subscriber import incoming
from tests.complaints.samples import AUDITOR, CASE, CITIZEN, ELSEWHERE, FILING, HANDLER, Caller

SignedIn = Callable[[Identity], FlaskClient]


@pytest.fixture
def signed_in(app: Flask, service: Complaints) -> SignedIn:
    def client(identity: Identity) -> FlaskClient:
        made = app.test_client()
        made.set_cookie(SESSION_COOKIE, Tokens(service.settings.token_key).issue(identity))
        return made

    return client


def text(answer: Any, status: int = 200) -> str:
    assert answer.status_code == status, answer.status_code
    page: str = answer.get_data(as_text=True)
    return page


def send(client: FlaskClient, form: str, path: str, fields: dict[str, Any]) -> Any:
    """Open the page of a form and send it with the page's own token and key."""
    page = client.get(form).get_data(as_text=True)
    hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page))
    return client.post(path, data={**fields, "csrf_token": hidden["csrf_token"]})


def file(client: FlaskClient, **changes: str) -> Any:
    return send(client, "/complaints/new", "/complaints/new", {**FILING, **changes})


@pytest.fixture
def number(client: FlaskClient, service: Complaints) -> str:
    file(client)
    found = service.complaints.collection.find_one()
    assert found is not None
    kept: str = found["number"]
    return kept


def test_the_front_page_leads_everywhere(client: FlaskClient) -> None:
    page = text(client.get("/"))
    for path in ("/complaints/new", "/complaints/follow", "/ratings/new", "/channels"):
        assert f'href="{path}"' in page
    assert "投诉办理" not in page


def test_anyone_may_file_and_sees_number_and_code(client: FlaskClient, service: Complaints) -> None:
    page = text(file(client), 201)
    assert "520422103TS2026092400001" in page
    code = service.codes.of("520422103TS2026092400001")
    assert code[:4] in page
    assert "2026年10月9日" in page


def test_a_complaint_about_a_case_needs_no_department(client: FlaskClient, service: Complaints) -> None:
    page = text(file(client, department="", case_no=CASE.lower(), query_code=service.codes.of(CASE)), 201)
    assert "普定县自然资源局马场自然资源所" in page


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"conduct": ""}, "请选择"),
        ({"text": "差"}, "至少 5 个字"),
        ({"department": ""}, "请选择部门或大厅，或者填写办件编号"),
        ({"case_no": CASE, "query_code": "WRONG234"}, "办件编号与查询码不符"),
        ({"case_no": "123"}, "格式不正确"),
    ],
)
def test_a_bad_form_comes_back_with_what_was_typed(
    client: FlaskClient, service: Complaints, changes: dict[str, str], told: str
) -> None:
    answer = file(client, **changes)
    assert answer.status_code in {403, 422}
    page = answer.get_data(as_text=True)
    assert told in page
    assert FILING["contact"] in page
    assert service.complaints.collection.count_documents({}) == 0


def test_whoever_holds_number_and_code_follows_it(client: FlaskClient, service: Complaints, number: str) -> None:
    fields = {"number": number, "query_code": service.codes.of(number)}
    page = text(send(client, "/complaints/follow", "/complaints/follow", fields))
    assert "窗口人员王某" in page
    assert "138****5678" in page
    assert "13812345678" not in page
    wrong = send(client, "/complaints/follow", "/complaints/follow", {**fields, "query_code": "WRONG234"})
    assert "编号与查询码不符" in text(wrong, 403)


@pytest.mark.parametrize("kind", ["complaint", "report"])
def test_whoever_follows_what_was_closed_is_led_to_rate_it_once_and_a_report_never(
    client: FlaskClient, service: Complaints, kind: str
) -> None:
    number = file_and_close(client, service, kind)
    asked = {"number": number, "query_code": service.codes.of(number)}
    link = f"/ratings/new?case={number}&amp;code={asked['query_code']}"
    page = text(send(client, "/complaints/follow", "/complaints/follow", asked))
    assert (link in page) == (kind == "complaint")
    if kind == "complaint":
        form = link.replace("&amp;", "&")
        assert "投诉办结 · 普定县马场镇政务服务中心" in text(client.get(form))
        given = {"case_no": number, "query_code": asked["query_code"], "grade": "2", "comment": ""}
        assert send(client, form, "/ratings/new", given).status_code == 201
        assert link not in text(send(client, "/complaints/follow", "/complaints/follow", asked))


def file_and_close(client: FlaskClient, service: Complaints, kind: str) -> str:
    """Let somebody file, the hall's handler close it, and the invitation follow."""
    file(client, kind=kind)
    found = service.complaints.collection.find_one()
    assert found is not None
    number = str(found["number"])
    handler = Caller(client.application.test_client(), service, HANDLER)
    for act, said in (
        ("assignment", {"handler": "complaints-machang"}),
        ("investigation", {"finding": "查看了监控。"}),
        ("reply", {"reply": "已经批评教育。"}),
        ("closure", {"outcome": "substantiated"}),
    ):
        assert handler.post(f"/complaints/{number}/{act}", said).status_code == 200, act
    hear(service, incoming(service.journal.store.stream(f"complaint/{number}")[-1].envelope()))
    return number


def test_from_the_desk_to_the_answer(
    signed_in: SignedIn, client: FlaskClient, service: Complaints, number: str
) -> None:
    handler, one = signed_in(HANDLER), f"/desk/{number}"
    assert "服务态度" in text(handler.get("/desk"))
    assert send(handler, one, f"{one}/assignment", {}).status_code == 303
    assert number in text(handler.get("/desk?mine=1"))
    assert send(handler, one, f"{one}/reply", {"reply": "已核实，向您道歉。"}).status_code == 303
    assert "先记录调查情况" in text(send(handler, one, f"{one}/closure", {"outcome": "partly"}), 409)
    found = {"outcome": "partly", "finding": "调取监控，当日言语不当。", "statement": "本人认可。"}
    assert send(handler, one, f"{one}/closure", found).status_code == 303
    assert "调取监控，当日言语不当。" in text(handler.get(one))
    assert "部分属实" in text(handler.get(one))
    assert "没有符合条件的诉求" in text(handler.get("/desk"))
    fields = {"number": number, "query_code": service.codes.of(number)}
    assert "已核实，向您道歉。" in text(send(client, "/complaints/follow", "/complaints/follow", fields))


def test_a_refused_act_comes_back_with_its_reason(signed_in: SignedIn, number: str, service: Complaints) -> None:
    handler, one = signed_in(HANDLER), f"/desk/{number}"
    assert "没有这个账号" in text(send(handler, one, f"{one}/assignment", {"handler": "nobody"}), 422)
    send(handler, one, f"{one}/assignment", {})
    assert "先答复，后办结" in text(send(handler, one, f"{one}/closure", {"outcome": "partly"}), 409)
    assert service.load(number).version == 2


def test_auditors_read_masked_and_have_no_forms(signed_in: SignedIn, number: str) -> None:
    page = text(signed_in(AUDITOR).get(f"/desk/{number}"))
    assert "王某" not in page
    assert "13812345678" not in page
    assert "由我办理" not in page


def test_the_desk_is_closed_to_others(signed_in: SignedIn, client: FlaskClient, number: str) -> None:
    assert signed_in(CITIZEN).get("/desk").status_code == 403
    assert signed_in(ELSEWHERE).get(f"/desk/{number}").status_code == 404
    assert client.get("/desk", headers={"Accept": "text/html"}).status_code == 303


def test_what_people_type_is_shown_inert(client: FlaskClient, signed_in: SignedIn, service: Complaints) -> None:
    file(client, text="<img src=x onerror=alert(1)>")
    row = service.complaints.collection.find_one()
    assert row is not None
    page = text(signed_in(HANDLER).get(f"/desk/{row['number']}"))
    assert "<img src=x" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page


def test_pages_are_in_english_for_those_who_ask(client: FlaskClient) -> None:
    assert "File a complaint" in text(client.get("/complaints/new?lang=en"))
