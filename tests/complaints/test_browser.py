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
from shared.identity import Identity
from shared.identity.access import SESSION_COOKIE
from shared.identity.tokens import Tokens
from shared.testing.browser import DESKTOP, PHONE, serving
from tests.barriers import barriers
from tests.complaints.samples import AUDITOR, CASE, CLERK, HANDLER, HEAD, Caller, delivered

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
        page.wait_for_load_state()
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{name} is {wide} pixels too wide on a {kind}"
        assert barriers(page) == [], f"{name} on a {kind}"
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
    keep(page, "closing")
    page.check("[value=substantiated]")
    page.fill("#finding", "窗口登记表上写着加收村委会证明，指南的材料清单里没有。")
    page.click("button:has-text('办结')")
    page.wait_for_selector("text=办结：属实")
    keep(page, "closed")

    page.context.clear_cookies()
    page.goto(f"{site}/complaints/follow?number=520422103TS2026092400001")
    page.fill("#query_code", service.codes.of("520422103TS2026092400001"))
    page.click("button:has-text('查询')")
    page.wait_for_selector("text=已责令窗口改正")
    keep(page, "progress")


def sign_in(page: Page, service: Complaints, site: str, identity: Identity) -> None:
    token = Tokens(service.settings.token_key).issue(identity)
    page.context.clear_cookies()
    page.context.add_cookies([{"name": SESSION_COOKIE, "value": token, "url": site}])


def test_a_report_a_head_s_word_and_a_letter(site: str, app: Flask, service: Complaints, browser_page: Page) -> None:
    page = browser_page
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{site}/complaints/new?kind=report")
    page.check("[value=bribe]")
    page.fill("#text", "窗口人员收了两条烟才给办，有人看见。")
    page.select_option("#department", "dep-zr")
    keep(page, "report-new")
    page.click("button:has-text('提交举报')")
    page.wait_for_selector("text=举报已登记")
    number = page.inner_text(".ticket code").strip()

    sign_in(page, service, site, HANDLER)
    page.goto(f"{site}/desk/{number}")
    page.click("button:has-text('由我办理')")
    page.fill("[name=finding]", "调取当天监控，询问在场群众两人。")
    page.click("button:has-text('记录') >> nth=0")
    page.click("summary:has-text('来不及')")
    page.fill("[name=reason] >> nth=0", "还要再询问一名证人。")
    keep(page, "report-desk")
    page.click("button:has-text('申请延期')")
    sign_in(page, service, site, HEAD)
    page.goto(f"{site}/desk")
    keep(page, "head-list")
    page.click(f"a[href='/desk/{number}']")
    page.check("[name=granted][value=yes]")
    page.fill("[name=reason]", "同意。")
    keep(page, "head-extends")
    page.click("button:has-text('提交意见')")
    page.wait_for_selector("text=负责人批准延期")
    sign_in(page, service, site, HANDLER)
    page.goto(f"{site}/desk/{number}/letters/acceptance")
    keep(page, "letter")


def test_a_ticket_goes_to_a_unit_and_comes_back(site: str, service: Complaints, browser_page: Page) -> None:
    page = browser_page
    sign_in(page, service, site, HANDLER)
    page.goto(f"{site}/desk/hotline/new")
    page.fill("#ticket_no", "AS2026092400017")
    page.check("[value=consultation]")
    page.select_option("#department", "dep-zr")
    page.fill("#text", "来电人问宅基地申请要带什么材料。")
    keep(page, "ticket-new")
    page.click("button:has-text('登记并派单')")
    page.wait_for_selector("text=已登记并派单")
    sign_in(page, service, site, CLERK)
    page.goto(f"{site}/tickets")
    keep(page, "tickets-masked")
    assert "来电人问" not in page.content(), "a list shows no words"
    page.click("main a:has-text('退回')")
    keep(page, "tickets")
    page.select_option("[name=suggested_unit]", "dep-sh")
    page.fill("[name=reason]", "不是自然资源所的职责。")
    page.click("button:has-text('退回')")
    page.wait_for_selector("text=已退回")
    sign_in(page, service, site, HANDLER)
    page.goto(f"{site}/desk?kind=hotline")
    page.click("main a.strong")
    keep(page, "ticket-returned")


def test_a_bad_rating_is_seen_to_and_remedies_are_registered(
    site: str, app: Flask, service: Complaints, browser_page: Page
) -> None:
    delivered(service)
    anyone = Caller(app.test_client(), service, None)
    said = {"case_no": CASE, "query_code": service.codes.of(CASE), "grade": 5, "comment": "跑了三趟"}
    assert anyone.post("/ratings", said).status_code == 201
    page = browser_page
    sign_in(page, service, site, HANDLER)
    page.goto(f"{site}/desk/ratings")
    keep(page, "ratings-list")
    page.click("main a.strong")
    keep(page, "rating-desk")
    page.fill("[name=finding]", "材料说明不清，来回三趟。")
    page.click("button:has-text('记录联系情况')")
    page.wait_for_selector("text=联系核实已记录")
    sign_in(page, service, site, AUDITOR)
    page.goto(f"{site}/desk/ratings?show=excluded")
    keep(page, "ratings-excluded")
    sign_in(page, service, site, HANDLER)
    page.goto(f"{site}/remedies/reconsiderations/new")
    page.check("[name=ground][value=decision]")
    page.fill("#case_no", CASE)
    page.fill("#received_on", "2026-09-24")
    page.fill("#known_on", "2026-08-03")
    keep(page, "remedy-new")
    page.click("button:has-text('登记')")
    page.wait_for_selector("text=2026年10月8日")
    keep(page, "remedy")
    page.goto(f"{site}/remedies")
    keep(page, "remedies")


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
    page.goto(f"{site}/channels/poster?hall=P-520422103-202")
    keep(page, "poster")
    page.goto(f"{site}/channels?lang=en")
    keep(page, "channels-en")
