"""The window's day in a real browser: find an item, sign in, receive, give the one notice, accept, print, deliver.

Where `YIZHAN_SCREENSHOTS` names a folder, every page is kept there as seen on a desk and on a phone.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page

from services.intake.app import create_app
from services.intake.service import Intake
from shared.config import Settings
from shared.testing.browser import DESKTOP, PHONE, serving
from shared.timekeeping import VirtualClock
from tests.intake.cases.test_api import decide

pytestmark = pytest.mark.browser


@pytest.fixture
def site(accounts: Intake, filled: Settings) -> Iterator[str]:
    """Intake's pages on a free port."""
    with serving(create_app(accounts)) as url:
        yield url


def keep(page: Page, name: str) -> None:
    """Look at the page as it is on a desk and on a phone: nothing may stick out sideways; keep pictures if asked."""
    folder = os.environ.get("YIZHAN_SCREENSHOTS")
    for kind, size in (("desk", DESKTOP), ("phone", PHONE)):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.wait_for_load_state()
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{name} is {wide} pixels too wide on a {kind}"
        if folder:
            page.screenshot(path=Path(folder) / f"intake-{name}-{kind}.png", full_page=True, caret="initial")
    page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]


def sign_in(page: Page, site: str, account: str) -> None:
    page.goto(f"{site}/login")
    page.fill("#account", account)
    page.fill("#password", "yizhan-demo")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}/")


def fill_in(page: Page, materials: int) -> None:
    page.fill("[name='applicant.name']", "张三丰")
    page.fill("[name='applicant.id_number']", "520402200503150012")
    page.fill("[name='applicant.phone']", "13885300000")
    boxes = page.locator("[name=materials]")
    for index in range(materials):
        boxes.nth(index).check()


def test_public_pages(site: str, browser_page: Page) -> None:
    page = browser_page
    page.goto(site)
    keep(page, "home")
    page.fill("#q", "宅基地")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=找到 2 个事项")
    keep(page, "items")
    page.click("text=农村宅基地批准")
    page.wait_for_selector("text=15 个工作日")
    keep(page, "guide")
    for path in (
        "venues",
        "departments",
        "responsibilities",
        "rules",
        "bases/anshun-2016",
        "proxy-catalogs",
        "progress",
    ):
        page.goto(f"{site}/{path}")
        keep(page, path.replace("/", "-"))
    page.goto(f"{site}/items/LOCAL-17?lang=en")
    keep(page, "guide-en")
    page.goto(f"{site}/?lang=en")
    keep(page, "home-en")


def test_the_windows_day(site: str, accounts: Intake, clock: VirtualClock, browser_page: Page) -> None:
    page = browser_page
    sign_in(page, site, "clerk-zr")
    keep(page, "home-clerk")
    page.keyboard.press("d")
    page.wait_for_url(f"{site}/desk")
    page.keyboard.press("c")
    page.wait_for_selector("text=收件：选择事项")
    keep(page, "pick")
    page.click("text=农村宅基地批准")
    page.wait_for_selector("[name='applicant.name']")
    keep(page, "receive")
    page.click("button:has-text('收件')")
    page.wait_for_selector("[role=alert]")
    keep(page, "receive-refused")
    fill_in(page, 3)
    page.click("button:has-text('收件')")
    page.wait_for_selector("text=还不能受理")
    keep(page, "case-incomplete")
    case_no = page.url.rpartition("/")[2]
    page.click("button:has-text('一次性告知')")
    page.wait_for_selector("text=已一次性告知，请打印告知单")
    page.keyboard.press("t")
    page.wait_for_selector("text=需要补正以下全部内容")
    keep(page, "notice")
    page.goto(f"{site}/cases/{case_no}")
    page.click("button:has-text('登记补正材料')")
    page.wait_for_selector("text=已登记补正材料")
    keep(page, "case-whole")
    page.click("button:has-text('受理并出具受理单')")
    page.wait_for_selector("text=已受理，请打印受理单")
    page.keyboard.press("p")
    page.wait_for_selector("text=扫码核对真伪")
    keep(page, "receipt")
    decide(replace(accounts, clock=clock), case_no, clock)
    page.goto(f"{site}/desk")
    keep(page, "desk")
    page.click(f"text={case_no}")
    page.goto(f"{site}/cases/{case_no}")
    keep(page, "case-decided")
    page.click("button:has-text('登记送达')")
    page.wait_for_selector("text=已送达")
    keep(page, "case-delivered")
    page.goto(f"{site}/cases")
    keep(page, "cases")


def test_a_hall_tells_on_which_market_days_it_opens(browser_page: Page, site: str) -> None:
    browser_page.goto(f"{site}/venues")
    browser_page.locator("a[href='/venues/H-520422103/openings']").first.click()
    browser_page.wait_for_selector("text=逢午日")
    browser_page.fill("#to", "2026-12-31")
    browser_page.keyboard.press("Enter")
    browser_page.wait_for_selector("text=2026年11月28日")
    assert browser_page.locator(".badge--good").count() == 2
    keep(browser_page, "openings")
