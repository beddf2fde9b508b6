"""What people say, in a real browser on a phone: complain, follow, rate; and the handler's desk.

Where `YIZHAN_SCREENSHOTS` names a folder, every page is kept there as seen on a desk and on a phone.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page

from services.complaints.service import Complaints
from shared.identity.access import SESSION_COOKIE
from shared.identity.tokens import Tokens
from shared.testing.browser import DESKTOP, PHONE, serving
from tests.complaints.samples import CASE, HANDLER, delivered

pytestmark = pytest.mark.browser


@pytest.fixture
def site(app: Flask) -> Iterator[str]:
    """The pages of complaints on a free port."""
    with serving(app) as url:
        yield url


def keep(page: Page, name: str) -> None:
    """Look at the page as it is on a desk and on a phone: nothing may stick out sideways; keep pictures if asked."""
    folder = os.environ.get("YIZHAN_SCREENSHOTS")
    for kind, size in (("desk", DESKTOP), ("phone", PHONE)):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{name} is {wide} pixels too wide on a {kind}"
        if folder:
            page.screenshot(path=Path(folder) / f"complaints-{name}-{kind}.png", full_page=True)


def test_from_a_complaint_to_its_answer(site: str, service: Complaints, browser_page: Page) -> None:
    page = browser_page
    page.goto(site)
    keep(page, "home")
    page.click("main >> text=我要投诉")
    page.check("[value=extra_materials]")
    page.fill("#text", "指南上没有的村委会证明也要我补，来回跑了三趟。")
    page.select_option("#department", "dep-zr")
    page.fill("#contact", "13885300000")
    keep(page, "new")
    page.click("button:has-text('提交投诉')")
    page.wait_for_selector("text=520422103TS2026092400001")
    keep(page, "filed")

    token = Tokens(service.settings.token_key).issue(HANDLER)
    page.context.add_cookies([{"name": SESSION_COOKIE, "value": token, "url": site}])
    page.goto(f"{site}/desk")
    keep(page, "list")
    page.click("main >> text=额外索要材料")
    keep(page, "complaint")
    page.click("button:has-text('由我办理')")
    page.fill("#reply", "经核实，该证明不在办事指南的材料清单内，已责令窗口改正，向您道歉。")
    page.click("button:has-text('答复')")
    page.check("[value=substantiated]")
    page.click("button:has-text('办结')")
    page.wait_for_selector("text=办结：属实")
    keep(page, "closed")

    page.context.clear_cookies()
    page.goto(f"{site}/complaints/follow?number=520422103TS2026092400001")
    page.fill("#query_code", service.codes.of("520422103TS2026092400001"))
    page.click("button:has-text('查询')")
    page.wait_for_selector("text=已责令窗口改正")
    keep(page, "progress")


def test_from_the_receipt_s_qr_code_to_a_rating(site: str, service: Complaints, browser_page: Page) -> None:
    delivered(service)
    page = browser_page
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(f"{site}/ratings/new?case={CASE}&code={service.codes.of(CASE)}")
    keep(page, "rating")
    page.click("label:has-text('不满意') >> nth=0")
    page.click("button:has-text('提交评价')")
    page.wait_for_selector("text=谢谢您的评价")
    keep(page, "thanks")
    page.goto(f"{site}/channels?lang=en")
    keep(page, "channels-en")
