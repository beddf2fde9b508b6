"""Items in a real browser: the list that answers while one types, a guide, a comparison, and a sheet handed out."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from services.intake.items import demonstration
from services.intake.service import Intake
from tests.intake.test_browser import keep, sign_in
from tests.intake.test_browser import site as site

pytestmark = pytest.mark.browser


def test_the_list_answers_while_one_types_and_a_guide_tells_everything(
    site: str, browser_page: Page, intake: Intake
) -> None:
    page = browser_page
    for paper in demonstration.papers():
        intake.files.keep(paper.name, paper.data)
    page.goto(f"{site}/items")
    page.locator("#q").press_sequentially("zjd", delay=20)
    page.wait_for_selector("text=找到 1 个事项")
    page.wait_for_url(f"{site}/items?q=zjd&category=&hall=")
    assert page.evaluate("document.activeElement.id") == "q", "one goes on typing"
    page.click("text=农村宅基地批准")
    page.wait_for_selector("text=要带的材料")
    page.locator("summary").first.press("Enter")
    page.wait_for_selector("text=农村村民一户只能拥有一处宅基地")
    keep(page, "items-guide")
    with page.expect_download() as download:
        page.locator("text=下载空白表格").first.click()
    assert download.value.suggested_filename.endswith("（空白）.docx")
    page.goto(f"{site}/items/LOCAL-08/diff?from=1&to=2")
    keep(page, "items-diff")
    for name in ("gaps", "time-saved"):
        page.goto(f"{site}/items/{name}")
        keep(page, f"items-{name}")
    page.goto(f"{site}/items/LOCAL-08/versions")
    keep(page, "items-versions")
    page.goto(f"{site}/items/LOCAL-13?lang=en&large=1")
    keep(page, "items-guide-en-large")


def test_a_clerk_prints_a_sheet_and_hands_it_out(site: str, browser_page: Page) -> None:
    page = browser_page
    sign_in(page, site, "clerk-zr")
    page.goto(f"{site}/items/LOCAL-13")
    page.click("text=打印一次性告知单")
    page.click("button:has-text('发放并登记')")
    page.wait_for_selector("text=已登记发放")
    keep(page, "items-sheet")
    page.emulate_media(media="print")
    assert not page.locator("nav.nav").is_visible()
    keep(page, "items-sheet-print")
    page.emulate_media(media="screen")
    page.goto(f"{site}/sheets")
    page.wait_for_selector("text=农村宅基地批准")
    keep(page, "items-sheets")
