"""Pages of places, without a browser: what the public sees, what inspectors and staff do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from flask import Flask

from services.intake.attendance.days import load
from services.intake.service import Intake
from services.intake.venues import demo
from shared.contracts.statements import stream_of
from shared.contracts.venues import RosterPublished, Shift
from shared.identity import Identity
from tests.intake.people import ADMIN, AUDITOR, CITIZEN, CLERK, RS_CLERK, state_at
from tests.intake.test_pages import Visitor

HALL, POST = "H-520402109", "W-520402109-01"
POINT = "P-520422103-202"
TODAY = date(2026, 9, 17)


@pytest.fixture
def visit(app: Flask) -> Callable[[Identity | None], Visitor]:
    return lambda identity: Visitor(app, identity)


@pytest.fixture
def rostered(intake: Intake) -> Iterator[None]:
    """Office-holders by name, and today's roster of a hall."""
    kept = list(intake.database["registry"].find({"category": "principals"}))
    for _, statement in demo._principals(intake):
        intake.replica.apply(stream_of(statement), 2, statement)
    shifts = (Shift(TODAY, "am", POST, "clerk-rs", "reviewer-rs"), Shift(TODAY, "am", "W-520402109-02", "clerk-sh"))
    roster = RosterPublished(venue=HALL, week=date(2026, 9, 14), shifts=shifts)
    state_at(intake, "2026-09-14T08:00:00+08:00", roster)
    yield
    intake.database["registry"].delete_many({"category": {"$in": ["principals", "roster"]}})
    intake.database["registry"].insert_many(kept)


Visit = Callable[[Identity | None], Visitor]


@pytest.mark.usefixtures("rostered")
def test_a_halls_page_tells_hours_rooms_people_and_channels(visit: Visit) -> None:
    page = visit(None).open(f"/venues/{HALL}")
    for told in (
        "西秀区旧州镇政务服务中心",
        "09:00-12:00、13:30-17:00",
        "赶场周末",
        "860 平方米",
        "传真",
        "示例甲",
        "旧州镇镇长",
        "自知道决定之日起 60 日内",
        "在线窗口",
        "缺岗",
    ):
        assert told in page, told
    assert "示例庚" not in page, "whose term is over"
    assert "clerk-rs" not in page, "accounts are nobody's business"
    assert "clerk-sh" not in page


@pytest.mark.usefixtures("rostered")
def test_a_points_page_shows_its_county_and_what_is_missing(visit: Visit) -> None:
    page = visit(None).open(f"/venues/{POINT}")
    assert "普定县马场镇示例村便民服务点" in page
    assert "面积不达标" in page
    assert "公示不完整" in page
    assert "行政复议" in page
    assert "未贯通" in page
    visit(None).open("/venues/P-1", 404)


def test_the_list_leads_to_every_place_with_its_county(visit: Visit) -> None:
    page = visit(None).open("/venues")
    assert "紫云苗族布依族自治县猴场镇示例村便民服务点" in page
    assert page.count('href="/venues/') >= 7
    assert "达标情况" not in page
    assert "达标情况" in visit(AUDITOR).open("/venues")


def test_what_places_lack_is_shown_to_those_who_look_after_it(visit: Visit) -> None:
    page = visit(ADMIN).open("/venues/compliance")
    assert "只标示、只计分，不影响办事" in page
    for told in ("传真", "行政复议", "分管负责人", "安顺市《意见》三（一）", "95.6%"):
        assert told in page, told
    visit(CITIZEN).open("/venues/compliance", 403)
    visit(CLERK).open("/venues/compliance", 403)


@pytest.mark.usefixtures("rostered")
def test_a_clerk_signs_in_and_out_with_forms(visit: Visit, intake: Intake) -> None:
    clerk = visit(RS_CLERK)
    page = clerk.open("/attendance")
    assert f'value="{POST}" selected' in page
    assert clerk.submit("/attendance/check-in", post=POST).status_code == 303
    page = clerk.open("/attendance")
    assert "您在岗" in page
    assert "迟到 60 分钟" in page
    assert f"/attendance/heartbeat/{POST}" in page
    assert clerk.submit("/attendance/check-out").status_code == 303
    assert load(intake, HALL, TODAY).at_work("clerk-rs") is None
    clerk.open("/attendance")
    bad = clerk.submit("/attendance/check-in", post="W-9")
    assert (bad.status_code, "没有这个岗位" in bad.get_data(as_text=True)) == (422, True)


@pytest.mark.usefixtures("rostered")
def test_an_inspector_notes_what_they_find(visit: Visit, intake: Intake) -> None:
    auditor = visit(AUDITOR)
    assert "clerk-rs" in auditor.open(f"/venues/{HALL}/attendance")
    bad = auditor.submit(f"/venues/{HALL}/attendance", open="yes", present="many")
    assert bad.status_code == 422
    assert auditor.submit(f"/venues/{HALL}/attendance", open="no", present="0").status_code == 303
    assert [look.open for look in load(intake, HALL, TODAY).looks] == [False]
    assert "今天已登记巡查 1 次" in auditor.open(f"/venues/{HALL}/attendance")
    visit(RS_CLERK).open(f"/venues/{HALL}/attendance", 403)


def test_pages_speak_english(visit: Visit) -> None:
    page = visit(None).open(f"/venues/{HALL}?lang=en")
    assert "Jiuzhou Town Government Service Centre" in page
    assert "在岗" not in page
