"""A register of this folder's own, filled with the demonstration, with a journal behind it."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

import services.intake.demo
from services.intake.app import create_app
from services.intake.service import Intake
from shared.config import Settings
from shared.identity import Identity
from shared.identity.access import SESSION_COOKIE
from shared.timekeeping import VirtualClock
from tests.intake.conftest import NOW, Client, drop, settings_with
from tests.intake.people import ADMIN


@pytest.fixture(scope="package")
def kept_settings(client: Client, mongo_uri: str) -> Iterator[Settings]:
    settings = settings_with(f"test_{uuid.uuid4().hex[:12]}", mongo_uri)
    services.intake.demo.load(settings)
    yield settings
    drop(client, settings)


@pytest.fixture
def kept(kept_settings: Settings, client: Client) -> Intake:
    """Intake whose register the tests may change; each uses subjects of its own."""
    return Intake.open(kept_settings, client=client, clock=VirtualClock(NOW))


class Browser:
    """Somebody signed in, with pages and forms; the CSRF token is sent along."""

    def __init__(self, app: Flask, identity: Identity) -> None:
        self.client: FlaskClient = app.test_client()
        self.client.set_cookie(SESSION_COOKIE, app.extensions["yizhan"].tokens.issue(identity))
        self.token = ""

    def get(self, path: str) -> TestResponse:
        return self.client.get(path, headers={"Accept": "text/html"})

    def post(self, path: str, fields: dict[str, Any]) -> TestResponse:
        token = self._token()
        return self.client.post(path, data={**fields, "csrf_token": token}, headers={"Accept": "text/html"})

    def _token(self) -> str:
        if not self.token:
            page = self.get("/admin/import").text
            self.token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
        return self.token


@pytest.fixture
def as_admin(kept: Intake) -> Callable[..., Browser]:
    """Make a browser of an administrator, of the whole city unless told."""
    app = create_app(kept)

    def browser(identity: Identity = ADMIN) -> Browser:
        return Browser(app, identity)

    return browser


@pytest.fixture
def admin(as_admin: Callable[..., Browser]) -> Browser:
    return as_admin()
