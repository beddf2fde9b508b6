"""Alive, ready, measured."""

from tests.web.notes import make_app


def test_alive_says_so(client):
    assert client.get("/healthz").json == {"service": "intake", "status": "alive"}


def test_ready_names_what_was_checked(client):
    assert client.get("/readyz").json["checks"] == ["store"]


def test_not_ready_says_why():
    def away():
        raise ConnectionError("refused\nand more")

    answer = make_app(ready={"database": away, "clock": lambda: None}).test_client().get("/readyz")
    assert (answer.status_code, answer.json["code"]) == (503, "not_ready")
    assert answer.json["errors"] == {"database": ["ConnectionError: refused"]}
    assert answer.headers["Retry-After"]


def test_requests_are_counted_by_route_and_never_by_case(client):
    client.post("/api/v1/notes/secret-7", json={})
    client.open("/nowhere/secret-8", method="BREW")
    text = client.get("/metrics").text
    assert 'route="/api/v1/notes/<key>",service="intake",status="401"' in text
    assert 'method="none",route="none"' in text
    assert "secret" not in text
    assert "BREW" not in text
