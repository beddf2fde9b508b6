"""Cards in a real browser: the week ahead, the list, the days behind a card, an appeal and its answer.

Where `YIZHAN_SCREENSHOTS` names a folder, every page is kept there as seen on a desk and on a phone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest
from playwright.sync_api import Page

from services.approval.app import create_app
from services.approval.cards.timers import tick
from services.approval.cards.watch import Watch
from services.approval.service import Approval
from shared.identity import Identity
from shared.identity.access import SESSION_COOKIE
from shared.identity.tokens import Tokens
from shared.journal.subscriber import incoming
from shared.numbers import case_number
from shared.testing.browser import serving
from shared.timekeeping import VirtualClock
from tests.approval.cards.world import TEN, moment
from tests.approval.samples import APPROVER, AUDITOR, CASE, opened
from tests.approval.test_browser import keep

pytestmark = pytest.mark.browser
STARTS = {1: "2026-09-21", 2: "2026-09-24", 3: "2026-09-28", 4: "2026-09-29", 5: "2026-09-30"}


@pytest.fixture
def site(approval: Approval) -> Iterator[str]:
    """Five cases in October: one of them overdue, the others due within the week and the next."""
    for n, day in STARTS.items():
        case = CASE if n == 1 else case_number("520422103", date(2026, 9, 17), n)
        opened(approval, case, accepted_on=date.fromisoformat(day), **TEN)
    late = replace(approval, clock=VirtualClock(moment("2026-10-13T09:00")))
    watch = Watch(late)
    for row in late.reviews.collection.find({}):
        for commit in late.journal.store.stream(f"review/{row['_id']}"):
            watch.hear(incoming(commit.envelope()))
    tick(watch)
    with serving(create_app(late)) as url:
        yield url


@pytest.fixture
def as_person(site: str, approval: Approval, browser_page: Page) -> Callable[[Identity], Page]:
    def sign_in(identity: Identity) -> Page:
        token = Tokens(approval.settings.token_key).issue(identity)
        browser_page.context.add_cookies([{"name": SESSION_COOKIE, "value": token, "url": site}])
        return browser_page

    return sign_in


def test_from_the_week_to_an_answered_appeal(site: str, as_person: Callable[[Identity], Page]) -> None:
    page = as_person(APPROVER)
    page.goto(f"{site}/week")
    keep(page, "week")
    page.keyboard.press("y")
    page.wait_for_selector("text=超过承诺期限")
    keep(page, "cards")
    page.click("tbody a")
    page.locator("summary:has-text('逐日看')").last.click()
    page.locator("#card-2 summary:has-text('申诉（')").click()
    keep(page, "card")
    page.fill("#card-2 textarea", "系统故障，当日无法登记决定。")
    page.click("#card-2 button:has-text('提出申诉')")
    page.wait_for_selector("text=申诉中")

    page = as_person(AUDITOR)
    page.goto(f"{site}/cards?appealed=1")
    page.click("tbody a")
    page.locator("#card-2 summary:has-text('答复申诉')").click()
    page.fill("#card-2 textarea >> nth=0", "当日系统运行正常。")
    page.click("#card-2 button:has-text('维持此牌')")
    page.wait_for_selector("text=申诉后维持")
    keep(page, "card-answered")
    page.goto(f"{site}/week?lang=en&large=1")
    keep(page, "week-en-large")
