"""A department's day in a real browser: the worklist, a review with both clocks, the checklist, the decision.

Where `YIZHAN_SCREENSHOTS` names a folder, every page is kept there as seen on a desk and on a phone.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page

from services.approval.service import Approval
from shared.identity import Identity
from shared.identity.access import SESSION_COOKIE
from shared.identity.tokens import Tokens
from shared.numbers import case_number
from shared.testing.browser import DESKTOP, PHONE, serving
from tests.approval.samples import APPROVER, CASE, REVIEWER, opened

pytestmark = pytest.mark.browser


@pytest.fixture
def site(app: Flask, approval: Approval) -> Iterator[str]:
    """Approval's pages on a free port, with three reviews."""
    opened(approval)
    for n, due in ((2, date(2026, 9, 23)), (3, date(2026, 9, 25))):
        opened(approval, case_number("520422103", date(2026, 9, 17), n), promised_due=due)
    with serving(app) as url:
        yield url


@pytest.fixture
def as_person(site: str, approval: Approval, browser_page: Page) -> Callable[[Identity], Page]:
    def sign_in(identity: Identity) -> Page:
        token = Tokens(approval.settings.token_key).issue(identity)
        browser_page.context.add_cookies([{"name": SESSION_COOKIE, "value": token, "url": site}])
        return browser_page

    return sign_in


def keep(page: Page, name: str) -> None:
    """Look at the page as it is on a desk and on a phone: nothing may stick out sideways; keep pictures if asked."""
    folder = os.environ.get("YIZHAN_SCREENSHOTS")
    for kind, size in (("desk", DESKTOP), ("phone", PHONE)):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.wait_for_load_state()
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{name} is {wide} pixels too wide on a {kind}"
        if folder:
            page.screenshot(path=Path(folder) / f"approval-{name}-{kind}.png", full_page=True)
    page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]


def test_from_the_worklist_to_a_refusal(site: str, as_person: Callable[[Identity], Page]) -> None:
    page = as_person(REVIEWER)
    page.goto(site)
    keep(page, "worklist")
    page.click(f"tr:has-text('{CASE}') a")
    keep(page, "review")
    for point in ("member", "area", "site"):
        page.check(f"[value={point}]")
    page.check("[name=passed][value=yes]")
    page.fill("#finding", "户口簿与成员名册一致，面积未超标准，现场核查合规。")
    page.click("button:has-text('保存核对')")
    page.wait_for_selector("text=已核对 3/4")
    page.check("[value=one-home]")
    page.check("[name=passed][value=no]")
    page.fill("#finding", "申请人名下已有一处宅基地。")
    page.click("button:has-text('保存核对')")
    page.wait_for_selector("text=已核对 4/4")

    page = as_person(APPROVER)
    page.reload()
    page.check("[value=refused]")
    page.fill("#reasons", "不符合条件")
    page.fill("#basis", "土地管理法第六十二条")
    page.click("button:has-text('签发决定')")
    page.wait_for_selector("text=不予批准须写明事实理由和法律依据")
    keep(page, "refused-form")
    page.fill("#reasons", "申请人名下已有一处宅基地，一户一宅。")
    page.click("button:has-text('签发决定')")
    page.wait_for_selector("text=520422103BY2026000001")
    keep(page, "decided")
    page.goto(f"{site}/reviews/{CASE}?lang=en&large=1")
    keep(page, "decided-en-large")
