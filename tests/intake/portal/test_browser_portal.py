"""The portal in a real browser, as a farmer on an old phone: 320 pixels, no scripts, large print.

Where `YIZHAN_SCREENSHOTS` names a folder, every page is kept there.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from services.intake.app import create_app
from services.intake.service import Intake
from shared.testing.browser import PATIENCE_MS, serving
from tests.barriers import barriers
from tests.intake.materials.samples import jpeg
from tests.intake.people import APPLICANT

pytestmark = pytest.mark.browser

STICKING_OUT = """[...document.querySelectorAll("main *")]
    .filter(each => each.getBoundingClientRect().right > innerWidth)
    .map(each => `${each.tagName}.${each.className} ${each.textContent.slice(0, 30)}`).slice(0, 10)"""
OLD_PHONE = {"width": 320, "height": 568}


@pytest.fixture
def site(accounts: Intake) -> Iterator[str]:
    with serving(create_app(accounts)) as url:
        yield url


def look(page: Page, name: str) -> None:
    """Nothing sticks out sideways, in ordinary and in large print; keep a picture if asked."""
    page.wait_for_load_state()
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{name} is {wide} pixels too wide: {page.evaluate(STICKING_OUT)}"
    if folder := os.environ.get("YIZHAN_SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"portal-{name}.png", full_page=True, caret="initial")


def apply(page: Page, site: str, sign: str) -> str:
    """Find an item, sign in, apply; give the case number."""
    page.goto(f"{site}/")
    look(page, f"{sign}home")
    page.fill("#q", "宅基地")
    page.click("button:has-text('查找')")
    look(page, f"{sign}items")
    page.click("a:has-text('农村宅基地批准')")
    look(page, f"{sign}guide")
    page.click("a:has-text('登录后网上申请')")
    page.fill("#account", "citizen")
    page.fill("#password", "yizhan-demo")
    page.click("button:has-text('登录')")
    page.wait_for_url("**/apply")
    look(page, f"{sign}begin")
    page.click("button:has-text('开始申请')")
    if page.url.endswith("/hall"):
        look(page, f"{sign}hall")
        page.check("[name=hall]")
        page.click("button:has-text('下一步')")
    for field in ("name", "id_number", "phone"):
        page.fill(f"[name='applicant.{field}']", APPLICANT[field])
    look(page, f"{sign}who")
    page.click("button:has-text('下一步')")
    page.check("[name=materials] >> nth=0")
    page.set_input_files("#file", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": jpeg()})
    page.click("button:has-text('上传这一份')")
    page.wait_for_selector("[name=uploads]:checked")
    page.click("#file-part summary")
    look(page, f"{sign}papers")
    if sign:  # axe needs scripts
        assert not barriers(page)
    page.click("button:has-text('下一步')")
    look(page, f"{sign}check")
    page.click("button:has-text('提交申请')")
    page.wait_for_url("**/done")
    look(page, f"{sign}done")
    return page.inner_text("code.code")


def test_an_old_phone_without_scripts_applies_follows_and_withdraws(site: str, browser: Browser) -> None:
    context = browser.new_context(viewport=OLD_PHONE, java_script_enabled=False, locale="zh-CN")  # type: ignore[arg-type]
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    case_no = apply(page, site, "")
    page.click("a:has-text('看进度')")
    look(page, "progress")
    page.click("a:has-text('为什么是这一天')")
    look(page, "why")
    page.goto(f"{site}/mine?large=1")
    look(page, "mine-large")
    page.click("a.row__title")
    look(page, "progress-large")
    page.click("a:has-text('撤回申请')")
    look(page, "withdraw-large")
    page.fill("[name=reason]", "不办了")
    page.check("[name=sure]")
    page.click("button:has-text('撤回申请')")
    page.wait_for_selector("text=已撤回申请")
    page.goto(f"{site}/messages")
    look(page, "messages-large")
    page.goto(f"{site}/progress?case={case_no}")
    look(page, "look-large")
    context.close()


def test_axe_finds_nothing_serious_in_either_language(site: str, browser_page: Page) -> None:
    page = browser_page
    page.set_viewport_size(OLD_PHONE)  # type: ignore[arg-type]
    case_no = apply(page, site, "scripts-")
    paths = ["/", "/items?q=宅基地", "/items/LOCAL-13", "/items/LOCAL-13/apply", "/mine", "/messages", "/progress"]
    paths += [f"/cases/{case_no}/progress", f"/cases/{case_no}/why", f"/mine/{case_no}/withdraw"]
    found = {}
    for path in paths:
        for query in ("lang=zh", "lang=en&large=1"):
            page.goto(f"{site}{path}{'&' if '?' in path else '?'}{query}")
            look(page, f"{path.strip('/').replace('/', '-').replace('?', '-') or 'start'}-{query[5:7]}")
            if told := barriers(page):
                found[f"{path} {query}"] = told
    assert not found
