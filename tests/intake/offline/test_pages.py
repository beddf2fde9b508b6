"""Pages of points and centre without a browser."""

from __future__ import annotations

import io
from collections.abc import Callable

import orjson
import pytest
from flask import Flask

from services.intake.service import Intake
from shared.identity import Identity
from shared.timekeeping import VirtualClock
from tests.intake.offline.points import Device, registered, shown
from tests.intake.offline.test_import import TODAY
from tests.intake.people import AGENT, RS_CLERK, Caller
from tests.intake.test_pages import Visitor, visit

__all__ = ["visit"]

As = Callable[[Identity | None], Caller]
Visit = Callable[[Identity | None], Visitor]


@pytest.fixture
def device(as_: As, clock: VirtualClock) -> Device:
    made = registered(as_)
    clock.move_to(TODAY)
    return made


def test_the_page_a_device_keeps_holds_nobody_and_no_token(visit: Visit) -> None:
    page = visit(AGENT).open("/village/offline")
    assert AGENT.id not in page
    assert "csrf" not in page
    assert page == visit(None).open("/village/offline")
    worker = visit(None).client.get("/village/worker.js")
    assert worker.mimetype in ("text/javascript", "application/javascript")


def test_an_agent_sees_the_days_duties_and_their_devices(visit: Visit, device: Device) -> None:
    page = visit(AGENT).open("/village")
    assert "今天要办的" in page
    assert device.id in page
    assert "已启用" in page


def test_a_device_is_registered_on_the_centres_page_after_comparing(visit: Visit, as_: As) -> None:
    made = Device(as_(AGENT).get("/offline/kit").json["box_key"], seed=7)
    shown(as_(AGENT), made)
    clerk = visit(RS_CLERK)
    assert "待启用" in clerk.open("/offline")
    action = f"/offline/devices/{made.id}/registration"
    wrong = clerk.submit(action, fingerprint="0000")
    assert wrong.status_code == 422
    assert "指纹与设备屏幕上的不一致" in wrong.get_data(as_text=True)
    assert clerk.submit(action, fingerprint=made.fingerprint).status_code == 303
    assert "已启用" in clerk.open("/offline")
    assert clerk.submit(f"/offline/devices/{made.id}/revocation", reason="lost").status_code == 303
    assert "遗失" in clerk.open("/offline")


def brought(clerk: Visitor, content: bytes) -> str:
    clerk.open("/offline")
    answer = clerk.submit("/offline/packets", file=(io.BytesIO(content), "packet.json"))
    return answer.headers.get("Location", "") or answer.get_data(as_text=True)


def test_a_packet_on_a_stick_is_imported_at_the_hall_and_what_is_held_put_right(
    visit: Visit, device: Device, intake: Intake
) -> None:
    clerk = visit(RS_CLERK)
    entries = (device.entry(0), device.entry(1, id_number="520402199001010011", note="电话未通"))
    address = brought(clerk, orjson.dumps(device.packet(*entries)))
    page = clerk.open(address)
    assert "身份号码有误" in page
    assert "电话未通" in page
    assert "文件导入" in page
    slip = device.slips[1]["slip_no"]
    action = f"{address.replace('http://localhost', '')}/entries/{slip}"
    who = {"applicant.kind": "1", "applicant.name": "张三丰", "item": "LOCAL-01", "materials": ["id-card"]}
    refused = clerk.submit(action, **who, **{"applicant.id_number": "520402199001010011"})
    assert refused.status_code == 422
    assert "身份号码有误" in refused.get_data(as_text=True)
    assert clerk.submit(action, **who, **{"applicant.id_number": "520402200503150012"}).status_code == 303
    page = clerk.open(address)
    assert "改正后已登记" in page
    assert "badge--bad" not in page, "what was put right waits for nobody"
    assert intake.cases.collection.count_documents({"channel": "proxy"}) == 2


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"[1]", b'{"format": "x"}', b"PK\x03\x04"])
def test_a_file_that_is_no_packet_is_refused_in_plain_words(visit: Visit, content: bytes) -> None:
    assert "不是有效的离线登记包" in brought(visit(RS_CLERK), content)


def test_whoever_holds_a_slip_finds_the_real_number(visit: Visit, device: Device, as_: As, app: Flask) -> None:
    slip = device.slips[0]
    anyone = visit(None)
    anyone.open("/slips")
    asked = {"slip": slip["slip_no"], "code": slip["code"]}
    assert "村点还没有上传" in anyone.submit("/slips", **asked).get_data(as_text=True)
    told = as_(AGENT).post("/offline/packets", device.packet(device.entry(0))).json
    assert told["results"][0]["case_no"] in anyone.submit("/slips", **asked).get_data(as_text=True)
    wrong = anyone.submit("/slips", slip=slip["slip_no"], code="23456789")
    assert wrong.status_code == 404
    assert "没有找到这个临时单号" in wrong.get_data(as_text=True)
