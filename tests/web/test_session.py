"""Signing in: the page, the cookie, and where it leads afterwards."""

import re

import pytest

from shared.web.session import safe_next
from tests.web.notes import Settings, make_app

HTML = {"Accept": "text/html"}


def sign_in(client, password="right", target=""):
    page = client.get("/login", query_string={"next": target} if target else {}).text
    csrf = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
    form = {"account": "clerk-1", "password": password, "next": target, "csrf_token": csrf}
    return client.post("/login", data=form)


def test_the_right_password_makes_a_session(client):
    answer = sign_in(client)
    assert (answer.status_code, answer.location) == (303, "/")
    cookie = next(c for c in answer.headers.getlist("Set-Cookie") if c.startswith("yizhan_session="))
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "clerk-1" in client.get("/").text


def test_the_wrong_password_does_not(client):
    answer = sign_in(client, "wrong")
    assert answer.status_code == 401
    assert "账号或密码不正确" in answer.text
    assert "yizhan_session" not in answer.headers.get("Set-Cookie", "")


def test_one_comes_back_to_where_one_was(client):
    assert (
        sign_in(client, target="http://127.0.0.1:8003/complaints?open=1").location
        == "http://127.0.0.1:8003/complaints?open=1"
    )


@pytest.mark.parametrize(
    ("target", "allowed"),
    [
        ("/cases/1?tab=2", True),
        ("http://127.0.0.1:8004/scores", True),
        ("https://127.0.0.1:8004/scores", False),
        ("http://127.0.0.1:8005/", False),
        ("http://127.0.0.1:8001@evil.example/", False),
        ("//evil.example/", False),
        ("/\\evil.example", False),
        ("/\tevil", False),
        ("javascript:alert(1)", False),
        ("http://[::1", False),
        ("cases", False),
        ("", False),
    ],
)
def test_next_leads_to_our_own_pages_only(app, target, allowed):
    with app.test_request_context("/"):
        assert safe_next(target) == (target if allowed else "")


def test_a_page_that_needs_a_sign_in_leads_there(client):
    answer = make_app(name="complaints").test_client().get("/api/../notes", headers=HTML)
    assert answer.status_code in {404, 405}
    answer = client.get("/login", headers=HTML)
    assert answer.status_code == 200


def test_a_service_without_a_login_page_leads_to_the_one_of_intake():
    from tests.identity.test_access import odd_routes

    client = make_app(name="complaints", more=(odd_routes(),)).test_client()
    answer = client.get("/mine/5204?x=1", headers=HTML)
    assert answer.status_code == 303
    assert answer.location == "http://127.0.0.1:8001/login?next=http%3A%2F%2F127.0.0.1%3A8003%2Fmine%2F5204%3Fx%3D1"
    part = client.get("/mine/5204", headers={**HTML, "HX-Request": "true"})
    assert part.headers["HX-Redirect"].startswith("http://127.0.0.1:8001/login?next=")


def test_accounts_are_shown_in_the_demonstration_only(client):
    assert "演示账号" in client.get("/login").text
    assert "演示账号" not in make_app(Settings(profile="production")).test_client().get("/login").text
