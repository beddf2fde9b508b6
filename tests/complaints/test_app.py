"""The web process of complaints as a whole."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from shared.testing.routes import undeclared


def test_every_route_says_who_may_call_it(app: Flask) -> None:
    assert undeclared(app) == []


def test_it_is_ready_when_its_database_answers(client: FlaskClient) -> None:
    assert client.get("/readyz").json == {"service": "complaints", "status": "ready", "checks": ["database"]}


def test_its_interface_is_described(client: FlaskClient) -> None:
    described = client.get("/openapi.json").json["paths"]
    one = "/api/v1/complaints/{number}"
    acts = ("progress", "deadlines", "acceptance", "refusal", "assignment", "transfer", "investigation")
    more = ("extension-request", "extension", "reply", "closure", "reopening")
    seen_to = ("contact", "rectification", "feedback", "exclusion", "recheck", "flag-review")
    reviewed = ("correction-request", "correction", "acceptance", "extension", "decision", "service")
    assert set(described) == {
        "/api/v1/complaints",
        one,
        *(f"{one}/{act}" for act in (*acts, *more)),
        "/api/v1/hotline-tickets",
        "/api/v1/hotline-tickets/{number}",
        "/api/v1/hotline-tickets/{number}/return",
        "/api/v1/ratings",
        "/api/v1/ratings/exclusion-rates",
        "/api/v1/ratings/{case_no}",
        *(f"/api/v1/ratings/{{case_no}}/{act}" for act in seen_to),
        *(f"/api/v1/reconsiderations/{{number}}/{act}" for act in reviewed),
        *("/api/v1/reconsiderations", "/api/v1/reconsiderations/{number}"),
        *("/api/v1/litigations", "/api/v1/litigations/{number}", "/api/v1/litigations/{number}/decision"),
        *("/api/v1/channels", "/api/v1/limits", "/api/v1/complaints/statistics"),
    }
