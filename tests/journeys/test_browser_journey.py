"""One case in a browser, from the window to the score, through every service's pages, on the whole running system.

Where `YIZHAN_PICTURES` names a folder, the pictures of the README are taken there.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from shared.testing.browser import DESKTOP, PHONE
from shared.testing.running import RunningStack
from shared.testing.stack import eventually

pytestmark = [pytest.mark.browser, pytest.mark.stack, pytest.mark.timeout(400)]


def picture(page: Page, name: str) -> None:
    """Nothing sticks out sideways on a phone or a desk; keep a picture if asked."""
    for size in (PHONE, DESKTOP):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.wait_for_load_state()
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{name} is {wide} pixels too wide"
    folder = os.environ.get("YIZHAN_PICTURES")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png")


def sign_in(page: Page, stack: RunningStack, account: str) -> None:
    """Be somebody else from now on."""
    page.context.clear_cookies()
    page.goto(f"{stack.urls['intake']}/login")
    page.fill("#account", account)
    page.fill("#password", "yizhan-demo")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{stack.urls['intake']}/")


def arrived(page: Page, url: str, text: str) -> None:
    """Go to a page until the journal has brought what we look for."""

    def there() -> bool:
        page.goto(url)
        return page.get_by_text(text).count() > 0

    eventually(there, every=0.3)


def received(page: Page, stack: RunningStack) -> tuple[str, str]:
    """A clerk receives and accepts a case without leaving the keyboard for long; gives its number and query code."""
    page.goto(f"{stack.urls['intake']}/cases/new?item=LOCAL-13")
    page.fill("[name='applicant.name']", "张三丰")
    page.fill("[name='applicant.id_number']", "520402200503150012")
    page.fill("[name='applicant.phone']", "13885300000")
    for box in page.locator("[name=materials]").all():
        box.check()
    picture(page, "window-desk")
    page.click("button:has-text('收件')")
    page.wait_for_selector(".query-code")
    code = page.inner_text(".query-code").strip()
    page.click("button:has-text('受理并出具受理单')")
    page.wait_for_selector("text=已受理，请打印受理单")
    case_no = page.url.rpartition("/")[2].partition("?")[0]
    page.goto(f"{stack.urls['intake']}/cases/{case_no}/receipt")
    expect(page.get_by_text(case_no).first).to_be_visible()
    picture(page, "receipt")
    return case_no, code


def decided(page: Page, stack: RunningStack, case_no: str) -> None:
    """A reviewer ticks the checklist, an approver signs."""
    review = f"{stack.urls['approval']}/reviews/{case_no}"
    sign_in(page, stack, "reviewer-zr")
    arrived(page, review, "保存核对")
    picture(page, "review")
    for box in page.locator("[name=points]").all():
        box.check()
    page.check("[name=passed][value=yes]")
    page.fill("[name=finding]", "材料齐全，现场核查选址合规。")
    page.click("button:has-text('保存核对')")
    expect(page.get_by_text("已核对 4/4")).to_be_visible()
    sign_in(page, stack, "approver-zr")
    page.goto(f"{stack.urls['approval']}/")
    picture(page, "worklist")
    page.goto(review)
    page.check("[name=outcome][value=approved]")
    page.click("button:has-text('签发决定')")
    expect(page.get_by_text("已作出决定")).to_be_visible()


def test_a_case_from_the_window_to_the_score(running_stack: RunningStack, browser_page: Page) -> None:
    page, stack = browser_page, running_stack
    for service in stack.urls:
        page.goto(f"{stack.urls[service]}/")
        expect(page.locator("h1")).to_be_visible()
    page.goto(f"{stack.urls['intake']}/")
    picture(page, "home")

    sign_in(page, stack, "clerk-zr")
    case_no, code = received(page, stack)
    decided(page, stack, case_no)

    sign_in(page, stack, "clerk-zr")
    arrived(page, f"{stack.urls['intake']}/cases/{case_no}", "登记送达")
    page.click("button:has-text('登记送达')")
    expect(page.locator(".flash", has_text="已送达")).to_be_visible()

    page.context.clear_cookies()
    rate = f"{stack.urls['complaints']}/ratings/new?case={case_no}&code={code}"
    eventually(lambda: _rated(page, rate), every=0.3)
    picture(page, "rated")

    page.goto(f"{stack.urls['complaints']}/complaints/new")
    page.check("[name=conduct][value=delay]")
    page.fill("[name=text]", "窗口排队时间太长，等了一个上午。")
    page.locator("details:has([name=case_no]) summary").click()
    page.fill("[name=case_no]", case_no)
    page.fill("[name=query_code]", code)
    picture(page, "complaint")
    page.click("button:has-text('提交投诉')")
    expect(page.locator("body")).to_contain_text(re.compile("查询码"))

    sign_in(page, stack, "auditor")
    arrived(page, f"{stack.urls['metrics']}/history/{case_no}", "满意")
    expect(page.get_by_text("作出决定").first).to_be_visible()
    picture(page, "history")
    page.goto(f"{stack.urls['metrics']}/")
    expect(page.get_by_text("普定县自然资源局马场自然资源所").first).to_be_visible()
    picture(page, "scores")
    page.goto(f"{stack.urls['metrics']}/?lang=en")
    expect(page.get_by_text("Machang").first).to_be_visible()


def _rated(page: Page, url: str) -> bool:
    """Rate once the invitation has arrived."""
    page.goto(url)
    page.check("[name=grade][value='1']", force=True)
    page.click("button:has-text('提交评价')")
    return page.get_by_text("谢谢您的评价").count() > 0
