"""A clerk serves citizens without leaving the keyboard: in a real browser, no mouse, every key counted.

The counts stand in docs/window.md; what a clerk types of the citizen's own (name, number, telephone) is counted apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from services.intake.app import create_app
from services.intake.service import Intake
from shared.config import Settings
from shared.testing.browser import BrokenLine, serving
from tests.barriers import barriers
from tests.intake.test_browser import keep as kept
from tests.intake.test_browser import sign_in

pytestmark = pytest.mark.browser

DOC = (Path(__file__).parents[3] / "docs" / "window.md").read_text(encoding="utf-8")
NAME, NUMBER, PHONE = "张三丰", "520402200503150012", "13885300000"


class Keyboard:
    """The only way into the page: it counts what a clerk presses. `typed` are the citizen's own words."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed = page, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += 1

    def write(self, text: str) -> None:
        self.page.keyboard.type(text)

    def settle(self) -> None:
        """Wait until the page takes Enter: right after it has come, a key pressed twice in haste is held back."""
        self.page.wait_for_selector("html[data-settled]")


@pytest.fixture
def site(accounts: Intake, filled: Settings) -> Iterator[str]:
    with serving(create_app(accounts)) as url:
        yield url


def keep(page: Page, name: str) -> None:
    """Nothing sticks out sideways, and nothing keeps people out."""
    kept(page, name)
    assert barriers(page) == [], name


def at(page: Page, heading: str) -> None:
    expect(page.locator("h1")).to_contain_text(heading)


def pick(keys: Keyboard, letters: str, heading: str) -> None:
    keys.press("Enter")
    at(keys.page, "收件：选择事项")
    keys.settle()
    keys.press(*letters)
    keys.press("Enter")
    at(keys.page, heading)


def write_applicant(keys: Keyboard) -> None:
    keys.write(NAME)
    keys.press("Tab")
    keys.write(NUMBER)
    keys.press("Tab")
    keys.write(PHONE)
    keys.press("Tab")


def told_in_docs(case: str) -> int:
    found = re.search(rf"\| {case} \| (\d+) \|", DOC)
    assert found, f"docs/window.md does not tell how many keys {case} takes"
    return int(found[1])


def test_an_instant_item_from_the_desk_to_the_next_citizen(site: str, browser_page: Page) -> None:
    sign_in(browser_page, site, "clerk-rs")
    browser_page.goto(f"{site}/desk")
    keys = Keyboard(browser_page)
    keys.settle()
    pick(keys, "sydj", "收件：失业登记")
    keep(browser_page, "window-receive")
    keys.settle()
    write_applicant(keys)
    keys.press("a", "Enter")
    expect(browser_page.locator("button:focus")).to_have_text("当场办结")
    keep(browser_page, "window-instant")
    keys.settle()
    keys.press("Enter")
    expect(browser_page.locator("button:focus")).to_have_text("登记送达")
    keys.settle()
    keys.press("Enter")
    expect(browser_page.locator("a:focus")).to_contain_text("下一位")
    keys.settle()
    keys.press("Enter")
    at(browser_page, "收件：选择事项")
    assert keys.pressed == told_in_docs("instant item, done and handed over")


def test_a_promised_item_up_to_the_printed_receipt(site: str, browser_page: Page) -> None:
    sign_in(browser_page, site, "clerk-zr")
    browser_page.goto(f"{site}/desk")
    keys = Keyboard(browser_page)
    keys.settle()
    pick(keys, "13", "收件：农村宅基地批准")
    keys.settle()
    write_applicant(keys)
    keys.press("a", "Enter")
    expect(browser_page.locator("button:focus")).to_contain_text("受理并出具受理单")
    keep(browser_page, "window-promised")
    keys.settle()
    keys.press("Enter")
    expect(browser_page.locator("a:focus")).to_contain_text("受理单")
    keys.settle()
    keys.press("Enter")
    expect(browser_page.locator("button:focus")).to_contain_text("打印")
    browser_page.evaluate("window.print = () => { document.title = 'printed'; }")
    keys.settle()
    keys.press("Enter")
    expect(browser_page).to_have_title("printed")
    keys.press("c")
    at(browser_page, "收件：选择事项")
    assert keys.pressed == told_in_docs("promised item, accepted, receipt printed")


def test_a_called_number_up_to_the_printed_receipt_and_the_next_call(site: str, browser_page: Page) -> None:
    """The number says what the citizen came for, so that the clerk does not choose the item again."""
    page = browser_page
    sign_in(page, site, "clerk-zr")
    for _ in range(2):
        page.goto(f"{site}/numbers/new")
        page.locator("[name=items][value=LOCAL-13]").check()
        page.get_by_role("button", name="取号").click()
        page.wait_for_url(f"{site}/numbers/*-0*")
    page.goto(f"{site}/desk")
    keys = Keyboard(page)
    keys.press("q")
    expect(page.locator("button:focus")).to_contain_text("叫下一位")
    keys.settle()
    keys.press("Enter")
    expect(page.locator("a:focus")).to_contain_text("收件")
    keep(page, "window-called")
    keys.settle()
    keys.pressed = 0
    keys.press("Enter")
    at(page, "收件：农村宅基地批准")
    keys.settle()
    write_applicant(keys)
    keys.press("a", "Enter")
    expect(page.locator("button:focus")).to_contain_text("受理并出具受理单")
    keys.settle()
    keys.press("Enter")
    expect(page.locator("a:focus")).to_contain_text("受理单")
    keys.settle()
    keys.press("Enter")
    expect(page.locator("button:focus")).to_contain_text("打印")
    page.evaluate("window.print = () => { document.title = 'printed'; }")
    keys.settle()
    keys.press("Enter")
    expect(page).to_have_title("printed")
    assert keys.pressed == told_in_docs("called number, accepted, receipt printed")


