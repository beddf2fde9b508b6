"""A real browser for tests: Debian's chromium through Playwright, skipped in plain words where there is none.

    pytestmark = pytest.mark.browser

    def test_desk(browser_page):
        with serving(app) as url:
            browser_page.goto(url)

A page that breaks the content security policy, or whose script fails, fails its test.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import pytest
from flask import Flask
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, sync_playwright
from werkzeug.serving import make_server

CHROMIUM = "chromium"
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give one chromium for the whole run."""
    program = shutil.which(CHROMIUM)
    if program is None:
        pytest.skip("chromium is not installed: browser tests are left out (apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def browser_page(browser: Browser) -> Iterator[Page]:
    """Give a page with cookies of its own; the test fails if a script fails or the security policy is broken."""
    context = browser.new_context(viewport={"width": DESKTOP["width"], "height": DESKTOP["height"]}, locale="zh-CN")
    page = context.new_page()
    page.set_default_timeout(20_000)
    told: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            told.append(message.text)

    def failed(error: Error) -> None:
        told.append(str(error))

    page.on("console", heard)
    page.on("pageerror", failed)
    yield page
    context.close()
    assert not told, told


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """Serve an app on a free port of this machine while the block runs; gives its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
