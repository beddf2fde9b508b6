"""axe finds nothing serious on the pages of figures, in either language, on a desk and on a phone."""

from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import Page

from services.metrics.service import Metrics
from shared.identity.identity import Identity
from shared.identity.tokens import Tokens
from shared.testing.browser import DESKTOP, PHONE, serving
from tests.barriers import barriers

pytestmark = pytest.mark.browser

ASSESSOR = Identity("assessor-1", "assessor", divisions=("5204",))
PATHS = (
    "/?period=2026Q4",
    "/?period=2026Q4&kind=hall",
    "/departments/dep-zr?period=2026Q4",
    "/dashboard?period=2026Q4",
    "/dashboard/units/dep-zr?period=2026Q4",
    "/coverage/2026Q4",
    "/rounds",
    "/rounds/2026Q3/department",
    "/anti-gaming?period=2026Q4",
    "/supervision",
    "/what-if",
    "/counts",
)


def test_axe_finds_nothing_serious(browser_page: Page, app: Flask, metrics: Metrics) -> None:
    token = Tokens(metrics.settings.token_key).issue(ASSESSOR)
    browser_page.set_extra_http_headers({"Authorization": f"Bearer {token}"})
    found = {}
    with serving(app) as url:
        for size, language in ((DESKTOP, "zh"), (PHONE, "en")):
            browser_page.set_viewport_size(size)  # type: ignore[arg-type]
            for path in PATHS:
                browser_page.goto(f"{url}{path}{'&' if '?' in path else '?'}lang={language}")
                wide = browser_page.evaluate("document.documentElement.scrollWidth - innerWidth")
                told = barriers(browser_page) + (["wider than the screen"] if wide > 0 else [])
                if told:
                    found[f"{path} {language}"] = told
    assert not found
