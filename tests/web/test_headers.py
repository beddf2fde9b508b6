"""Security headers: on every answer, errors included."""

import re

import pytest

from tests.web.notes import URLS, Settings, make_app

PAGES = ["/", "/login", "/docs", "/nowhere", "/static/yizhan.css", "/api/v1/notes"]


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_carries_them(client, path):
    headers = client.get(path, headers={"Accept": "text/html"}).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    policy = dict(rule.split(" ", 1) for rule in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in headers["Content-Security-Policy"]


def test_signing_in_may_lead_back_to_the_other_services_and_nowhere_else(client):
    policy = client.get("/").headers["Content-Security-Policy"]
    origins = re.search(r"form-action ([^;]+)", policy)[1].split()
    assert origins == ["'self'", *(f"http://127.0.0.1:{port}" for port in (8001, 8002, 8003, 8004))]


@pytest.mark.parametrize("path", ["/", "/login", "/docs", "/nowhere"])
def test_no_page_holds_scripts_or_styles_of_its_own(client, path):
    text = client.get(path, headers={"Accept": "text/html"}).text
    assert re.findall(r"<style|<script(?![^>]* src=)|\sstyle=|\son[a-z]+=|javascript:", text) == []
    assert re.findall(r'(?:src|href)="(?:https?:)?//(?!127\.0\.0\.1)', text) == []


def test_plain_http_is_not_forced_to_https(client):
    assert "Strict-Transport-Security" not in client.get("/", base_url="https://localhost").headers


def test_where_the_address_is_https_so_are_the_cookies():
    client = make_app(Settings(service_urls={name: f"https://{name}.example" for name in URLS})).test_client()
    answer = client.get("/?lang=en", base_url="https://intake.example")
    assert "Strict-Transport-Security" in answer.headers
    assert answer.headers.getlist("Set-Cookie")
    assert all("Secure" in cookie for cookie in answer.headers.getlist("Set-Cookie"))


def test_pages_are_not_kept_and_hashed_files_are(client):
    page = client.get("/")
    assert page.headers["Cache-Control"] == "no-store"
    style = re.search(r'href="(/static/yizhan\.css\?v=[0-9a-f]{12})"', page.text)[1]
    assert "immutable" in client.get(style).headers["Cache-Control"]


def test_files_outside_the_folder_are_not_served(client):
    for path in ("/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static//etc/passwd"):
        assert client.get(path).status_code in {404, 308}
