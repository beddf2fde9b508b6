"""The terminal in a real browser: big targets, nothing serious for axe, and back to the start by itself.

Where `YIZHAN_SCREENSHOTS` names a folder, every page is kept there.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page

from services.intake.app import create_app
from services.intake.service import Intake
from services.intake.terminal.sessions import Sessions
from shared.testing.browser import serving
from shared.timekeeping import RealClock
from tests.barriers import barriers
from tests.intake.people import APPLICANT

pytestmark = pytest.mark.browser

STANDING = {"width": 1080, "height": 1400}
LEAST = 48
SMALL = f"""[...document.querySelectorAll("a, button, input:not([type=hidden]), select, label.choice")]
    .filter(each => each.checkVisibility() && !each.matches("label.choice input"))
    .filter(each => Math.min(each.offsetHeight, each.offsetWidth) < {LEAST})
    .map(each => each.outerHTML.slice(0, 90))"""
SECONDS = 4


@contextmanager
def terminal(accounts: Intake, page: Page, seconds: int) -> Iterator[str]:
    """A terminal, signed in, that waits so long by the machine's own clock."""
    sessions = Sessions(accounts.database["terminal_sessions"], accounts.drafts, timedelta(seconds=seconds))
    with serving(create_app(replace(accounts, sessions=sessions, clock=RealClock()))) as site:
        page.set_viewport_size(STANDING)  # type: ignore[arg-type]
        page.goto(f"{site}/login?next=/terminal")
        page.fill("#account", "device-jz-01")
        page.fill("#password", "yizhan-demo")
        page.keyboard.press("Enter")
        page.wait_for_selector(".doors")
        yield site


def look(page: Page, name: str, found: list[str]) -> None:
    """Every target is big enough for a finger, and axe finds nothing serious."""
    page.wait_for_load_state()
    found += [f"{name}: small {each}" for each in page.evaluate(SMALL)]
    found += [f"{name}: {each}" for each in barriers(page)]
    if folder := os.environ.get("YIZHAN_SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"terminal-{name}.png", full_page=True, caret="initial")


def fill(page: Page) -> None:
    """Begin an application and say who applies."""
    page.click("text=自己申请")
    page.click(".door >> nth=0")
    for field in ("name", "id_number", "phone"):
        page.fill(f"[name='applicant.{field}']", APPLICANT[field])


def test_every_target_is_big_and_axe_finds_nothing_serious(accounts: Intake, browser_page: Page) -> None:
    page, found = browser_page, list[str]()
    with terminal(accounts, page, 90) as site:
        look(page, "start", found)
        for name in ("number", "items", "progress"):
            page.goto(f"{site}/terminal/{name}?large=1")
            look(page, name, found)
        page.goto(f"{site}/terminal?large=0")
        fill(page)
        look(page, "who", found)
        page.click("button:has-text('下一步')")
        look(page, "papers", found)
        page.click("button:has-text('下一步')")
        look(page, "check", found)
        page.click("button:has-text('提交申请')")
        page.wait_for_selector("text=打印回执")
        look(page, "done", found)
    assert not found


def test_nobody_there_leads_back_to_the_start_and_leaves_nothing(accounts: Intake, browser_page: Page) -> None:
    page = browser_page
    with terminal(accounts, page, SECONDS):
        fill(page)
        page.click("button:has-text('下一步')")
        page.wait_for_url("**/papers")
        draft = page.url.rpartition("/")[0]
        page.wait_for_selector("text=您还在吗？")
        page.wait_for_url("**/terminal?over=1")
        assert accounts.database["drafts"].count_documents({}) == 0
        page.goto(f"{draft}/check")
        page.wait_for_url("**/terminal?over=1")
        page.go_back()
        assert APPLICANT["name"] not in page.content()
