"""A real browser for tests: Debian's chromium through Playwright, skipped in plain words where there is none.

    pytestmark = pytest.mark.browser

    def test_desk(browser_page):
        with serving(app) as url:
            browser_page.goto(url)

A page that breaks the content security policy, or whose script fails, fails its test.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from socket import SHUT_RDWR
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, expect, sync_playwright
from werkzeug.serving import make_server

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

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
PATIENCE_MS = 20_000
"""How long a page may take to show what is expected: a bound for a busy machine, and never waited for."""
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}

expect.set_options(timeout=PATIENCE_MS)


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
    page.set_default_timeout(PATIENCE_MS)
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


class BrokenLine:
    """Takes what a browser sends to an app that does its work, and loses the answers while `broken`.

    The line breaks here and not in the browser: what a test has a browser intercept after a page has come reaches that
    page by another way than a key does, and the key may be there first. A browser that sends once more by itself, as it
    may on a connection it has used before, loses that answer too.

    Attributes:
        broken: whether answers to what is sent (POST) get lost now.
        lost: how many did.
    """

    def __init__(self, app: WSGIApplication) -> None:
        self.app, self.broken, self.lost = app, False, 0

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer, or end the connection after the work."""
        answer = self.app(environ, start_response)
        if not self.broken or environ["REQUEST_METHOD"] != "POST":
            return answer
        b"".join(answer)
        self.lost += 1
        environ["werkzeug.socket"].shutdown(SHUT_RDWR)
        raise ConnectionResetError("the answer got lost on its way")


@contextmanager
def serving(app: WSGIApplication) -> Iterator[str]:
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
