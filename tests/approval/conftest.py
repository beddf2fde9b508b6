"""Approval on the embedded database, with the demonstration register and people of every role."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pymongo.database import Database

from services.approval.app import create_app
from services.approval.service import Approval
from shared.config import Settings
from shared.identity.tokens import new_signing_key
from shared.timekeeping import VirtualClock
from tests.register import fill_register

NOW = datetime.fromisoformat("2026-09-24T10:00:00+08:00")
KEY = new_signing_key()


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(NOW)


@pytest.fixture
def approval(database: Database[dict[str, Any]], clock: VirtualClock) -> Iterator[Approval]:
    settings = Settings(
        service="approval",
        mongodb_uri="",
        kafka_servers="",
        database_prefix=database.name,
        secret_key="s" * 32,
        token_key=KEY,
        master_key=bytes(32),
    )
    opened = Approval.open(settings, clock=clock, client=database.client)
    fill_register(opened.replica)
    yield opened
    database.client.drop_database(opened.database.name)


@pytest.fixture
def app(approval: Approval) -> Flask:
    return create_app(approval)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
