"""Complaints on the embedded database, with the demonstration register, a known case and people of every role."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pymongo.database import Database

from services.complaints.app import create_app
from services.complaints.service import Complaints
from shared.config import Settings
from shared.identity import Identity
from shared.identity.tokens import new_signing_key
from shared.timekeeping import VirtualClock
from tests.complaints.samples import Caller, received
from tests.register import fill_register

NOW = datetime.fromisoformat("2026-09-24T10:00:00+08:00")
KEY = new_signing_key()


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(NOW)


@pytest.fixture
def service(database: Database[dict[str, Any]], clock: VirtualClock) -> Iterator[Complaints]:
    settings = Settings(
        service="complaints",
        mongodb_uri="",
        kafka_servers="",
        database_prefix=database.name,
        secret_key="s" * 32,
        token_key=KEY,
        master_key=bytes(range(32)),
    )
    opened = Complaints.open(settings, clock=clock, client=database.client)
    fill_register(opened.replica)
    received(opened)
    yield opened
    for name in (settings.database, settings.vault_database):
        database.client.drop_database(name)


@pytest.fixture
def app(service: Complaints) -> Flask:
    return create_app(service)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def as_(app: Flask, service: Complaints) -> Callable[[Identity | None], Caller]:
    return lambda identity: Caller(app.test_client(), service, identity)