def test_a_refusal_without_a_field_takes_the_focus(site: str, browser_page: Page) -> None:
    """Whoever works by keyboard is not sent back to the top of the page by a refusal."""
    page = browser_page
    sign_in(page, site, "clerk-sh")
    page.goto(f"{site}/cases/new?item=LOCAL-05")
    keys = Keyboard(page)
    keys.settle()
    write_applicant(keys)
    keys.press("Space", "Enter")
    expect(page.locator("button:focus")).to_contain_text("受理并出具受理单")
    keys.settle()
    keys.press("Enter")
    expect(page.locator("[role=alert]:focus")).to_contain_text("须有申请人书面承诺")


def test_what_is_missing_becomes_the_notice_and_locks_the_rest(site: str, browser_page: Page) -> None:
    page = browser_page
    sign_in(page, site, "clerk-zr")
    page.goto(f"{site}/desk")
    keys = Keyboard(page)
    keys.settle()
    pick(keys, "13", "收件：农村宅基地批准")
    keys.settle()
    write_applicant(keys)
    keys.press("1", "2", "3", "Enter")
    expect(page.locator("button:focus")).to_contain_text("一次性告知")
    assert page.input_value("[name='problem.papers']") == "未提交"
    keys.settle()
    keys.press("Enter")
    expect(page.locator("a:focus")).to_contain_text("一次性告知单")
    keep(page, "window-locked")
    assert page.locator(".locked li", has_text="首次告知时就在，不能再提").count() == 3
    assert keys.pressed == told_in_docs("one-time notice given")


def test_a_wrong_field_keeps_the_rest_and_gets_the_focus(site: str, browser_page: Page) -> None:
    page = browser_page
    sign_in(page, site, "clerk-rs")
    page.goto(f"{site}/cases/new?item=LOCAL-01")
    keys = Keyboard(page)
    keys.settle()
    keys.write(NAME)
    keys.press("Tab")
    keys.write("520402199001010011")
    keys.press("Enter")
    expect(page.locator("[name='applicant.id_number']")).to_be_focused()
    assert page.input_value("[name='applicant.name']") == NAME


def test_a_lost_answer_is_told_and_sending_again_makes_no_second_case(accounts: Intake, browser_page: Page) -> None:
    page, line = browser_page, BrokenLine(create_app(accounts))
    received = {"stream": {"$regex": "^case/"}}
    with serving(line) as site:
        sign_in(page, site, "clerk-rs")
        page.goto(f"{site}/cases/new?item=LOCAL-01")
        keys = Keyboard(page)
        keys.settle()
        write_applicant(keys)
        keys.press("a")
        line.broken = True
        keys.press("Enter")
        expect(page.locator("[data-message=lost]")).to_be_visible()
        assert line.lost
        assert accounts.database["commits"].count_documents(received) == 1, "the first sending arrived"
        assert page.input_value("[name='applicant.name']") == NAME
        keep(page, "window-lost")
        line.broken = False
        keys.settle()
        keys.press("Enter")
        page.wait_for_selector("text=当场办结")
        assert accounts.database["commits"].count_documents(received) == 1


def test_the_keys_are_shown_on_a_question_mark(site: str, browser_page: Page) -> None:
    page = browser_page
    sign_in(page, site, "clerk-rs")
    page.goto(f"{site}/desk")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    keep(page, "window-keys")
    for key in page.locator("#keys dt kbd").all_inner_texts():
        assert f"`{key}`" in DOC, f"docs/window.md does not tell the key {key}"


def test_one_key_leads_into_each_outcome(site: str, accounts: Intake, browser_page: Page) -> None:
    page = browser_page
    sign_in(page, site, "clerk-zr")
    page.goto(f"{site}/cases/new?item=LOCAL-13")
    keys = Keyboard(page)
    keys.settle()
    write_applicant(keys)
    keys.press("a", "Enter")
    expect(page.locator("button:focus")).to_contain_text("受理并出具受理单")
    keys.settle()
    fields = {"1": "reasons", "2": "department", "3": "materials", "r": "reasons", "h": "channel", "w": "reason"}
    for key, name in fields.items():
        page.evaluate("document.activeElement.blur()")
        keys.press(key)
        expect(page.locator(":focus")).to_have_attribute("name", name)
    keep(page, "window-outcomes")
