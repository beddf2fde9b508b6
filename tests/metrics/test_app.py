"""The web process as a whole: every route declares who may call it, every page stands in both languages."""

from __future__ import annotations

import html
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page

from services.metrics.app import create_app
from services.metrics.service import Metrics
from shared.identity.access import SESSION_COOKIE
from shared.identity.tokens import Tokens
from shared.testing.browser import DESKTOP, PHONE, serving
from shared.testing.routes import undeclared
from tests.metrics.conftest import AUDITOR, REVIEWER_SF, Client
from tests.metrics.stories import case_no

PUBLIC = [
    "/",
    "/departments/dep-zr",
    "/departments/dep-sf",
    "/departments/dep-zr?period=2026Q1",
    "/counts",
    "/?kind=hall&period=2026Q4",
    "/?kind=point&period=2026Q4",
    "/coverage",
]
INTERNAL = [
    "/departments/dep-zr/cases?list=late",
    "/departments/dep-zr/cases?list=settled",
    "/what-if",
    "/history",
    f"/history/{case_no(serial=1)}",
]
EVERY = PUBLIC + INTERNAL


def test_every_route_declares_its_access(app: Flask) -> None:
    assert undeclared(app) == []


@pytest.mark.parametrize("path", PUBLIC)
def test_figures_are_open_to_everyone_and_name_nobody(client: Client, path: str) -> None:
    page = client(None).get(path)
    assert page.status_code == 200
    assert "sealed-" not in page.text
    assert "person-1" not in page.text


@pytest.mark.parametrize("path", EVERY)
def test_every_page_speaks_chinese_and_english(client: Client, path: str) -> None:
    zh = client(AUDITOR).get(path)
    en = client(AUDITOR).get(path + ("&" if "?" in path else "?") + "lang=en")
    assert (zh.status_code, en.status_code) == (200, 200)
    assert 'lang="zh-Hans-CN"' in zh.text
    assert "Case history" in en.text


def test_the_scoreboard_shows_numerator_denominator_and_small_samples(client: Client) -> None:
    page = client(None).get("/?period=2026Q4").text
    assert "11/13" in page
    assert "9.5/12" in page
    assert "样本不足，不排名" in page
    assert "到期办件不足 10 件" in page


def test_a_department_page_shows_the_working_of_each_point(client: Client) -> None:
    page = client(None).get("/departments/dep-zr?period=2026Q4").text
    assert "(11 + 20 × 0.97) ÷ (13 + 20) = 0.921212" in page
    assert "/cases" not in page
    assert "/departments/dep-zr/cases" in client(AUDITOR).get("/departments/dep-zr").text
    assert "/departments/dep-zr/cases" not in client(REVIEWER_SF).get("/departments/dep-zr").text


def test_a_department_page_offers_all_that_is_needed_to_recompute_it(client: Client) -> None:
    page = client(None).get("/departments/dep-zr?period=2026Q4").text
    assert "/api/v1/assessments/2026Q4/dep-zr/bundle" in page
    assert "/assessments/static/recompute.py" in page


def test_every_fact_of_a_formula_opens_to_its_cases_for_whoever_may_see_them(client: Client) -> None:
    assert "list=settled" in client(AUDITOR).get("/departments/dep-zr?period=2026Q4").text
    rows = client(AUDITOR).get("/departments/dep-zr/cases?period=2026Q4&list=settled").text
    assert "共 13 件" in rows


def test_a_draft_is_tried_on_a_page_and_a_bad_one_is_refused_there(client: Client) -> None:
    reader = client(AUDITOR)
    form = reader.get("/what-if?period=2026Q4").text
    token = re.search(r'name="csrf_token" value="([^"]+)"', form)
    assert token is not None
    draft = html.unescape(re.findall(r"<textarea[^>]*>(.*?)</textarea>", form, re.DOTALL)[0])
    sent = {"csrf_token": token[1], "kind": "department"}
    done = reader.post(
        "/what-if?period=2026Q4", data={**sent, "policy": draft.replace('"weight": "20"', '"weight": "50"')}
    )
    assert done.status_code == 200
    assert "名次对照" in done.text
    refused = reader.post("/what-if?period=2026Q4", data={**sent, "policy": "{"})
    assert refused.status_code == 422
    assert "读不出评分政策" in refused.text


def test_an_empty_denominator_reads_not_applicable(client: Client) -> None:
    assert "不适用" in client(None).get("/departments/dep-gx").text


def test_the_live_counts_renew_only_their_table(client: Client) -> None:
    part = client(None).get("/counts", headers={"HX-Request": "true"}).text
    assert "<table" in part
    assert "<html" not in part


def test_a_search_leads_to_the_history(client: Client) -> None:
    found = client(AUDITOR).get(f"/history?case=%20{case_no(serial=1)}%20")
    assert (found.status_code, found.location) == (303, f"/history/{case_no(serial=1)}")
    assert client(AUDITOR).get("/history?case=<script>").status_code == 422


@pytest.mark.parametrize("path", [*INTERNAL])
def test_pages_about_cases_lead_strangers_to_the_login(client: Client, path: str) -> None:
    answer = client(None).get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 303
    assert "/login?next=" in answer.location


@pytest.mark.parametrize(
    "path", ["/departments/nowhere", "/?period=soon", f"/history/{case_no(serial=999)}", "/history/x?at=noon"]
)
def test_what_does_not_exist_is_a_page_that_says_so(client: Client, path: str) -> None:
    answer = client(AUDITOR).get(path, headers={"Accept": "text/html"})
    assert answer.status_code in {404, 422}
    assert "<html" in answer.text


def test_the_figures_of_an_empty_service_are_pages_too(empty: Metrics) -> None:
    nobody: FlaskClient = create_app(empty).test_client()
    assert [nobody.get(path).status_code for path in ("/", "/counts", "/departments/dep-zr")] == [200, 200, 200]


def test_readiness_asks_the_database(client: Client) -> None:
    assert client(None).get("/readyz").status_code == 200


def test_the_interface_document_names_the_endpoints(client: Client) -> None:
    paths = (client(None).get("/openapi.json").json or {})["paths"]
    assert {"/api/v1/cases/{case}/history", "/api/v1/assessments/{period}/{unit}", "/api/v1/rankings/{period}"} <= set(
        paths
    )


@pytest.mark.browser
def test_no_page_is_wider_than_a_phone_or_breaks_the_security_policy(
    app: Flask, metrics: Metrics, browser_page: Page
) -> None:
    token = Tokens(metrics.settings.token_key).issue(AUDITOR)
    with serving(app) as url:
        browser_page.context.add_cookies([{"name": SESSION_COOKIE, "value": token, "url": url}])
        for size in (DESKTOP, PHONE):
            browser_page.set_viewport_size({"width": size["width"], "height": size["height"]})
            for path in EVERY:
                browser_page.goto(url + path)
                assert browser_page.evaluate("document.documentElement.scrollWidth") <= size["width"], path
