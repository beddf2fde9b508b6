"""The pages of appointments: somebody on a phone books without an account; the hall sees its day."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask

from shared.identity import Identity
from shared.timekeeping import VirtualClock
from tests.intake.appointments.test_api import FRIDAY, HALL, at, person
from tests.intake.people import RS_CLERK
from tests.intake.test_pages import Visitor

Visit = Callable[[Identity | None], Visitor]
NEW = f"/appointments/new?item=LOCAL-01&hall={HALL}&day={FRIDAY}"


@pytest.fixture
def visit(app: Flask) -> Visit:
    return lambda identity: Visitor(app, identity)


def test_somebody_without_an_account_books_moves_and_gives_back(visit: Visit) -> None:
    anyone = visit(None)
    assert "先选要办的事" in anyone.open("/appointments/new")
    assert "余 " in anyone.open("/appointments/new?item=LOCAL-01"), "one hall takes it, so the days are shown"
    fields = {"item": "LOCAL-01", "hall": HALL, "begins": at("09:00"), "name": "张三丰"}
    anyone.open(NEW)
    refused = anyone.submit("/appointments/new", **fields, id_number="1", phone="")
    assert refused.status_code == 422
    assert 'value="张三丰"' in refused.get_data(as_text=True), "what was typed stays"
    anyone.open(NEW)
    answer = anyone.submit("/appointments/new", **fields, id_number=person(1)["id_number"], phone="")
    told = answer.get_data(as_text=True)
    assert answer.status_code == 201
    number = re.findall("520402109YY[0-9]{10}", told)[0]
    code = re.findall(r"[2-9A-Z]{4} [2-9A-Z]{4}", told)[0]
    anyone.open(f"/appointments/follow?number={number}")
    assert anyone.submit("/appointments/follow", number=number, query_code="AAAAAAAA").status_code == 403
    anyone.page = anyone.submit("/appointments/follow", number=number, query_code=code).get_data(as_text=True)
    assert "改到别的时间" in anyone.page
    moved = anyone.submit("/appointments/change", begins=at("10:00")).get_data(as_text=True)
    assert "10:00" in moved
    anyone.page = moved
    assert "已取消" in anyone.submit("/appointments/cancel").get_data(as_text=True)


def test_a_clerk_books_by_telephone_and_sees_the_day(visit: Visit) -> None:
    clerk = visit(RS_CLERK)
    clerk.open(NEW)
    fields = {"begins": at("09:00"), "name": "李四", "id_number": person(2)["id_number"], "phone": "13885300000"}
    assert clerk.submit("/appointments/new", by="phone", **fields).status_code == 201
    page = clerk.open(f"/appointments?day={FRIDAY}")
    assert "李**" in page
    assert "138****0000" in page
    clerk.page = clerk.submit("/appointments/follow").get_data(as_text=True)
    assert "大厅取消的原因" in clerk.page
    assert clerk.submit("/appointments/cancel", reason="停电").status_code == 303


def test_a_day_that_is_over_may_be_looked_at_and_a_day_that_is_none_is_today(visit: Visit, clock: VirtualClock) -> None:
    clerk = visit(RS_CLERK)
    clerk.open(NEW)
    fields = {"begins": at("09:30"), "name": "王五", "id_number": person(3)["id_number"], "phone": "13885300001"}
    assert clerk.submit("/appointments/new", by="phone", **fields).status_code == 201
    clock.move_to(datetime.fromisoformat(at("08:40", "2026-10-12")))
    assert "王**" in clerk.open(f"/appointments?day={FRIDAY}")
    assert "2026年10月12日" in clerk.open("/appointments?day=yesterday")
