"""Pages of questions: asked at night, registered at the desk, answered, taken over, and the list in the evening."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from shared.identity import Identity
from tests.intake.people import AUDITOR, RS_CLERK
from tests.intake.test_pages import Visitor

Visit = Callable[[Identity | None], Visitor]
HALL = "H-520402109"
SH_CLERK = replace(RS_CLERK, id="clerk-sh", unit="dep-sh")


@pytest.fixture
def visit(app: Flask) -> Visit:
    return lambda identity: Visitor(app, identity)


def test_a_question_goes_from_the_web_to_an_answer(visit: Visit) -> None:
    anyone, clerk = visit(None), visit(RS_CLERK)
    anyone.open("/consultations/new")
    assert anyone.submit("/consultations/new", hall=HALL, question="").status_code == 422
    anyone.open("/consultations/new")
    answer = anyone.submit("/consultations/new", hall=HALL, question="新农合怎么交？", name="", phone="")
    told = answer.get_data(as_text=True)
    number = re.findall("520402109ZX[0-9]{10}", told)[0]
    code = re.findall(r"[2-9A-Z]{4} [2-9A-Z]{4}", told)[0]
    assert "1 件无人认领" in clerk.open("/consultations/open-with-me")
    assert "新农合怎么交？" in clerk.open("/consultations")
    assert clerk.submit(f"/consultations/{number}/take-up").status_code == 303
    assert "您名下 1 件未闭环" in clerk.open("/consultations/open-with-me")
    clerk.open("/consultations")
    assert clerk.submit(f"/consultations/{number}/answer", answer="带身份证到四号窗口。").status_code == 303
    assert clerk.open("/consultations/open-with-me").strip() == ""
    anyone.open(f"/consultations/follow?number={number}")
    shown = anyone.submit("/consultations/follow", number=number, query_code=code).get_data(as_text=True)
    assert "带身份证到四号窗口。" in shown
    assert anyone.submit("/consultations/follow", number=number, query_code="AAAAAAAA").status_code == 403


def test_what_was_shown_the_way_stays_open_until_the_window_takes_over(visit: Visit) -> None:
    first, window, auditor = visit(RS_CLERK), visit(SH_CLERK), visit(AUDITOR)
    first.open("/consultations")
    said = {"question": "低保", "answer": "", "department": "", "channel": "desk", "name": "", "phone": ""}
    assert first.submit("/consultations", window="W-520402109-02", **said).status_code == 303
    day = auditor.open(f"/consultations/day?hall={HALL}")
    assert "clerk-rs" in day
    assert "0/1" in day
    page = window.open("/consultations")
    number = re.findall("520402109ZX[0-9]{10}", page)[0]
    assert window.submit(f"/consultations/{number}/take-over").status_code == 303
    assert "都闭环了" in window.open("/consultations/day")
    assert first.submit("/consultations", window="W-9", **said).status_code == 422
