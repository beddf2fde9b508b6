"""A morning at the hall in a real browser: the machine, a clerk on the keyboard, the screen on the wall, a phone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from services.intake.app import create_app
from services.intake.service import Intake
from shared.config import Settings
from shared.testing.browser import serving
from tests.intake.test_browser import keep, sign_in

pytestmark = pytest.mark.browser


@pytest.fixture
def site(accounts: Intake, filled: Settings) -> Iterator[str]:
    """Intake's pages on a free port."""
    with serving(create_app(accounts)) as url:
        yield url


def test_a_number_is_taken_called_by_one_key_and_seen_on_the_wall(site: str, browser_page: Page) -> None:
    page = browser_page
    sign_in(page, site, "clerk-rs")
    page.goto(f"{site}/numbers/new")
    keep(page, "machine")
    page.check("[name=items][value='LOCAL-01']")
    page.check("[name=items][value='LOCAL-15']")
    page.click("main form button[type=submit]")
    page.wait_for_selector("text=前面还有 0 人")
    keep(page, "number")
    wall = page.context.new_page()
    wall.goto(f"{site}/halls/H-520402109/screen")
    wall.wait_for_selector("text=请等候叫号")
    page.goto(f"{site}/queue")
    page.keyboard.press("n")
    page.wait_for_selector("text=已叫 001 号")
    keep(page, "queue")
    wall.wait_for_selector(".wall__newest >> text=001")
    assert "收件" in page.inner_text("main")
    page.keyboard.press("e")
    page.wait_for_selector("text=不用重新取号")
    wall.close()


def test_a_farmer_books_on_a_phone_and_the_desk_sees_what_is_open(site: str, browser_page: Page) -> None:
    page = browser_page
    page.goto(f"{site}/appointments/new?item=LOCAL-01&hall=H-520402109")
    keep(page, "book")
    page.locator("[name=begins]:not([disabled])").first.check()
    page.fill("#name", "张三丰")
    page.fill("#id_number", "520402200503150012")
    page.click("main form button[type=submit]")
    page.wait_for_selector("text=请记下编号和查询码")
    keep(page, "booked")
    page.goto(f"{site}/consultations/new")
    keep(page, "ask")
    page.select_option("#hall", "H-520402109")
    page.fill("#question", "高龄津贴去哪里办？")
    page.click("main form button[type=submit]")
    page.wait_for_selector("text=已收到您的问题")
    sign_in(page, site, "clerk-rs")
    page.goto(f"{site}/desk")
    page.wait_for_selector("text=1 件无人认领")
    for path in ("appointments", "consultations", "consultations/day", "home-visits", "special-channel"):
        page.goto(f"{site}/{path}")
        keep(page, path.replace("/", "-"))
