"""Slow lines: what may be squeezed is, what holds somebody's own is not, and files are asked for once."""

from __future__ import annotations

import gzip
import re

import flask
import pytest

from shared.identity.access import SESSION_COOKIE
from tests.web.notes import CLERK, bearer, make_app, tokens

TAKES = {"Accept-Encoding": "gzip, br"}


def test_a_public_page_and_its_files_travel_small(client):
    plain, small = client.get("/"), client.get("/", headers=TAKES)
    assert small.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in small.headers["Vary"]
    assert len(small.data) < len(plain.data) / 2
    assert "<!doctype html>" in gzip.decompress(small.data).decode()
    for name in ("yizhan.css", "vendor/htmx/htmx.min.js"):
        whole, squeezed = client.get(f"/static/{name}"), client.get(f"/static/{name}", headers=TAKES)
        assert gzip.decompress(squeezed.data) == whole.data
        assert int(squeezed.headers["Content-Length"]) == len(squeezed.data) < len(whole.data) / 2


def test_what_is_somebodys_own_is_sent_as_it_is(client, app):
    client.set_cookie(SESSION_COOKIE, tokens().issue(CLERK))
    assert "Content-Encoding" not in client.get("/", headers=TAKES).headers
    assert client.get("/static/yizhan.css", headers=TAKES).headers["Content-Encoding"] == "gzip", "no secret in it"
    fresh = app.test_client()
    assert "Content-Encoding" not in fresh.get("/api/v1/notes", headers={**TAKES, **bearer()}).headers
    assert "Content-Encoding" not in fresh.get("/openapi.json", headers=TAKES).headers


def test_a_browser_that_takes_no_gzip_gets_none(client):
    for told in ({}, {"Accept-Encoding": "br"}, {"Accept-Encoding": "gzip;q=0"}):
        answer = client.get("/static/yizhan.css", headers=told)
        assert "Content-Encoding" not in answer.headers
        assert "Accept-Encoding" in answer.headers["Vary"], "caches between must know"
    part = client.get("/static/yizhan.css", headers={**TAKES, "Range": "bytes=0-99"})
    assert "Content-Encoding" not in part.headers


def test_a_squeezed_file_is_still_known_again(client):
    first = client.get("/static/yizhan.css", headers=TAKES)
    assert first.headers["ETag"].startswith("W/")
    again = client.get("/static/yizhan.css", headers={**TAKES, "If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.fixture
def with_files(tmp_path):
    (tmp_path / "own.css").write_text("p { color: red; }")
    return make_app(
        more=(flask.Blueprint("own", __name__, static_folder=str(tmp_path), static_url_path="/static/own"),)
    )


def test_a_services_own_files_are_kept_for_good_under_their_hash(with_files):
    with with_files.test_request_context("/"):
        address = flask.url_for("own.static", filename="own.css")
    assert re.fullmatch(r"/static/own/own\.css\?v=[0-9a-f]{12}", address)
    kept = with_files.test_client().get(address)
    assert "immutable" in kept.headers["Cache-Control"]
    assert "immutable" not in with_files.test_client().get("/static/own/own.css").headers["Cache-Control"]
