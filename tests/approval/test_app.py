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
    paths = client.get("/openapi.json").json["paths"]
    assert {
        "/api/v1/cards",
        "/api/v1/cards/{case}",
        "/api/v1/cards/{case}/{card}/appeal",
        "/api/v1/cards/{case}/{card}/answer",
        "/api/v1/cards/{case}/{card}/correction",
        "/api/v1/cards/{case}/findings",
        "/api/v1/reviews",
        "/api/v1/reviews/{case}",
        "/api/v1/reviews/{case}/steps",
        "/api/v1/reviews/{case}/decision",
        "/api/v1/reviews/{case}/clock",
    } == set(paths)
