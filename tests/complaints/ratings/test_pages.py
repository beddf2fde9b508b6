"""The page on which people rate."""

from __future__ import annotations

import re
from typing import Any

from flask.testing import FlaskClient

from services.complaints.service import Complaints
from shared.identity.access import SESSION_COOKIE
from shared.identity.tokens import Tokens
from tests.complaints.samples import CASE, CLERK, TERMINAL, delivered


def text(answer: Any, status: int = 200) -> str:
    assert answer.status_code == status, answer.status_code
    page: str = answer.get_data(as_text=True)
    return page


def rate(client: FlaskClient, fields: dict[str, str]) -> Any:
    page = client.get("/ratings/new").get_data(as_text=True)
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found is not None
    return client.post("/ratings/new", data={**fields, "csrf_token": found[1]})


def test_no_grade_is_chosen_beforehand(client: FlaskClient) -> None:
    page = text(client.get("/ratings/new"))
    assert page.count('name="grade"') == 5
    assert "checked" not in page


def test_number_and_code_come_from_the_receipt_s_qr_code(client: FlaskClient, service: Complaints) -> None:
    code = service.codes.of(CASE)
    page = text(client.get("/ratings/new", query_string={"case": CASE, "code": code}))
    assert f'value="{CASE}"' in page
    assert f'value="{code}"' in page


def test_a_rating_is_taken_once_and_thanked_for(client: FlaskClient, service: Complaints) -> None:
    delivered(service)
    fields = {"case_no": CASE.lower(), "query_code": service.codes.of(CASE), "grade": "5", "comment": "跑了三趟"}
    page = text(rate(client, fields), 201)
    assert "非常不满意" in page
    assert 'href="/complaints/new"' in page
    again = text(rate(client, fields), 409)
    assert "这次服务已经评价过了" in again
    assert "跑了三趟" in again


def test_a_rating_without_a_grade_comes_back(client: FlaskClient, service: Complaints) -> None:
    delivered(service)
    answer = rate(client, {"case_no": CASE, "query_code": service.codes.of(CASE)})
    assert "请选择一项" in text(answer, 422)
    assert len(service.journal.store.stream(f"rating/{CASE}")) == 1


def test_a_rating_at_the_hall_s_terminal_is_one_of_the_terminal(client: FlaskClient, service: Complaints) -> None:
    delivered(service)
    client.set_cookie(SESSION_COOKIE, Tokens(service.settings.token_key).issue(TERMINAL))
    assert rate(client, {"case_no": CASE, "grade": "1"}).status_code == 201
    row = service.ratings.collection.find_one({"_id": CASE})
    assert row is not None
    assert (row["channel"], row["terminal"], row["network"]) == ("terminal", TERMINAL.id, "")


def test_a_device_of_the_staff_stays_one_after_they_signed_out(client: FlaskClient, service: Complaints) -> None:
    delivered(service)
    client.set_cookie(SESSION_COOKIE, Tokens(service.settings.token_key).issue(CLERK))
    assert "不能用来评价" in text(client.get("/ratings/new"))
    client.delete_cookie(SESSION_COOKIE)
    answer = rate(client, {"case_no": CASE, "query_code": service.codes.of(CASE), "grade": "1"})
    assert "工作人员的设备不能用来评价" in text(answer, 403)
    row = service.ratings.collection.find_one({"_id": CASE})
    assert row is not None
    assert (row["grade"], row["barred"]) == (None, 1)


def test_whoever_brings_number_and_code_sees_what_they_rate(client: FlaskClient, service: Complaints) -> None:
    code = service.codes.of(CASE)
    assert "自然资源所" in text(client.get("/ratings/new", query_string={"case": CASE, "code": code}))
    assert "自然资源所" not in text(client.get("/ratings/new", query_string={"case": CASE, "code": "WRONG234"}))
