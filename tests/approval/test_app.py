"""The web process of approval as a whole."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from shared.testing.routes import undeclared


def test_every_route_says_who_may_call_it(app: Flask) -> None:
    assert undeclared(app) == []


def test_it_is_ready_when_its_database_answers(client: FlaskClient) -> None:
    assert client.get("/readyz").json == {"service": "approval", "status": "ready", "checks": ["database"]}


def test_its_interface_is_described(client: FlaskClient) -> None:
    paths = set(client.get("/openapi.json").json["paths"])
    own = ("steps", "assignment", "hand-over", "return", "consultations", "opinion", "interested-parties", "statements")
    moving = ("suspensions", "resumption", "extension", "hearing", "superior-referral")
    after = ("decision", "service", "remedies", "certificate", "certificate-end", "lateness")
    superiors = "/api/v1/superior-referrals"
    assert paths == {
        *("/api/v1/reviews", "/api/v1/reviews/{case}", "/api/v1/approvals", "/api/v1/lateness"),
        *(f"/api/v1/reviews/{{case}}/{name}" for name in ("clock", *own, *moving, *after)),
        *(f"/api/v1/cards{rest}" for rest in ("", "/{case}", "/{case}/findings")),
        *(f"/api/v1/cards/{{case}}/{{card}}/{act}" for act in ("appeal", "answer", "correction")),
        *(superiors, f"{superiors}/{{case}}", f"{superiors}/{{case}}/materials", f"{superiors}/{{case}}/decision"),
    }
