"""The little app, and clients of it: anonymous, by bearer token, by cookie."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from shared.identity.access import SESSION_COOKIE
from tests.web.notes import CLERK, make_app, tokens


@pytest.fixture
def app() -> Flask:
    return make_app()


@pytest.fixture
def client(app: Flask) -> Iterator[FlaskClient]:
    """An anonymous client."""
    with app.test_client() as client:
        yield client


@pytest.fixture
def signed_in(app: Flask) -> Iterator[FlaskClient]:
    """A clerk's browser."""
    with app.test_client() as client:
        client.set_cookie(SESSION_COOKIE, tokens().issue(CLERK))
        yield client
