"""Every error leaves as a problem with a stable code, and none tells what is inside."""

import flask
import orjson
import pytest
from pymongo.errors import AutoReconnect, NetworkTimeout, ServerSelectionTimeoutError, WriteConcernError, WTimeoutError

from shared.contracts import Rejected
from shared.identity.access import public
from shared.journal.errors import CommitTooLarge, Conflict, KeyReused, StoreDown, UnknownEvent
from shared.web.errors import HTTP_CODES, Problem
from shared.web.titles import TITLES
from tests.web.notes import bearer, make_app

HTML = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}

ERRORS = {
    "rejected": (Rejected("second_notice", "told before", "S2.5e; 许可法32", errors={"defects": "known"}), 409),
    "input": (Rejected("unknown_item", "no such item", status=422), 422),
    "personal": (
        Rejected(
            "unknown_item",
            "there is no item 520402199001011239, ask 138 8531 2345, 13885312345 or 0851-33221234",
            errors={"item": "13885312345 is unknown"},
        ),
        409,
    ),
    "problem": (Problem(400, "bad_if_match", "one version"), 400),
    "key": (KeyReused("other body"), 422),
    "conflict": (Conflict("note/a"), 409),
    "large": (CommitTooLarge("300 KiB"), 413),
    "store": (StoreDown("away"), 503),
    "reconnect": (AutoReconnect("10.1.2.3:27017 refused"), 503),
    "network": (NetworkTimeout("10.1.2.3:27017"), 503),
    "selection": (ServerSelectionTimeoutError("10.1.2.3:27017"), 503),
    "majority": (WTimeoutError("waited for majority"), 503),
    "shutdown": (WriteConcernError("operation was interrupted", 11600, {"ok": 1}), 503),
    "poison": (UnknownEvent("case.exploded"), 500),
    "bug": (ZeroDivisionError("王小明 at 10.1.2.3"), 500),
}


@pytest.fixture
def client():
    blueprint = flask.Blueprint("wrong", __name__)

    @blueprint.get("/wrong/<name>")
    @public("to see it fail")
    def wrong(name):
        raise ERRORS[name][0]

    return make_app(more=(blueprint,)).test_client()


def told(answer):
    assert answer.content_type == "application/problem+json"
    body = orjson.loads(answer.data)
    assert body["status"] == answer.status_code
    assert body["type"] == f"urn:yizhan:problem:{body['code']}"
    assert body["title"]
    return body


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_has_its_status(client, name):
    answer = client.get(f"/wrong/{name}")
    assert answer.status_code == ERRORS[name][1]
    told(answer)


def test_a_refusal_tells_code_sentence_basis_and_fields(client):
    body = told(client.get("/wrong/rejected"))
    assert body["code"] == "second_notice"
    assert body["detail"] == "told before"
    assert body["basis"] == "S2.5e; 许可法32"
    assert body["errors"] == {"defects": ["known"]}


@pytest.mark.parametrize("name", ["store", "reconnect", "network", "selection", "majority"])
def test_a_store_that_is_away_says_when_to_come_back(client, name):
    answer = client.get(f"/wrong/{name}")
    assert told(answer)["code"] == "store_down"
    assert int(answer.headers["Retry-After"]) > 0
    assert "10.1.2.3" not in answer.text


def test_a_conflict_is_a_failed_precondition_where_a_version_was_named(client):
    answer = client.get("/wrong/conflict", headers={"If-Match": '"1"'})
    assert (answer.status_code, told(answer)["code"]) == (412, "version_conflict")


def test_an_unexpected_error_tells_an_incident_and_nothing_else(client, capsys):
    body = told(client.get("/wrong/bug"))
    assert body["code"] == "internal"
    assert "王小明" not in str(body)
    assert "ZeroDivision" not in str(body)
    line = next(line for line in capsys.readouterr().err.splitlines() if "unexpected_error" in line)
    assert orjson.loads(line)["incident"] in body["detail"]
    assert "王小明" not in line


