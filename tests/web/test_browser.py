"""The kit in a real browser: it works with and without scripts, on a desk and on a phone."""

import pytest

from shared.testing.browser import PHONE, serving
from tests.web.notes import Settings, make_app

pytestmark = pytest.mark.browser


@pytest.fixture
def url():
    """The app at its own address, which its settings name."""
    settings = Settings()
    with serving(make_app(settings)) as address:
        settings.service_urls["intake"] = address
        yield address


def sign_in(page, url):
    page.goto(f"{url}/login")
    page.get_by_label("账号").fill("clerk-1")
    page.get_by_label("密码").fill("right")
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(f"{url}/")


def test_signing_in_and_out(browser_page, url):
    sign_in(browser_page, url)
    assert "clerk-1" in browser_page.get_by_role("banner").inner_text()
    browser_page.get_by_role("button", name="退出").click()
    browser_page.get_by_role("link", name="登录").wait_for()


def test_a_key_does_what_its_hint_says(browser_page, url):
    sign_in(browser_page, url)
    browser_page.get_by_label("文字").fill("shs")
    assert browser_page.get_by_label("文字").input_value() == "shs"
    browser_page.locator("main").focus()
    browser_page.keyboard.press("s")
    browser_page.wait_for_url(f"{url}/notes")
    assert '"shs"' in browser_page.content()


def test_forms_work_without_scripts(browser, url):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, url)
    page.get_by_label("文字").fill("quiet")
    page.get_by_role("button", name="保存").click()
    assert '"quiet"' in page.content()
    context.close()


def test_the_first_tab_skips_to_the_content(browser_page, url):
    browser_page.goto(url)
    browser_page.keyboard.press("Tab")
    assert browser_page.evaluate("document.activeElement.hash") == "#main"
    browser_page.keyboard.press("Enter")
    assert browser_page.evaluate("document.activeElement.id") == "main"


def test_scripts_evaluate_nothing(browser_page, url):
    browser_page.goto(url)
    assert browser_page.evaluate("htmx.config.allowEval") is False
    assert browser_page.evaluate("htmx.config.selfRequestsOnly") is True


@pytest.mark.parametrize("path", ["/", "/login", "/?lang=en", "/?large=1&lang=en", "/nowhere"])
def test_nothing_runs_out_of_a_phone(browser_page, url, path):
    browser_page.set_viewport_size(PHONE)
    browser_page.goto(f"{url}{path}")
    assert browser_page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_the_interface_document_can_be_read_offline(browser_page, url):
    browser_page.goto(f"{url}/docs")
    browser_page.get_by_text("/api/v1/notes/{key}").wait_for()
    browser_page.get_by_text("Write a line.").click()
    browser_page.get_by_text("Idempotency-Key").first.wait_for()
