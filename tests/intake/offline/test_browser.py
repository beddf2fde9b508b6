"""A village point in a real browser: a key made on the device, slips without a line, real numbers afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import orjson
import pytest
from playwright.sync_api import Page, expect

from services.intake.app import create_app
from services.intake.service import Intake
from shared.config import Settings
from shared.identity import Identity
from shared.testing.browser import serving
from shared.timekeeping import RealClock
from tests.barriers import barriers
from tests.intake.offline.points import person
from tests.intake.people import AGENT, RS_CLERK, Caller
from tests.intake.test_browser import keep as kept
from tests.intake.test_browser import sign_in

pytestmark = pytest.mark.browser
As = Callable[[Identity | None], Caller]


@pytest.fixture
def clock() -> RealClock:
    """The machine's own clock: the browser has no other."""
    return RealClock()


@pytest.fixture
def site(accounts: Intake, filled: Settings) -> Iterator[str]:
    with serving(create_app(accounts)) as url:
        yield url


def keep(page: Page, name: str) -> None:
    """Nothing sticks out sideways, and nothing keeps people out."""
    kept(page, name)
    assert barriers(page) == [], name


def write(page: Page, name: str, number: str, ticks: int) -> None:
    page.select_option("#item", "LOCAL-01")
    page.fill("#name", name)
    page.fill("#id_number", number)
    boxes = page.locator("#materials input")
    for index in range(ticks):
        boxes.nth(index).check()
    page.click("#take-down [type=submit]")


def test_a_point_works_without_a_line_and_gets_real_numbers_when_it_is_back(
    site: str, as_: As, accounts: Intake, browser_page: Page
) -> None:
    page, line = browser_page, browser_page.context
    sign_in(page, site, "agent-langtang")
    page.goto(f"{site}/village/offline")
    page.fill("#label", "代办点平板")
    page.click("#enrol-form [type=submit]")
    fingerprint = page.wait_for_selector("#fingerprint:visible").inner_text()
    keep(page, "offline-compare")
    (device,) = as_(AGENT).get("/offline/devices").json["items"]
    taken = as_(RS_CLERK).post(f"/offline/devices/{device['device']}/registration", {"fingerprint": fingerprint})
    assert taken.status_code == 200, taken.json
    page.click("#check")
    expect(page.locator("#numbers")).to_have_text("200")
    page.wait_for_selector("html[data-kept]")

    line.set_offline(True)
    page.reload()
    expect(page.locator("#line")).to_have_text("没有线路")
    write(page, "张三丰", "520402199001010011", 3)
    expect(page.locator("#id_number")).to_be_focused()
    expect(page.locator("#id_number-error")).to_be_visible()
    keep(page, "offline-wrong")
    page.fill("#id_number", "520402200503150012")
    page.click("#take-down [type=submit]")
    slip = page.wait_for_selector("#slip-no:visible").inner_text()
    code = page.inner_text("#slip-code")
    keep(page, "offline-slip")
    page.click("#slip-close")
    write(page, "李四", person(1), 1)
    page.wait_for_selector("#slip-no:visible")
    page.reload()
    expect(page.locator("#left")).to_have_text("2")
    page.click("#send")
    expect(page.locator("#said")).to_contain_text("登记都在本机")
    stored = page.evaluate(
        """() => new Promise((resolve) => { const open = indexedDB.open("yizhan-point"); open.onsuccess = () => {
        const all = open.result.transaction("entries").objectStore("entries").getAll();
        all.onsuccess = () => resolve(JSON.stringify(all.result)); }; })"""
    )
    assert "张三丰" not in stored
    assert "520402200503150012" not in stored
    with page.expect_download() as download:
        page.click("#stick")
    packet = orjson.loads(download.value.path().read_bytes())

    by_stick = as_(RS_CLERK).post("/offline/packets", packet)
    assert [each["outcome"] for each in by_stick.json["results"]] == ["received", "received"], by_stick.json
    line.set_offline(False)
    page.click("#send")
    expect(page.locator("#said")).to_contain_text("已全部上传")
    expect(page.locator("#left")).to_have_text("0")
    case_no = by_stick.json["results"][0]["case_no"]
    expect(page.locator("#list")).to_contain_text(case_no)
    keep(page, "offline-sent")
    assert accounts.cases.collection.count_documents({}) == 2, "on the stick and over the line: once"

    page.goto(f"{site}/slips")
    page.fill("#slip", slip)
    page.fill("#code", code)
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text(case_no)
    keep(page, "offline-found")


def test_the_centre_sees_devices_packets_and_what_waits(site: str, as_: As, browser_page: Page) -> None:
    from tests.intake.offline.points import registered

    device = registered(as_)
    now = RealClock().now().isoformat()
    entries = (device.entry(0, at=now), device.entry(1, at=now, id_number="520402199001010011"))
    told = as_(AGENT).post("/offline/packets", device.packet(*entries)).json
    page = browser_page
    sign_in(page, site, "clerk-rs")
    page.goto(f"{site}/offline")
    keep(page, "offline-centre")
    page.goto(f"{site}/offline/packets/{told['packet']}")
    keep(page, "offline-packet")
    page.goto(f"{site}/login")
    page.context.clear_cookies()
    sign_in(page, site, "agent-langtang")
    page.goto(f"{site}/village")
    keep(page, "village")
