"""The pages of reviews: what is shown to whom, and what their forms do."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.approval.service import Approval
from shared.identity import Identity
from shared.identity.access import SESSION_COOKIE
from shared.identity.tokens import Tokens
from tests.approval.samples import APPROVER, AUDITOR, CASE, CITIZEN, POINTS, REVIEWER, STRANGER, opened, withdrawn

SignedIn = Callable[[Identity], FlaskClient]
STEP = {"points": list(POINTS), "passed": "yes", "finding": "逐项核对，均符合"}


@pytest.fixture
def signed_in(app: Flask, approval: Approval) -> SignedIn:
    def client(identity: Identity) -> FlaskClient:
        made = app.test_client()
        made.set_cookie(SESSION_COOKIE, Tokens(approval.settings.token_key).issue(identity))
        return made

    return client


@pytest.fixture
def case(approval: Approval) -> str:
    return opened(approval)


def text(answer: Any, status: int = 200) -> str:
    assert answer.status_code == status, answer.status_code
    page: str = answer.get_data(as_text=True)
    return page


def send(client: FlaskClient, path: str, fields: dict[str, Any]) -> Any:
    page = client.get(f"/reviews/{CASE}").get_data(as_text=True)
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found is not None
    return client.post(path, data={**fields, "csrf_token": found[1]})


def test_the_worklist_shows_what_is_open_with_the_days_left(signed_in: SignedIn, case: str) -> None:
    page = text(signed_in(REVIEWER).get("/"))
    assert "农村宅基地批准" in page
    assert case in page
    assert "剩 9 个工作日" in page


def test_the_worklist_is_in_english_for_those_who_ask(signed_in: SignedIn, case: str) -> None:
    page = text(signed_in(REVIEWER).get("/?lang=en"))
    assert "Approval of a rural homestead" in page
    assert "9 working days left" in page


def test_another_department_has_an_empty_worklist(signed_in: SignedIn, case: str) -> None:
    assert "没有符合条件的审查件" in text(signed_in(STRANGER).get("/"))
    assert signed_in(STRANGER).get(f"/reviews/{case}").status_code == 404


def test_an_auditor_may_choose_a_department_and_has_no_forms(signed_in: SignedIn, case: str) -> None:
    client = signed_in(AUDITOR)
    assert case in text(client.get("/?department=dep-zr"))
    assert case not in text(client.get("/?department=dep-sh"))
    assert "保存核对" not in text(client.get(f"/reviews/{case}"))


def test_visitors_are_led_to_the_login_page_of_intake(app: Flask) -> None:
    answer = app.test_client().get("/", headers={"Accept": "text/html"})
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("http://127.0.0.1:8001/login?next=")


def test_citizens_have_no_worklist(signed_in: SignedIn) -> None:
    assert signed_in(CITIZEN).get("/").status_code == 403


def test_the_page_of_a_review_draws_every_day_of_both_clocks(signed_in: SignedIn, case: str) -> None:
    page = text(signed_in(REVIEWER).get(f"/reviews/{case}"))
    assert "2026年10月14日" in page
    assert "2026年10月21日" in page
    assert page.count('class="tick tick--rest') >= 10
    assert page.count("lane--promised lane--on") == 15
    assert page.count("lane--statutory lane--on") == 20
    assert 'style="' not in page


def test_from_the_step_form_to_the_decision(signed_in: SignedIn, case: str, approval: Approval) -> None:
    step = send(signed_in(REVIEWER), f"/reviews/{case}/steps", STEP)
    assert (step.status_code, step.headers["Location"]) == (303, f"/reviews/{case}")
    approver = signed_in(APPROVER)
    assert send(approver, f"/reviews/{case}/decision", {"outcome": "approved"}).status_code == 303
    page = text(approver.get(f"/reviews/{case}"))
    assert "520422103JD2026000001" in page
    assert "期限内决定" in page
    assert approval.load(case).version == 3


def test_a_hollow_refusal_comes_back_with_its_basis_and_what_was_typed(
    signed_in: SignedIn, case: str, approval: Approval
) -> None:
    send(signed_in(REVIEWER), f"/reviews/{case}/steps", STEP)
    fields = {"outcome": "refused", "reasons": "不符合条件", "basis": "土地管理法第六十二条"}
    page = text(send(signed_in(APPROVER), f"/reviews/{case}/decision", fields), 422)
    assert "不予批准须写明事实理由和法律依据" in page
    assert "安顺市《意见》二（五）；《行政许可法》第38条" in page
    assert "土地管理法第六十二条" in page
    assert approval.load(case).version == 2


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({**STEP, "points": ["a-guarantor"]}, "不得在清单之外增设审查要点"),
        ({**STEP, "finding": ""}, "必须填写"),
        ({"finding": "已核对", "passed": "yes"}, "至少勾选一项审查要点"),
        ({**STEP, "passed": "maybe"}, "填写的内容有误"),
    ],
)
def test_a_bad_step_form_comes_back_and_appends_nothing(
    signed_in: SignedIn, case: str, approval: Approval, fields: dict[str, Any], told: str
) -> None:
    assert told in text(send(signed_in(REVIEWER), f"/reviews/{case}/steps", fields), 422)
    assert approval.load(case).version == 1


def test_a_form_without_its_token_is_refused(signed_in: SignedIn, case: str, approval: Approval) -> None:
    assert signed_in(REVIEWER).post(f"/reviews/{case}/steps", data=STEP).status_code == 403
    assert approval.load(case).version == 1


def test_what_people_type_is_shown_inert(signed_in: SignedIn, case: str) -> None:
    send(signed_in(REVIEWER), f"/reviews/{case}/steps", {**STEP, "finding": "<script>alert(1)</script>"})
    page = text(signed_in(REVIEWER).get(f"/reviews/{case}"))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_an_ended_review_says_why_its_clocks_stand_still(signed_in: SignedIn, case: str, approval: Approval) -> None:
    withdrawn(approval)
    page = text(signed_in(REVIEWER).get(f"/reviews/{case}"))
    assert "时钟已停" in page
    assert "本人申请撤回" in page
    assert case in text(signed_in(REVIEWER).get("/?status=ended"))


def test_a_commit_that_was_tampered_with_shows_as_a_broken_chain(
    signed_in: SignedIn, case: str, approval: Approval
) -> None:
    approval.database["commits"].update_one({"_id": f"review/{case}@1"}, {"$set": {"hash": "f" * 64}})
    assert "链条断裂" in text(signed_in(REVIEWER).get(f"/reviews/{case}"))