def test_a_browser_reads_a_page(client):
    answer = client.get("/nowhere", headers=HTML)
    assert (answer.status_code, answer.mimetype) == (404, "text/html")
    assert "未找到" in answer.text
    assert "not_found" in answer.text
    answer = client.get("/wrong/rejected", headers=HTML)
    assert "《行政许可法》第32条" in answer.text


def test_a_chinese_page_keeps_the_english_detail_as_a_technical_note(client):
    page = client.get("/wrong/rejected?lang=zh", headers=HTML).text
    note = page[page.index("<details") : page.index("</details>")]
    assert "技术说明" in note
    assert 'lang="en"' in note
    assert "<details" not in client.get("/wrong/rejected?lang=en", headers=HTML).text


def test_the_api_answers_json_even_to_a_browser(client):
    assert client.get("/api/v1/notes", headers=HTML).mimetype == "application/problem+json"


def test_titles_follow_the_language(client):
    assert told(client.get("/nowhere?lang=en"))["title"] == "Not found"


def test_a_wrong_method_names_the_right_ones(client):
    answer = client.delete("/api/v1/notes/a")
    assert (answer.status_code, told(answer)["code"]) == (405, "method_not_allowed")
    assert "POST" in answer.headers["Allow"]


def test_every_code_of_the_kit_has_a_title():
    assert set(HTTP_CODES.values()) - {"length_required", "too_slow", "bad_range", "precondition_required",
                                       "not_implemented", "bad_gateway"} <= set(TITLES)  # fmt: skip


BODIES = {
    "no JSON": ({"data": b"{"}, 400, "bad_json"),
    "nothing": ({"data": b""}, 400, "bad_json"),
    "not UTF-8": ({"data": b'{"text": "\xff"}'}, 400, "bad_json"),
    "half a character": ({"data": b'{"text": "\\ud800"}'}, 400, "bad_json"),
    "NaN": ({"data": b'{"copies": NaN}'}, 400, "bad_json"),
    "huge number": ({"data": b'{"copies": 18446744073709551615}'}, 400, "bad_json"),
    "deep": ({"data": b"[" * 30 + b"]" * 30}, 400, "too_deep"),
    "very deep": ({"data": b"[" * 100_000}, 400, "bad_json"),
    "a list": ({"data": b"[]"}, 422, "invalid"),
    "null": ({"data": b"null"}, 422, "invalid"),
    "text": ({"data": b"text=x", "content_type": "text/plain"}, 415, "unsupported_media_type"),
    "form": ({"data": b"text=x", "content_type": "application/x-www-form-urlencoded"}, 415, "unsupported_media_type"),
    "no type": ({"data": b"{}", "content_type": ""}, 415, "unsupported_media_type"),
    "compressed": ({"data": b"\x1f\x8b", "headers": {"Content-Encoding": "gzip"}}, 415, "unsupported_media_type"),
    "large": ({"data": b'{"text": "' + b"x" * 300_000 + b'"}'}, 413, "too_large"),
}


@pytest.mark.parametrize("name", BODIES)
def test_a_bad_body_is_refused_by_name(client, name):
    given, status, code = BODIES[name]
    given = {"content_type": "application/json", **given}
    answer = client.post("/api/v1/notes/a", **{**given, "headers": bearer(**given.get("headers", {}))})
    assert (answer.status_code, told(answer)["code"]) == (status, code)


def test_fields_are_named_with_what_is_wrong(client):
    body = {"text": "x" * 21, "kind": "odd", "copies": 10, "on": "2026-02-30", "occurred_at": "2026-09-17", "more": 1}
    errors = told(client.post("/api/v1/notes/a", json=body, headers=bearer()))["errors"]
    assert set(errors) == {"text", "kind", "copies", "on", "occurred_at", "more"}
    assert errors["text"] == ["最多 20 个字"]
    assert errors["copies"] == ["应在 1 到 9 之间"]
    english = told(client.post("/api/v1/notes/a?lang=en", json=body, headers=bearer()))["errors"]
    assert english["text"] == ["at most 20 characters"]


def test_a_refusal_does_not_repeat_numbers_of_people(client):
    body = told(client.get("/wrong/personal"))
    assert body["detail"] == "there is no item ***, ask ***, *** or ***"
    assert body["errors"] == {"item": ["*** is unknown"]}
