"""The pages, without a browser: what a clerk and an applicant see, and that forms obey the same rules as the API."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from services.intake.service import Intake
from shared.identity import Identity
from shared.identity.access import SESSION_COOKIE
from shared.timekeeping import VirtualClock
from shared.web.kit import Kit
from tests.intake.cases.test_api import PART, WHOLE, decide, received
from tests.intake.people import AUDITOR, CLERK, INSTANT, RS_CLERK, Caller

As = Callable[[Identity | None], Caller]


class Visitor:
    """Somebody with a browser's session; `submit` sends a form of the page shown last, with its hidden fields."""

    def __init__(self, app: Flask, identity: Identity | None) -> None:
        self.client = app.test_client()
        kit: Kit = app.extensions["yizhan"]
        if identity:
            self.client.set_cookie(SESSION_COOKIE, kit.tokens.issue(identity))
        self.page = ""

    def open(self, path: str, status: int = 200) -> str:
        answer = self.client.get(path, headers={"Accept": "text/html"})
        assert answer.status_code == status, answer.get_data(as_text=True)[:500]
        self.page = answer.get_data(as_text=True)
        return self.page

    def submit(self, action: str, **fields: Any) -> TestResponse:
        form = re.search(rf'<form[^>]+action="{re.escape(action)}".*?</form>', self.page, re.DOTALL)
        assert form is not None, f"no form {action}"
        hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form[0]))
        return self.client.post(action, data={**hidden, **fields}, headers={"Accept": "text/html"})


@pytest.fixture
def visit(app: Flask) -> Callable[[Identity | None], Visitor]:
    return lambda identity: Visitor(app, identity)


Visit = Callable[[Identity | None], Visitor]


def test_everything_public_opens_without_signing_in(visit: Visit) -> None:
    anyone = visit(None)
    assert "农村宅基地批准" in anyone.open("/")
    assert "找到 2 个事项" in anyone.open("/items?q=宅基地")
    assert "没有找到" in anyone.open("/items?q=飞机驾驶证")
    guide = anyone.open("/items/LOCAL-13")
    assert "15 个工作日" in guide
    assert "普定县马场镇政务服务中心" in guide
    assert "不达标" in anyone.open("/venues")
    assert "西秀区人民政府" in anyone.open("/departments")
    anyone.open("/progress")
    anyone.open("/items/LOCAL-99", 404)


@pytest.mark.parametrize("path", ["/desk", "/cases", "/cases/new", "/mine", "/items/LOCAL-13/apply"])
def test_everything_else_asks_to_sign_in(visit: Visit, path: str) -> None:
    visit(None).open(path, 303)


def test_a_clerk_receives_a_case_with_a_form(visit: Visit, intake: Intake) -> None:
    clerk = visit(CLERK)
    assert "农村宅基地批准" in clerk.open("/cases/new")
    clerk.open("/cases/new?item=LOCAL-13")
    said = {
        "applicant.kind": "1",
        "applicant.name": "张三丰",
        "applicant.id_number": "520402200503150012",
        "materials": ["form", "statement", "village", "papers"],
        "window": "W-520422103-01",
        "channel": "window",
    }
    bad = clerk.submit("/cases/new", **{**said, "applicant.id_number": "520402199001010011"})
    assert bad.status_code == 422
    assert "身份号码有误" in bad.get_data(as_text=True)
    assert intake.database["commits"].count_documents({}) == 0
    answer = clerk.submit("/cases/new", **said)
    assert answer.status_code == 303
    page = clerk.open(answer.headers["Location"])
    assert "张三丰" in page
    assert "受理并出具受理单" in page


def test_a_form_sent_twice_is_done_once(visit: Visit, as_: As, intake: Intake) -> None:
    case_no = received(as_)
    clerk = visit(CLERK)
    clerk.open(f"/cases/{case_no}")
    for _ in range(2):
        assert clerk.submit(f"/cases/{case_no}/acceptance").status_code == 303
    assert intake.database["commits"].count_documents({"stream": {"$regex": "^case/"}}) == 2
    assert intake.database["commits"].count_documents({"stream": {"$regex": "^document/"}}) == 1, "and one receipt"


