"""The kit in a real browser: it works with and without scripts, on a desk and on a phone."""

from dataclasses import replace

import pytest

from shared.testing.browser import PHONE, serving
from shared.web.kit import NavItem
from tests.web.notes import Settings, make_app

pytestmark = pytest.mark.browser


@pytest.fixture
def app():
    return make_app(Settings(service_urls=dict(Settings().service_urls)))


@pytest.fixture
def url(app):
    """The app at its own address, which its settings name."""
    settings = app.extensions["yizhan"].settings
    with serving(app) as address:
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


def test_a_key_of_the_page_goes_before_one_of_the_navigation(browser_page, app, url):
    app.extensions["yizhan"] = replace(app.extensions["yizhan"], nav=(NavItem("session.login", "别处", key="s"),))
    sign_in(browser_page, url)
    browser_page.get_by_label("文字").fill("mine")
    browser_page.locator("main").focus()
    browser_page.keyboard.press("s")
    browser_page.wait_for_url(f"{url}/notes")


def test_single_keys_switched_off_do_nothing(browser_page, url):
    sign_in(browser_page, url)
    browser_page.get_by_role("link", name="关闭单键快捷键").click()
    browser_page.get_by_label("文字").fill("quiet")
    browser_page.locator("main").focus()
    browser_page.keyboard.press("s")
    browser_page.get_by_role("link", name="打开单键快捷键").click()
    browser_page.get_by_role("link", name="关闭单键快捷键").wait_for()
    assert "/notes" not in browser_page.url


def test_a_folded_group_is_opened_and_left_by_keyboard(browser_page, app, url):
    many = [NavItem("pages.home", f"事{n}", group="一组" if n > 6 else "", key="z" if n == 8 else "") for n in range(9)]
    app.extensions["yizhan"] = replace(app.extensions["yizhan"], nav=(*many, NavItem("session.login", "末项")))
    browser_page.set_viewport_size(PHONE)
    browser_page.goto(url)
    group, inside = browser_page.locator(".nav summary"), browser_page.get_by_role("link", name="事7")
    assert not inside.is_visible()
    group.focus()
    browser_page.keyboard.press("Enter")
    inside.wait_for()
    assert browser_page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    browser_page.keyboard.press("Tab")
    assert browser_page.evaluate("document.activeElement.textContent") == "事7"
    browser_page.keyboard.press("Escape")
    inside.wait_for(state="hidden")
    assert browser_page.evaluate("document.activeElement.tagName") == "SUMMARY"
    browser_page.evaluate("document.querySelector('[data-key=z]').href = '/login'")
    browser_page.keyboard.press("z")
    browser_page.wait_for_url(f"{url}/login")


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
