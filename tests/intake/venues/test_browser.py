"""Places in a real browser: the public page on a phone, signing in by keyboard, what places lack."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page

from services.intake.app import create_app
from services.intake.service import Intake
from services.intake.venues import demo
from shared.contracts.statements import stream_of
from shared.contracts.venues import RosterPublished, Shift
from shared.testing.browser import DESKTOP, PHONE, serving
from tests.intake.people import state_at
from tests.intake.test_browser import sign_in

pytestmark = pytest.mark.browser

HALL, POST = "H-520402109", "W-520402109-01"


@pytest.fixture
def site(accounts: Intake) -> Iterator[str]:
    """Intake's pages on a free port, with office-holders by name and a roster of today."""
    day = date(2026, 9, 17)
    shifts = (
        Shift(day, "am", POST, "clerk-rs", "reviewer-rs"),
        Shift(day, "am", "W-520402109-02", "clerk-sh"),
        Shift(day, "pm", POST, "clerk-rs", "reviewer-rs"),
    )
    roster = RosterPublished(venue=HALL, week=date(2026, 9, 14), shifts=shifts)
    for _, statement in demo._principals(accounts):
        accounts.replica.apply(stream_of(statement), 2, statement)
    state_at(accounts, "2026-09-14T08:00:00+08:00", roster)
    with serving(create_app(accounts)) as url:
        yield url


def keep(page: Page, name: str) -> None:
    """Nothing may stick out sideways, on a desk or on a phone; keep pictures if asked."""
    folder = os.environ.get("YIZHAN_SCREENSHOTS")
    for kind, size in (("desk", DESKTOP), ("phone", PHONE)):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.wait_for_load_state()
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{name} is {wide} pixels too wide on a {kind}"
        if folder:
            page.screenshot(path=Path(folder) / f"venues-{name}-{kind}.png", full_page=True)
    page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]


def test_places_and_a_day_at_one(site: str, browser_page: Page) -> None:
    page = browser_page
    page.goto(f"{site}/venues")
    keep(page, "list")
    page.click("text=西秀区旧州镇政务服务中心")
    page.wait_for_selector("text=示例甲")
    keep(page, "hall")
    page.goto(f"{site}/venues/P-520422103-202")
    keep(page, "point")
    page.goto(f"{site}/venues/{HALL}?lang=en")
    keep(page, "hall-en")
    page.goto(f"{site}/venues?lang=zh")
    sign_in(page, site, "clerk-rs")
    page.goto(f"{site}/attendance")
    keep(page, "check-in")
    page.keyboard.press("i")
    page.wait_for_selector("text=您在岗")
    keep(page, "on-duty")
    page.goto(f"{site}/venues/{HALL}")
    page.wait_for_selector("text=在线 >> nth=0")
    keep(page, "hall-staffed")
    page.goto(f"{site}/attendance")
    page.keyboard.press("o")
    page.wait_for_selector("text=已签退")


def test_what_places_lack(site: str, browser_page: Page) -> None:
    page = browser_page
    sign_in(page, site, "auditor")
    page.goto(f"{site}/venues/compliance")
    page.wait_for_selector("text=只标示、只计分")
    keep(page, "compliance")
    page.goto(f"{site}/venues/{HALL}/attendance")
    keep(page, "inspection")
    page.check("[name=open][value=yes]")
    page.fill("[name=present]", "2")
    page.click("button:has-text('登记')")
    page.wait_for_selector("text=今天已登记巡查 1 次")
