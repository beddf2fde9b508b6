"""The queue's pages: the machine, the number in one's hand, the clerk's line, the wall."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from shared.identity import Identity
from tests.intake.people import RS_CLERK
from tests.intake.queue.test_api import DEVICE
from tests.intake.test_pages import Visitor

Visit = Callable[[Identity | None], Visitor]
TICKET = "H-520402109-20260917-001"


@pytest.fixture
def visit(app: Flask) -> Visit:
    return lambda identity: Visitor(app, identity)


def test_a_number_is_taken_called_served_and_seen(visit: Visit) -> None:
    device, clerk, anyone = visit(DEVICE), visit(RS_CLERK), visit(None)
    assert "一个号可以办多件" in device.open("/numbers/new")
    assert device.submit("/numbers/new").status_code == 422
    given = device.submit("/numbers/new", items=["LOCAL-01", "LOCAL-15"], priority="elder")
    assert given.location == f"/numbers/{TICKET}"
    slip = anyone.open(given.location)
    assert "前面还有 0 人" in slip
    assert "实测数据还不够" in slip
    assert "请等候叫号" in anyone.open("/halls/H-520402109/screen")
    line = clerk.open("/queue")
    assert "老年人" in line
    assert clerk.submit("/queue/next", window="W-520402109-01").status_code == 303
    assert "1 次呼叫" in clerk.open("/queue")
    wall = anyone.open("/halls/H-520402109/screen/numbers")
    assert "001" in wall
    assert "<html" not in wall
    assert "请到" in anyone.open(given.location)
    assert clerk.submit(f"/queue/{TICKET}/absence", window="W-520402109-01").status_code == 409
    clerk.open("/queue")
    assert clerk.submit(f"/queue/{TICKET}/service", window="W-520402109-01", items=["LOCAL-01"]).status_code == 303
    assert "不用重新取号" in clerk.open("/queue")


def test_the_strip_for_other_pages_of_the_desk(visit: Visit) -> None:
    device, clerk = visit(DEVICE), visit(RS_CLERK)
    device.open("/numbers/new")
    device.submit("/numbers/new", items=["LOCAL-01"], priority="")
    assert "等候 1 人" in clerk.open("/queue/strip")
