"""Forgery: cookies and forms need the page's token, bearer calls do not."""

import re

import pytest

from tests.web.notes import bearer


def token(client):
    return re.search(r'name="csrf_token" value="([^"]+)"', client.get("/").text)[1]


def test_a_form_without_the_token_is_refused(signed_in):
    answer = signed_in.post("/notes", data={"text": "x"})
    assert (answer.status_code, answer.json["code"]) == (403, "csrf")


def test_a_form_with_the_token_is_done(signed_in):
    assert signed_in.post("/notes", data={"text": "x", "csrf_token": token(signed_in)}).json["lines"] == ["x"]


def test_a_form_sent_twice_is_done_once(signed_in):
    form = {"text": "x", "csrf_token": token(signed_in), "idempotency_key": "f" * 32}
    first, again = signed_in.post("/notes", data=form), signed_in.post("/notes", data=form)
    assert first.json == again.json == {"lines": ["x"], "simulated": False}


def test_a_json_call_by_cookie_needs_the_token_too(signed_in):
    body = {"json": {"text": "x"}}
    assert signed_in.post("/api/v1/notes/a", **body).json["code"] == "csrf"
    assert signed_in.post("/api/v1/notes/a", **body, headers={"X-CSRFToken": token(signed_in)}).status_code == 201


def test_a_bearer_call_needs_none(client):
    assert client.post("/api/v1/notes/a", json={"text": "x"}, headers=bearer()).status_code == 201


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"])
def test_nor_can_another_site_sign_one_in(client, kind):
    answer = client.post("/login", data={"account": "clerk-1", "password": "right"}, content_type=kind)
    assert answer.json["code"] == "csrf"


def test_signing_out_needs_the_token(signed_in):
    assert signed_in.post("/logout").json["code"] == "csrf"
    answer = signed_in.post("/logout", data={"csrf_token": token(signed_in)})
    assert answer.status_code == 303
    assert "yizhan_session=;" in answer.headers["Set-Cookie"]


def test_who_is_not_known_is_told_that_first(client):
    assert client.post("/notes", data={"text": "x"}).json["code"] == "unauthenticated"