def test_what_is_missing_leads_to_the_one_notice(visit: Visit, as_: As) -> None:
    case_no = received(as_, PART)
    clerk = visit(CLERK)
    page = clerk.open(f"/cases/{case_no}")
    assert "还不能受理，缺：身份证户口簿" in page
    assert "受理并出具受理单" not in page
    clerk.submit(f"/cases/{case_no}/supplement-notice", **{"problem.papers": "缺户口簿复印件"})
    assert "缺户口簿复印件" in clerk.open(f"/cases/{case_no}/notice")
    clerk.open(f"/cases/{case_no}")
    clerk.submit(f"/cases/{case_no}/supplements", materials=["papers"])
    assert "受理并出具受理单" in clerk.open(f"/cases/{case_no}")


def test_a_refused_form_says_why_and_on_which_basis(visit: Visit, as_: As) -> None:
    case_no = received(as_)
    clerk = visit(CLERK)
    clerk.open(f"/cases/{case_no}")
    answer = clerk.submit(f"/cases/{case_no}/refusal", reasons="不符合条件", basis="土地管理法62")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "不予受理须写明事实和理由" in page
    assert "安顺市《意见》二（五）" in page
    assert ">不符合条件</textarea>" in page


def test_an_instant_case_is_completed_and_delivered_with_forms(visit: Visit, as_: As) -> None:
    case_no = received(as_, INSTANT, RS_CLERK)
    clerk = visit(RS_CLERK)
    clerk.open(f"/cases/{case_no}")
    clerk.submit(f"/cases/{case_no}/completion", result="已登记")
    clerk.open(f"/cases/{case_no}")
    clerk.submit(f"/cases/{case_no}/delivery", manner="window")
    assert "已送达" in clerk.open(f"/cases/{case_no}")


def test_the_receipt_is_printable_with_code_and_deadline(visit: Visit, as_: As) -> None:
    case_no = received(as_)
    as_(CLERK).post(f"/cases/{case_no}/acceptance")
    page = visit(CLERK).open(f"/cases/{case_no}/receipt")
    assert "520422103SL2026000001" in page
    assert "2026年10月14日" in page
    assert "data:image/svg+xml" in page
    assert "张三丰" in page


def test_the_desk_shows_who_waits_longest_first(visit: Visit, as_: As, intake: Intake, clock: VirtualClock) -> None:
    case_no = received(as_)
    as_(CLERK).post(f"/cases/{case_no}/acceptance")
    waiting = received(as_, PART)
    page = visit(CLERK).open("/desk")
    assert waiting in page
    assert case_no not in page
    assert "张**" in page
    decide(intake, case_no, clock)
    assert case_no in visit(CLERK).open("/desk")


def test_another_hall_and_an_auditor_see_no_forms(visit: Visit, as_: As) -> None:
    case_no = received(as_)
    visit(RS_CLERK).open(f"/cases/{case_no}", 404)
    page = visit(AUDITOR).open(f"/cases/{case_no}")
    assert "受理并出具受理单" not in page
    assert "张三丰" not in page


def test_the_list_is_narrowed_and_a_number_opens_its_case(visit: Visit, as_: As) -> None:
    case_no = received(as_, WHOLE)
    clerk = visit(CLERK)
    assert case_no in clerk.open("/cases?status=received")
    assert case_no not in clerk.open("/cases?status=delivered")
    answer = clerk.client.get(f"/cases?number={case_no.lower()}")
    assert answer.headers["Location"].endswith(f"/cases/{case_no}")


def test_progress_is_found_with_number_and_code_and_names_nobody(visit: Visit, as_: As) -> None:
    told = as_(CLERK).post("/cases", WHOLE).json
    anyone = visit(None)
    anyone.open(f"/progress?case={told['case_no']}")
    wrong = anyone.submit("/progress", case=told["case_no"], code="AAAAAAAA")
    assert wrong.status_code == 404
    right = anyone.submit("/progress", case=told["case_no"], code=told["query_code"])
    assert right.status_code == 303
    page = anyone.open(f"/progress/{told['case_no']}")
    assert ("农村宅基地批准" in page, "张" in page) == (True, False)


def test_pages_speak_english_too(visit: Visit, as_: As) -> None:
    case_no = received(as_)
    clerk = visit(CLERK)
    for path in ("/", "/items", "/items/LOCAL-13", "/venues", "/desk", "/cases", "/cases/new", f"/cases/{case_no}"):
        page = clerk.open(f"{path}?lang=en")
        assert 'lang="en"' in page
    assert "Approval" in page
