"""People at the pages of approval: signed in by cookie, sending forms as a browser does."""

from __future__ import annotations

import re
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from services.approval.service import Approval
from shared.identity import Identity
from shared.identity.access import SESSION_COOKIE
from shared.identity.tokens import Tokens


class Person:
    """Somebody signed in at the pages of an app."""

    def __init__(self, app: Flask, approval: Approval, identity: Identity) -> None:
        self.client: FlaskClient = app.test_client()
        self.client.set_cookie(SESSION_COOKIE, Tokens(approval.settings.token_key).issue(identity))

    def page(self, path: str, status: int = 200) -> str:
        """Open a page, and see that it answers as expected."""
        return text(self.client.get(path), status)

    def send(self, path: str, fields: dict[str, Any], on: str = "/") -> Any:
        """Send a form of a page; the page gives the token against forgery."""
        token = re.search(r'name="csrf_token" value="([^"]+)"', self.page(on))
        assert token is not None
        return self.client.post(path, data={**fields, "csrf_token": token[1]})


def text(answer: Any, status: int = 200) -> str:
    """Give an answer's page."""
    assert answer.status_code == status, answer.status_code
    page: str = answer.get_data(as_text=True)
    return page
