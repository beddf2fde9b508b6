"""From a request to a command's circumstances, and back to the answer's headers."""

from datetime import datetime

import pytest

from shared.contracts import Actor
from shared.identity import Identity
from shared.web.meta import command_id
from tests.web.notes import AUDITOR, CLERK, Settings, bearer, make_app

URL = "/api/v1/notes/a"


def write(client, text="hello", identity=CLERK, body=None, **headers):
    return client.post(URL, json={"text": text, **(body or {})}, headers=bearer(identity, **headers))


def commits(app):
    return app.extensions["yizhan"].service.journal.store.stream("note/a", 0)


def test_a_command_carries_who_when_and_why(app, client):
    write(client, **{"X-Correlation-Id": "visit-7"})
    envelope = commits(app)[0].envelope()
    assert envelope.actor == {"id": "clerk-1", "role": "window_clerk", "unit": "dep-zr"}
    assert envelope.correlation == "visit-7"
    assert envelope.recorded_at == "2026-09-17T09:00:00.000+08:00"


def test_the_same_key_and_body_is_done_once(app, client):
    first = write(client, **{"Idempotency-Key": "k"})
    again = write(client, **{"Idempotency-Key": "k"})
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json == again.json == {"id": "a", "lines": ["hello"]}
    assert "Idempotent-Replayed" not in first.headers
    assert again.headers["Idempotent-Replayed"] == "true"
    assert again.headers["Idempotent-Done-By"] == first.headers["X-Correlation-Id"]
    assert first.headers["ETag"] == again.headers["ETag"] == '"1"'
    assert len(commits(app)) == 1


def test_the_spelling_of_the_body_does_not_matter(app, client):
    headers = bearer(**{"Idempotency-Key": "k", "Content-Type": "application/json"})
    client.post(URL, data=b'{"text":"x","copies":2}', headers=headers)
    assert client.post(URL, data=b'{ "copies": 2, "text": "x" }', headers=headers).status_code == 201
    assert len(commits(app)) == 1


def test_the_same_key_with_another_body_is_refused(app, client):
    write(client, "one", **{"Idempotency-Key": "k"})
    answer = write(client, "two", **{"Idempotency-Key": "k"})
    assert (answer.status_code, answer.json["code"]) == (422, "key_reused")
    assert len(commits(app)) == 1


def test_another_actor_may_use_the_same_key(app, client):
    write(client, **{"Idempotency-Key": "k"})
    assert write(client, "two", Identity("clerk-2", "window_clerk"), **{"Idempotency-Key": "k"}).status_code == 201
    assert len(commits(app)) == 2


def test_without_a_key_everything_is_done(app, client):
    write(client)
    write(client)
    assert len(commits(app)) == 2


@pytest.mark.parametrize("key", ["", "x" * 201, "a b", "键"])
def test_a_strange_key_is_refused(client, key):
    answer = write(client, **{"Idempotency-Key": key})
    assert (answer.status_code, answer.json["code"]) == (400, "bad_idempotency_key")


def test_a_command_id_hangs_on_role_account_and_key():
    ids = {command_id(Actor(who, role), key) for who in "ab" for role in "xy" for key in "12"}
    assert len(ids) == 8
    assert command_id(Actor("a", "x"), "1") == command_id(Actor("a", "x", "unit"), "1")


def test_the_version_one_saw_may_be_asked_for(client):
    write(client, "one")
    assert write(client, "two", **{"If-Match": '"1"'}).headers["ETag"] == '"2"'
    answer = write(client, "three", **{"If-Match": '"1"'})
    assert (answer.status_code, answer.json["code"]) == (412, "version_conflict")


@pytest.mark.parametrize("told", ["1", 'W/"1"', '"one"', '"1", "2"', '""'])
def test_a_strange_version_is_refused(client, told):
    answer = write(client, **{"If-Match": told})
    assert (answer.status_code, answer.json["code"]) == (400, "bad_if_match")


def test_what_happened_earlier_is_recorded_as_such(app, client):
    write(client, body={"occurred_at": "2026-09-16T23:30:00Z"})
    fact = commits(app)[0].envelope().events[0]
    assert datetime.fromisoformat(str(fact.occurred_at)) == datetime.fromisoformat("2026-09-17T07:30:00+08:00")


def test_nothing_happens_in_the_future(app, client):
    answer = write(client, body={"occurred_at": "2026-09-17T09:00:01+08:00"})
    assert (answer.status_code, answer.json["code"]) == (422, "future_occurred_at")
    assert commits(app) == []


def test_a_demonstration_account_may_set_the_time(app, client):
    write(client, **{"X-Yizhan-Now": "2026-10-08T10:00:00+08:00"})
    envelope = commits(app)[0].envelope()
    assert (envelope.recorded_at, envelope.clock) == ("2026-10-08T10:00:00.000+08:00", "simulated")


@pytest.mark.parametrize(
    ("profile", "identity"), [("production", CLERK), ("demo", Identity("clerk-9", "window_clerk")), ("demo", AUDITOR)]
)
def test_nobody_else_sets_the_time(profile, identity):
    client = make_app(Settings(profile=profile)).test_client()
    answer = write(client, identity=identity, **{"X-Yizhan-Now": "2026-10-08T10:00:00+08:00"})
    assert answer.status_code == 403
    assert answer.json["code"] in {"simulated_time_refused", "forbidden"}


@pytest.mark.parametrize(
    "told", ["now", "2026-10-08T10:00:00", "0001-01-01T00:00:00+08:00", "9999-12-31T23:59:59-12:00"]
)
def test_a_strange_time_is_refused(client, told):
    answer = write(client, **{"X-Yizhan-Now": told})
    assert (answer.status_code, answer.json["code"]) == (400, "bad_simulated_time")


def test_a_correlation_is_kept_taken_from_a_trace_or_made(client):
    assert client.get("/healthz", headers={"X-Correlation-Id": "c-1"}).headers["X-Correlation-Id"] == "c-1"
    trace = {"traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"}
    assert client.get("/healthz", headers=trace).headers["X-Correlation-Id"] == "4bf92f3577b34da6a3ce929d0e0e4736"
    made = client.get("/healthz", headers={"X-Correlation-Id": "<script>"}).headers["X-Correlation-Id"]
    assert len(made) == 36


@pytest.mark.parametrize("personal", ["520402199001011239", "13885312345", "case-13885312345"])
def test_a_number_of_a_person_is_no_correlation(client, personal):
    made = client.get("/healthz", headers={"X-Correlation-Id": personal}).headers["X-Correlation-Id"]
    assert personal not in made
