"""Pages of the special channel: what it is, asking, answering."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask

from shared.identity import Identity
from tests.intake.people import APPLICANT, CITIZEN
from tests.intake.special_channel.test_api import APPROVER, WISH
from tests.intake.test_pages import Visitor

Visit = Callable[[Identity | None], Visitor]


@pytest.fixture
def visit(app: Flask) -> Visit:
    return lambda identity: Visitor(app, identity)


def test_a_request_is_made_and_answered(visit: Visit) -> None:
    citizen, approver = visit(CITIZEN), visit(APPROVER)
    assert "依法举行听证" in visit(None).open("/special-channel/rules")
    fields = {name: WISH[name] for name in ("hall", "item", "ground", "project")}
    person = {name: APPLICANT[name] for name in ("name", "id_number", "phone")}
    citizen.open("/special-channel/new")
    told = citizen.submit("/special-channel/new", **fields, **person).get_data(as_text=True)
    number = re.findall("520402109TB[0-9]{10}", told)[0]
    path = f"/special-channel/{number}/answer"
    assert WISH["project"] in approver.open("/special-channel")
    refused = approver.submit(path, granted="yes", simplified=["hearing"], reasons="急").get_data(as_text=True)
    assert "法定步骤不可省略" in refused
    approver.open("/special-channel")
    assert approver.submit(path, granted="yes", simplified=["queue_first"], reasons="急").status_code == 303
    citizen.open(f"/special-channel/follow?number={number}")
    shown = citizen.submit("/special-channel/follow", number=number, query_code="").get_data(as_text=True)
    assert "已批准" in shown
    assert "优先叫号" in shown
