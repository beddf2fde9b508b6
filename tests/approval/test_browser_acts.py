"""The head of a department's morning in a real browser: assigning by keys, a suspension, an extension, the file above.

Where `YIZHAN_SCREENSHOTS` names a folder, every page is kept there as seen on a desk and on a phone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from services.approval.service import Approval
from shared.contracts.limits import TimeLimit
from shared.contracts.registry import ReviewPlan
from shared.identity import Identity
from shared.identity.access import SESSION_COOKIE
from shared.identity.tokens import Tokens
from shared.numbers import case_number
from shared.testing.browser import serving
from tests.approval.samples import ABOVE, APPROVER, CASE, DIVISION, opened, spread
from tests.approval.test_browser import keep

pytestmark = pytest.mark.browser
UPWARD = case_number(DIVISION, date(2026, 9, 17), 4)
PLAN = ReviewPlan(superior="dep-pd-zr", superior_limit=TimeLimit(10, "working_days"))


@pytest.fixture
def site(app: Flask, approval: Approval) -> Iterator[str]:
    """Approval's pages on a free port, with three reviews and one that a superior unit decides."""
    opened(approval)
    for n, due in ((2, date(2026, 9, 23)), (3, date(2026, 9, 25))):
        opened(approval, case_number(DIVISION, date(2026, 9, 17), n), promised_due=due)
    opened(approval, UPWARD, item="LOCAL-14", materials=("form", "title"), plan=PLAN)
    with serving(app) as url:
        yield url


@pytest.fixture
def as_person(site: str, approval: Approval, browser_page: Page) -> Callable[[Identity], Page]:
    def sign_in(identity: Identity) -> Page:
        token = Tokens(approval.settings.token_key).issue(identity)
        browser_page.context.add_cookies([{"name": SESSION_COOKIE, "value": token, "url": site}])
        return browser_page

    return sign_in


def test_assigning_many_without_leaving_the_keyboard(site: str, as_person: Callable[[Identity], Page]) -> None:
    page = as_person(APPROVER)
    page.goto(site)
    for key in ("j", "x", "j", "x"):
        page.keyboard.press(key)
    expect(page.locator("[name=cases]:checked")).to_have_count(2)
    keep(page, "worklist-head")
    page.keyboard.press("a")
    page.wait_for_url("**/assign?**")
    page.select_option("[name=officer]", "reviewer-zr")
    page.select_option("[name=deputy]", "approver-zr")
    page.click("button:has-text('预览')")
    page.wait_for_selector("text=确认分办 2 件")
    keep(page, "assign-preview")
    page.keyboard.press("s")
    page.wait_for_selector("text=分办结果")
    keep(page, "assign-done")
    page.keyboard.press("s")
    page.wait_for_selector("[name=words]")
    page.keyboard.press("/")
    page.keyboard.type("乡村建设")
    page.keyboard.press("Enter")
    expect(page.locator("tbody tr")).to_have_count(1)


def test_a_suspension_and_an_extension_are_drawn(site: str, as_person: Callable[[Identity], Page]) -> None:
    page = as_person(APPROVER)
    page.goto(f"{site}/reviews/{CASE}")
    page.keyboard.press("x")
    page.fill("#act-extension textarea", "涉及三个村民小组边界，须会同核实四至。")
    page.click("#act-extension button")
    page.wait_for_selector("text=含依法延长 10 日")
    page.keyboard.press("t")
    page.select_option("#act-suspensions [name=procedure]", "inspection")
    page.fill("#act-suspensions [name=value]", "6")
    page.click("#act-suspensions button")
    page.wait_for_selector("text=停表中（检验）")
    expect(page.locator(".tick--stood").first).to_be_visible()
    keep(page, "review-moved")


def test_a_file_goes_up_and_is_decided_there(
    site: str, approval: Approval, as_person: Callable[[Identity], Page]
) -> None:
    page = as_person(APPROVER)
    page.goto(f"{site}/reviews/{UPWARD}")
    page.check("#act-route [value=window]")
    page.click("#act-route button")
    page.wait_for_selector("text=已记录申请人的选择")
    for box in page.locator("#act-steps [name=points]").all():
        box.check()
    page.check("#act-steps [value=yes]")
    page.fill("#act-steps textarea", "逐项核对，均符合。")
    page.click("#act-steps button")
    page.wait_for_selector("text=已核对 4/4")
    page.keyboard.press("f")
    page.fill("#act-forward textarea", "初审通过，建议批准。")
    page.click("#act-forward button")
    page.wait_for_selector("text=在上级机关")
    keep(page, "review-above")
    spread(approval)
    page = as_person(ABOVE)
    page.goto(f"{site}/superior")
    keep(page, "superior-inbox")
    page.click("tbody a")
    keep(page, "superior-file")
    page.check("[name=outcome][value=approved]")
    page.click("button:has-text('签发')")
    page.wait_for_selector("text=文书编号")
    page.goto(f"{site}/lateness?lang=en")
    keep(page, "lateness-en")
