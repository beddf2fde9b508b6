"""Barriers on a page, as axe-core sees them, for tests in a browser."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).parent / "vendor" / "axe" / "axe.min.js"
HEAVY = ("serious", "critical")


def barriers(page: Page) -> list[str]:
    """Give what keeps people out of the present page: each finding with the elements it is about."""
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(AXE.read_text())  # not a script element: the page's security policy stays in force
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']}).then(told => told.violations)")
    return [f"{each['id']}: {[node['target'] for node in each['nodes']]}" for each in found if each["impact"] in HEAVY]
