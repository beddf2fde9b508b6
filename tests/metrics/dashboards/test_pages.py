"""Dashboards: what the tables say is what the boards say; charts stand above their tables, in a real browser too."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
from flask import Flask
from playwright.sync_api import Page

from services.metrics.assessments.views import board
from services.metrics.dashboards import views
from services.metrics.scoring import parse_period
from services.metrics.service import Metrics
from shared.testing.browser import PHONE, serving
from tests.metrics.conftest import Client

PERIOD = parse_period("2026Q4")


def test_the_ranking_shows_the_totals_of_the_board(client: Client, metrics: Metrics) -> None:
    page = client().get("/dashboard?period=2026Q4").text
    for standing in board(metrics, PERIOD).standings:
        assert standing.name.zh in page
        if standing.score.ranked:
            assert f'data-value="{standing.score.total}"' in page


def test_an_unranked_unit_shows_why_and_draws_no_bar(client: Client, metrics: Metrics) -> None:
    unranked = [s for s in board(metrics, PERIOD).standings if not s.score.ranked]
    assert unranked
    page = client().get("/dashboard?period=2026Q4").text
    assert page.count('data-value=""') == len(unranked)


def test_a_trend_ends_with_the_quarter_asked_about(metrics: Metrics) -> None:
    assert [each.name for each in views.quarters(metrics, PERIOD)] == ["2026Q1", "2026Q2", "2026Q3", "2026Q4"]
    rows = {row["unit"]: row["totals"] for row in views.trend(metrics, PERIOD, "department")}
    ranked = [s for s in board(metrics, PERIOD).standings if s.score.ranked]
    assert {unit: totals[-1] for unit, totals in rows.items()} == {s.unit: str(s.score.total) for s in ranked}


def test_the_grid_has_the_six_counties_each_at_a_place_of_its_own(metrics: Metrics) -> None:
    counties = views.counties(metrics, PERIOD)
    assert sorted(each.code for each in counties) == ["520402", "520403", "520422", "520423", "520424", "520425"]
    assert len({(each.row, each.column) for each in counties}) == 6
    assert all(each.name.zh != each.code for each in counties)


def test_the_live_figures_come_alone_for_htmx(client: Client) -> None:
    told = client().get("/dashboard/live?period=2026Q4").text
    assert "<html" not in told
    assert "按时办结" in told


def test_the_workbook_holds_the_board(client: Client, metrics: Metrics) -> None:
    answer = client().get("/dashboard.xlsx?period=2026Q4&kind=department")
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    totals = {row[1].value: row[3].value for row in book.worksheets[0].iter_rows(min_row=2)}
    standings = board(metrics, PERIOD).standings
    assert totals == {s.unit: float(s.score.total) if s.score.ranked and s.score.total else None for s in standings}
    digest = [row[1].value for row in book.worksheets[-1].iter_rows() if row[0].value == "数据摘要"]
    assert digest == [board(metrics, PERIOD).digest]


def test_the_workbook_speaks_in_words_and_says_why_a_unit_has_no_rank(client: Client) -> None:
    for tongue, none, why in (("zh", "不评级", "到期办件不足 10 件"), ("en", "Not graded", "fewer than 10 cases due")):
        answer = client().get(f"/dashboard.xlsx?period=2026Q4&kind=department&lang={tongue}")
        sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).worksheets[0]
        rows = {row[1].value: (row[6].value, row[7].value) for row in sheet.iter_rows(min_row=2)}
        assert rows["dep-rs"] == (none, why)
        assert not {grade for grade, _ in rows.values()} & {"excellent", "good", "pass", "fail", "", None}


@pytest.mark.parametrize("path", ["/dashboard?", "/?", "/dashboard/units/dep-zr?", "/dashboard.xlsx?"])
@pytest.mark.parametrize("quarter", ["2016Q1", "2024Q4", "2027Q1", "2099Q4"])
def test_the_first_quarter_of_the_calendars_and_those_to_come_are_told(client: Client, path: str, quarter: str) -> None:
    assert client().get(f"{path}period={quarter}").status_code == 200


def test_the_picker_leads_to_no_quarter_without_a_calendar_and_none_beyond_the_next(client: Client) -> None:
    def led(quarter: str) -> list[str]:
        return re.findall(r'rel="(?:prev|next)" href="[^"]*period=(20..Q.)', client().get(f"/?period={quarter}").text)

    assert led("2026Q4") == ["2026Q3", "2027Q1"]
    assert led("2027Q1") == ["2026Q4"]
    assert led("2016Q1") == ["2016Q2"]


def test_coverage_on_the_dashboard_is_the_quarters_own(client: Client, metrics: Metrics) -> None:
    told = {each["name"]: (each["numerator"], each["denominator"]) for each in views.covered(metrics, PERIOD)}
    halls = board(metrics, PERIOD, "hall").standings
    assert told["c1"] == (sum(s.facts["c1"] for s in halls), sum(s.facts["c1_of"] for s in halls))
    assert set(told) == {"c1", "c2", "c3a", "g3a", "g3b"}
    assert "/coverage/2026Q4" in client().get("/dashboard?period=2026Q4").text


@pytest.mark.parametrize(
    "path",
    ["/dashboard?kind=planets", "/dashboard?period=2026", "/dashboard?period=2026-10", "/dashboard/units/nobody"],
)
def test_what_is_not_there_is_not_found(client: Client, path: str) -> None:
    assert client().get(path).status_code == 404


@pytest.mark.browser
def test_charts_stand_above_their_tables_on_desk_and_phone(browser_page: Page, app: Flask) -> None:
    with serving(app) as url:
        for size in (None, PHONE):
            if size:
                browser_page.set_viewport_size(size)  # type: ignore[arg-type]
            browser_page.goto(f"{url}/dashboard?period=2026Q4")
            drawn = browser_page.locator("figure[data-drawn] canvas")
            drawn.first.wait_for()
            assert drawn.count() == browser_page.locator("figure[data-chart]").count() >= 2
            assert browser_page.locator("figure[data-chart] table").count() == drawn.count()
            browser_page.goto(f"{url}/dashboard?period=2026Q3&lang=en")
            wide = browser_page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 0
        browser_page.goto(f"{url}/dashboard/units/dep-zr?period=2026Q4")
        browser_page.locator("figure[data-drawn] canvas").first.wait_for()


def test_a_unit_shows_four_quarters_with_their_indicators(client: Client) -> None:
    page = client().get("/dashboard/units/dep-zr?period=2026Q4").text
    assert re.findall(r"period=(2026Q[1-4])\">2026Q", page) == ["2026Q1", "2026Q2", "2026Q3", "2026Q4"]
    assert "D02" in page
