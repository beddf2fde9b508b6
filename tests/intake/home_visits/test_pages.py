"""Pages of home visits: asked for at home, approved, two people sent, a look that is recorded, a receipt."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask

from services.intake.service import Intake
from shared.identity import Identity
from tests.intake.home_visits.test_api import APPROVER, SH_CLERK, WISH
from tests.intake.people import APPLICANT
from tests.intake.test_pages import Visitor

Visit = Callable[[Identity | None], Visitor]


@pytest.fixture
def visit(app: Flask) -> Visit:
    return lambda identity: Visitor(app, identity)


def test_a_visit_from_asking_to_its_receipt(visit: Visit, intake: Intake) -> None:
    anyone, clerk, approver = visit(None), visit(SH_CLERK), visit(APPROVER)
    anyone.open("/home-visits/new")
    fields = {name: WISH[name] for name in ("hall", "item", "address")}
    person = {name: APPLICANT[name] for name in ("name", "id_number", "phone")}
    assert anyone.submit("/home-visits/new", **fields, **person).status_code == 422
    anyone.open("/home-visits/new")
    told = anyone.submit("/home-visits/new", ground="other", **fields, **person).get_data(as_text=True)
    number = re.findall("520402109SM[0-9]{10}", told)[0]
    page = f"/home-visits/{number}"
    assert "张**" in clerk.open("/home-visits")
    assert "显示姓名" in clerk.open(page)
    assert "浪塘村三组 12 号" not in clerk.page
    opened = clerk.submit(f"{page}/open").get_data(as_text=True)
    assert "浪塘村三组 12 号" in opened
    assert intake.database["commits"].count_documents({"stream": {"$regex": "^access/"}}) == 1
    approver.open(page)
    assert approver.submit(f"{page}/approval", granted="yes", reasons="独居").status_code == 303
    clerk.open(page)
    assert clerk.submit(f"{page}/schedule", day="2026-09-18", staff=["clerk-sh"]).status_code == 422
    clerk.open(page)
    assert clerk.submit(f"{page}/schedule", day="2026-09-18", staff=["clerk-sh", "clerk-rs"]).status_code == 303
    clerk.open(page)
    assert clerk.submit(f"{page}/completion", case_no="").status_code == 303
    assert "520402109HZ2026000001" in clerk.open(page)
    code = re.findall(r"[2-9A-Z]{4} [2-9A-Z]{4}", told)[0]
    anyone.open(f"/home-visits/follow?number={number}")
    assert "已上门" in anyone.submit("/home-visits/follow", number=number, query_code=code).get_data(as_text=True)
