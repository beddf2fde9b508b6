"""The lists over HTTP: from real commits, for those who look behind the scores, each unit its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest

from services.metrics.anti_gaming.traces import Traces
from services.metrics.app import create_app
from services.metrics.service import Metrics
from shared.contracts.attendance import MarketDayMissed
from shared.contracts.complaints import HotlineReturned
from shared.identity.identity import Identity
from shared.identity.tokens import Tokens
from shared.journal.casefold import CaseFold
from tests.metrics.conftest import AUDITOR, CITIZEN, REVIEWER_SF, REVIEWER_ZR, SPOT, empty_metrics, forget
from tests.metrics.stories import Story, case_no, records


@pytest.fixture(scope="module")
def metrics(mongo_uri: str) -> Iterator[Metrics]:
    """Two cases decided before the work on them was done; a ticket returned twice; a market day in name only."""
    made = empty_metrics(mongo_uri)
    stories = [Story(case_no(serial=n)).received().accepted().decided().step("2026-10-22") for n in (1, 2)]
    stories += [passed_around(), opened_in_name_only()]
    fold = CaseFold(Traces(), made.folds)
    batch = records([commit for story in stories for commit in story.commits], 0)
    old = fold.positions([SPOT])[SPOT]
    fold.take(SPOT, batch, old, old.after(batch[-1]))
    yield made
    forget(made)


TICKET, MARKET_DAY = "520422103RX2026101200001", "attendance/H-520402109-2026-11-28"
"""Keys as intake and complaints make them."""


def passed_around() -> Story:
    story = Story(TICKET).complained(TICKET, kind="hotline")
    for n in (1, 2):
        back = HotlineReturned(
            returned_at=datetime.fromisoformat(f"2026-10-2{n}T10:00:00+08:00"),
            in_time=True,
            reason="sealed",
            suggested_unit="dep-sh",
            times=n,
            department="dep-zr",
            division="520422103",
            due=datetime.fromisoformat(f"2026-10-2{n}T12:00:00+08:00"),
        )
        story.add(f"complaint/{TICKET}", datetime.fromisoformat(f"2026-10-2{n}T10:00:00+08:00"), back)
    return story


def opened_in_name_only() -> Story:
    story = Story(MARKET_DAY).at_work("2026-11-28")
    missed = MarketDayMissed(
        venue="H-520402109", division="520402109", day=date(2026, 11, 28), minutes=30, reason="too_short"
    )
    return story.add(MARKET_DAY, datetime.fromisoformat("2026-11-28T18:00:00+08:00"), missed)


def test_tickets_and_market_days_are_found_under_the_keys_they_really_have(metrics: Metrics) -> None:
    told = get(metrics, "/api/v1/anti-gaming/2026Q4", AUDITOR).json["items"]
    found = {(each["detector"], each["pattern"], tuple(each["cases"])) for each in told}
    assert ("G13", "twice", (TICKET,)) in found
    assert ("G12", "too_short", (MARKET_DAY,)) in found


def get(metrics: Metrics, path: str, identity: Identity | None) -> Any:
    client = create_app(metrics).test_client()
    if identity:
        client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {Tokens(metrics.settings.token_key).issue(identity)}"
    return client.get(path)


def test_the_list_names_detector_unit_and_cases(metrics: Metrics) -> None:
    told = get(metrics, "/api/v1/anti-gaming/2026Q4", AUDITOR).json
    (found,) = [each for each in told["items"] if each["detector"] == "G2"]
    assert (found["pattern"], found["unit"], found["cases"]) == (
        "worked_after",
        "dep-zr",
        [case_no(), case_no(serial=2)],
    )
    assert [each["id"] for each in told["detectors"]] == [f"G{n}" for n in range(1, 15)]


def test_a_department_sees_what_concerns_it_and_the_public_nothing(metrics: Metrics) -> None:
    assert len(get(metrics, "/api/v1/anti-gaming/2026Q4", REVIEWER_ZR).json["items"]) > 0
    assert get(metrics, "/api/v1/anti-gaming/2026Q4", REVIEWER_SF).json["items"] == []
    assert get(metrics, "/api/v1/anti-gaming/2026Q4", CITIZEN).status_code == 403
    assert get(metrics, "/api/v1/anti-gaming/2026Q4", None).status_code == 401


def test_the_page_leads_to_every_case(metrics: Metrics) -> None:
    page = get(metrics, "/anti-gaming?period=2026Q4", AUDITOR).text
    assert f"/history/{case_no()}" in page
    assert "办结后 5 个工作日内仍有审查动作" in page
